"""Where the first window's lock and letter box are: a folder that nobody else can look into."""

from __future__ import annotations

import os
import stat
import sys
from binascii import crc32
from pathlib import Path

from lab.capabilities import has_file_modes
from lab.places import config_folder, data_folder

_SCREEN = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
"""What says where a window would appear: one on another display cannot be raised here."""


def name() -> str:
    """The name of the window that a start would open: the same settings, data and display."""
    parts = [str(config_folder().absolute()), str(data_folder().absolute())]
    parts += [os.environ.get(variable, "") for variable in _SCREEN]
    return f"hebra-{crc32(os.fsencode(chr(10).join(parts))):08x}"


def private_folder() -> Path | None:
    """The person's runtime folder, or one made below that for temporary files; None for neither."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime and _is_private(Path(runtime)):
        return Path(runtime)
    import tempfile  # seldom needed, and not quick to import

    folder = Path(tempfile.gettempdir()) / f".hebra-{_user()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return None
    return folder if _is_private(folder) else None


def _is_private(folder: Path) -> bool:
    """Whether a folder is the person's own, closed to others, and can be written to."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode) or not os.access(folder, os.W_OK | os.X_OK):
        return False
    # Elsewhere a folder's mode says nothing, and the one for temporary files is a person's own.
    if not has_file_modes():
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o077


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else sys.platform
