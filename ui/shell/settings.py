"""What the window remembers: theme, language, export, interpreter, where it stood.

Kept as JSON in the user's configuration folder: nobody writes it by hand, and it is read before
the first paint, where TOML's reader alone takes as long as everything else here. A file that cannot
be read or holds something unacceptable never keeps the window from opening: what is bad becomes its
default, and ``Settings.problem`` says which.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

THEMES = ("system", "light", "dark")
SPEECH = ("system", "en", "es")
DPI_SPAN = (72, 600)
MOST_BYTES = 1_000_000
FILE = "window.json"
LAST_EXPERIMENT = "last.toml"


@dataclass(frozen=True)
class Settings:
    """All that is remembered but the experiment itself, which has a file of its own."""

    theme: str = "system"
    language: str = "system"
    export_dpi: int = 200
    python: str = ""
    """The interpreter that runs experiments; empty for the window's own."""
    export_folder: str = ""
    geometry: tuple[int, int, int, int] | None = None
    """x, y, width, height of the window when it was not maximised, in logical pixels."""
    maximised: bool = False
    page: str = "bench"
    """The page in view."""
    predict_first: bool = True
    """Whether a comparison asks for a guess before it runs."""
    problem: tuple[str, str] | None = field(default=None, compare=False)
    """Name of the file and what is wrong with it; None when all is well."""


def folder() -> Path:
    """The user's configuration folder for Hebra (it need not exist)."""
    if "linux" in sys.platform:
        # As platformdirs says, without its import before the first paint.
        base = os.environ.get("XDG_CONFIG_HOME", "")
        return (Path(base) if base else Path.home() / ".config") / "hebra"
    import platformdirs

    return platformdirs.user_config_path("hebra", appauthor=False)


def load(path: Path | None = None) -> Settings:
    """Read the settings; defaults for what is missing or bad."""
    path = path or folder() / FILE
    if not path.exists():
        return Settings()
    try:
        if path.stat().st_size > MOST_BYTES:
            return _bad(Settings(), path, _too_large())
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        return _bad(Settings(), path, _unreadable(error))
    if not isinstance(found, dict):
        return _bad(Settings(), path, _unreadable(TypeError(type(found).__name__)))
    kept: dict[str, Any] = {}
    wrong = []
    for key in (f.name for f in dataclasses.fields(Settings) if f.name != "problem"):
        if key in found:
            value = _accepted(key, found[key])
            if value is None:
                wrong.append(f"{key} = {found[key]!r}"[:80])
            else:
                kept[key] = value
    settings = Settings(**kept)
    return _bad(settings, path, ", ".join(wrong)) if wrong else settings


def _too_large() -> str:
    from lab.spec.words import told  # only when there is something to say: see above

    return told("larger than {most:,} bytes", most=MOST_BYTES)


def _unreadable(error: Exception) -> str:
    from lab.spec.words import told, why

    if isinstance(error, OSError):
        return told("the file cannot be read ({why})", why=why(error))
    return told("this is not valid JSON ({why})", why=str(error))


def _bad(settings: Settings, path: Path, why: str) -> Settings:
    return dataclasses.replace(settings, problem=(path.name, why))


def _accepted(key: str, value: Any) -> Any:
    """``value`` in the type of the setting ``key``, or None when it is not acceptable."""
    match key:
        case "theme":
            return value if value in THEMES else None
        case "language":
            return value if value in SPEECH else None
        case "export_dpi":
            whole = isinstance(value, int) and not isinstance(value, bool)
            return value if whole and DPI_SPAN[0] <= value <= DPI_SPAN[1] else None
        case "geometry":
            whole = isinstance(value, list) and all(type(v) is int for v in value)
            fine = whole and len(value) == 4 and all(abs(v) < 2**20 for v in value)
            return tuple(value) if fine and min(value[2:]) > 0 else None
        case "maximised" | "predict_first":
            return value if isinstance(value, bool) else None
        case _:
            return value if isinstance(value, str) and "\0" not in value else None


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings to a new file that takes the old one's place. Raises OSError."""
    import tempfile

    path = path or folder() / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        f.name: getattr(settings, f.name)
        for f in dataclasses.fields(settings)
        if f.name != "problem" and getattr(settings, f.name) is not None
    }
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
