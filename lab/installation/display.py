"""Whether a window can be opened here: the libraries Qt needs, and a display.

Standard library only: what sets the lab up asks it before anything is installed. It asks the
dynamic linker itself, so it tells what Qt would meet.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

NO_DISPLAY, NO_LIBRARIES = 3, 4

# What the Qt wheels link to and do not bring along: shared object -> Debian package.
DRAWING = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
X11 = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}


def loads(name: str) -> bool:
    """Whether the dynamic linker finds a shared object."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing(tables: Iterable[Mapping[str, str]], found: Callable[[str], bool] = loads) -> list[str]:
    """The Debian packages whose libraries are not there, sorted, each once."""
    return sorted(
        {package for table in tables for name, package in table.items() if not found(name)}
    )


def x11_answers(display: str) -> bool:
    """Whether an X server accepts connections at ``display``."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused


def wayland_answers(environment: Mapping[str, str]) -> bool:
    """Whether the Wayland socket that the environment names is there."""
    name = environment.get("WAYLAND_DISPLAY", "")
    return bool(name) and Path(environment.get("XDG_RUNTIME_DIR", "/"), name).is_socket()


def advice(packages: list[str], offscreen: bool) -> str:
    """The one message about missing libraries."""
    what = "draw" if offscreen else "open a window"
    return (
        f"Qt cannot {what} here: system libraries are missing. This installs them:\n"
        f"    sudo apt-get install {' '.join(packages)}"
    )


def verdict(environment: Mapping[str, str], offscreen: bool, platform: str) -> tuple[int, str]:
    """Exit code and message for this environment."""
    if not platform.startswith("linux"):
        return 0, ""
    tables = [DRAWING]
    if not offscreen:
        display = environment.get("DISPLAY", "")
        wayland = wayland_answers(environment)
        if not display and not wayland:
            return (
                NO_DISPLAY,
                "There is no display here (no DISPLAY, no WAYLAND_DISPLAY).",
            )
        tables.append(WAYLAND if wayland and not display else X11)
        if display and loads("libxcb.so.1") and not x11_answers(display) and not wayland:
            return NO_DISPLAY, f"There is no display here: nothing answers at DISPLAY={display}."
    packages = missing(tables)
    return (NO_LIBRARIES, advice(packages, offscreen)) if packages else (0, "")
