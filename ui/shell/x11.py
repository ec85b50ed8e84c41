"""What Qt has no call for on X11: take the focus by somebody else's click, and end its waiting.

The id that a desktop gives to the process it starts (``DESKTOP_STARTUP_ID``) holds the time of the
click. A window manager grants the focus to whom brings that time, and shows a waiting pointer until
it is told that the start has come to its end. Both are messages to the root window, sent here on a
connection of their own.
Source: freedesktop.org, Extended Window Manager Hints 1.5 and Startup Notification Protocol 0.1.
"""

from __future__ import annotations

import ctypes
import re
import struct
from typing import Any

_CLIENT_MESSAGE = 33
_TO_MANAGER = 0x180000  # substructure redirect and notify
_TO_ANYBODY = 0x400000  # property change
_APPLICATION = 1
_PIECE = 20


def take_focus(window: int, startup: str) -> None:
    """Ask for the focus of ``window`` and end the start called ``startup``; silent without X11."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return
    for name in ("xcb_connect", "xcb_get_setup", "xcb_intern_atom_reply"):
        getattr(xcb, name).restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        if not xcb.xcb_connection_has_error(connection):
            _Root(xcb, connection).tell(window, startup)
    finally:
        xcb.xcb_disconnect(connection)


def time_of(startup: str) -> int:
    """The time of the click, in the server's ms; 0 where the id does not say."""
    found = re.search(r"_TIME(\d{1,10})$", startup)
    return int(found[1]) & 0xFFFFFFFF if found else 0


def pieces(startup: str) -> list[bytes]:
    """The message that ends a start, in the pieces it is sent in."""
    escaped = re.sub(r'([ "\\])', r"\\\1", startup)
    said = f"remove: ID={escaped}".encode() + b"\0"
    return [said[at : at + _PIECE].ljust(_PIECE, b"\0") for at in range(0, len(said), _PIECE)]


class _Root:
    """The root window of the first screen, as a place for messages."""

    def __init__(self, xcb: Any, connection: ctypes.c_void_p) -> None:
        self._xcb, self._connection = xcb, connection
        xcb.xcb_setup_roots_iterator.restype = _Iterator
        setup = ctypes.c_void_p(xcb.xcb_get_setup(connection))
        screens = xcb.xcb_setup_roots_iterator(setup)
        self._root = ctypes.cast(screens.data, ctypes.POINTER(ctypes.c_uint32))[0]

    def tell(self, window: int, startup: str) -> None:
        active = struct.pack("=5I", _APPLICATION, time_of(startup), 0, 0, 0)
        self._send(window, "_NET_ACTIVE_WINDOW", 32, active, _TO_MANAGER)
        kind = "_NET_STARTUP_INFO_BEGIN"
        for piece in pieces(startup) if startup else ():
            self._send(window, kind, 8, piece, _TO_ANYBODY)
            kind = "_NET_STARTUP_INFO"
        self._xcb.xcb_flush(self._connection)

    def _send(self, window: int, kind: str, bits: int, data: bytes, mask: int) -> None:
        head = struct.pack("=BBHII", _CLIENT_MESSAGE, bits, 0, window, self._atom(kind))
        self._xcb.xcb_send_event(self._connection, 0, self._root, mask, head + data)

    def _atom(self, name: str) -> int:
        word = name.encode()
        cookie = self._xcb.xcb_intern_atom(self._connection, 0, len(word), word)
        reply = self._xcb.xcb_intern_atom_reply(self._connection, cookie, None)
        if not reply:
            return 0
        try:
            return int(ctypes.cast(reply + 8, ctypes.POINTER(ctypes.c_uint32))[0])
        finally:
            ctypes.CDLL(None).free(ctypes.c_void_p(reply))


class _Iterator(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("left", ctypes.c_int), ("index", ctypes.c_int))
