"""Where what is kept lives: the user's data folder, or the one that ``HEBRA_DATA`` names."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "HEBRA_DATA"


def data_folder() -> Path:
    """The folder for what is kept of measurements (it need not exist)."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_data_path("hebra", appauthor=False)
