"""The folders of a person that Hebra keeps things in: settings, what was measured, its own state.

On Linux as platformdirs says, but without its import: two of them are asked for before the window's
first paint. None of them need exist. ``HEBRA_DATA`` names another folder for what was measured.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "HEBRA_DATA"


def config_folder() -> Path:
    """Where the window keeps what it remembers."""
    return _folder("config", "XDG_CONFIG_HOME", ".config")


def data_folder() -> Path:
    """Where what was measured is kept."""
    chosen = os.environ.get(VARIABLE, "")
    return Path(chosen).expanduser() if chosen else _folder("data", "XDG_DATA_HOME", ".local/share")


def state_folder() -> Path:
    """Where the log and the reports of crashes are."""
    return _folder("state", "XDG_STATE_HOME", ".local/state")


def cache_folder() -> Path:
    """Where the libraries keep what they can make again."""
    return _folder("cache", "XDG_CACHE_HOME", ".cache")


def home_folder() -> Path:
    """The person's own folder; that for temporary files where there is none, as in a container."""
    try:
        return Path.home()
    except RuntimeError:
        import tempfile

        return Path(tempfile.gettempdir())


def _folder(kind: str, variable: str, usual: str) -> Path:
    if "linux" in sys.platform:
        base = os.environ.get(variable, "").strip()
        return (Path(base) if base else home_folder() / usual) / "hebra"
    import platformdirs

    return Path(getattr(platformdirs, f"user_{kind}_path")("hebra", appauthor=False))
