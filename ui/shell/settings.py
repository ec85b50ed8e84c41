"""What the window remembers: theme, language, export, interpreter, where it stood.

Kept as JSON in the user's configuration folder: nobody writes it by hand, and it is read before
the first paint, where TOML's reader alone takes as long as everything else here. A file that cannot
be read or holds something unacceptable never keeps the window from opening: what is bad becomes its
default, and ``Settings.problem`` says which.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from lab.places import config_folder

THEMES = ("system", "light", "dark")
SPEECH = ("system", "en", "es")
TEXT_SIZES = (100, 125, 150, 175, 200)
MOTION = ("system", "off")
DPI_SPAN = (72, 600)
MOST_RECENT = 8
MOST_BYTES = 1_000_000
FILE = "window.json"
LAST_EXPERIMENT = "last.toml"


class Settings(NamedTuple):
    """All that is remembered but the experiment itself, which has a file of its own.

    No dataclass: the first paint would wait 5 ms longer for its import and its making.
    """

    theme: str = "system"
    language: str = "system"
    export_dpi: int = 200
    python: str = ""
    """The interpreter that runs experiments; empty for the window's own."""
    export_folder: str = ""
    geometry: tuple[int, int, int, int] | None = None
    """x, y, width, height of the window when it was not maximised, in logical pixels."""
    maximised: bool = False
    text_size: int = 100
    """Percent of the system's text size."""
    motion: str = "system"
    page: str = "bench"
    """The page in view."""
    predict_first: bool = True
    """Whether a comparison asks for a guess before it runs."""
    recent: tuple[str, ...] = ()
    """The files that were opened or saved last, the newest first."""
    toured: bool = False
    """Whether the person has been shown around; who has settings at all has been."""
    problem: tuple[str, str] | None = None
    """Name of the file and what is wrong with it; None when all is well."""


KEPT = tuple(name for name in Settings._fields if name != "problem")
"""What the file holds."""


def load(path: Path | None = None) -> Settings:
    """Read the settings; defaults for what is missing or bad."""
    path = path or config_folder() / FILE
    plain = Settings(toured=True)
    try:
        if path.stat().st_size > MOST_BYTES:
            return _bad(plain, path, _too_large())
        found = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Settings()  # a folder that is none is told when it is to be written to
    except (OSError, ValueError, RecursionError) as error:
        return _bad(plain, path, _unreadable(error))
    if not isinstance(found, dict):
        return _bad(plain, path, _unreadable(TypeError(type(found).__name__)))
    kept: dict[str, Any] = {}
    wrong = []
    for key in KEPT:
        if key in found:
            value = _accepted(key, found[key])
            if value is None:
                wrong.append(f"{key} = {found[key]!r}"[:80])
            else:
                kept[key] = value
    settings = plain._replace(**kept)
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
    return settings._replace(problem=(path.name, why))


def _accepted(key: str, value: Any) -> Any:
    """``value`` in the type of the setting ``key``, or None when it is not acceptable."""
    match key:
        case "theme":
            return value if value in THEMES else None
        case "language":
            return value if value in SPEECH else None
        case "text_size":
            return value if value in TEXT_SIZES and type(value) is int else None
        case "motion":
            return value if value in MOTION else None
        case "export_dpi":
            whole = isinstance(value, int) and not isinstance(value, bool)
            return value if whole and DPI_SPAN[0] <= value <= DPI_SPAN[1] else None
        case "geometry":
            whole = isinstance(value, list) and all(type(v) is int for v in value)
            fine = whole and len(value) == 4 and all(abs(v) < 2**20 for v in value)
            return tuple(value) if fine and min(value[2:]) > 0 else None
        case "recent":
            texts = isinstance(value, list) and all(isinstance(v, str) for v in value)
            fine = texts and len(value) <= MOST_RECENT and "\0" not in "".join(value)
            return tuple(value) if fine else None
        case "maximised" | "predict_first" | "toured":
            return value if isinstance(value, bool) else None
        case _:
            return value if isinstance(value, str) and "\0" not in value else None


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings to a new file that takes the old one's place. Raises OSError."""
    import tempfile

    path = path or config_folder() / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {key: value for key in KEPT if (value := getattr(settings, key)) is not None}
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
