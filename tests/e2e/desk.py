"""A desk of its own for a test: a virtual screen, a keyboard and a mouse.

The picture on the screen is read from the X server's own memory (``Xvfb -fbdir``), so looking
costs nothing and disturbs nobody. Keys and clicks are xdotool's: they take the way a person's take.
There is no window manager; what one would do (give the focus, ask a window to close) is done here.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import shutil
import struct
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lab.installation import display
from tests.e2e.patience import until
from tests.e2e.used import Used

SIZE = (1600, 1000)
PICTURES = Path(__file__).parents[2] / "artifacts" / "e2e"
Box = tuple[int, int, int, int]
"""x, y, width, height in pixels of the screen."""


def missing() -> str:
    """Why there can be no desk here; empty when there can."""
    for tool, package in (("Xvfb", "xvfb"), ("xdotool", "xdotool")):
        if shutil.which(tool) is None:
            return f"{tool} is not installed (Debian: apt-get install {package})"
    packages = display.missing([display.DRAWING, display.X11])
    return f"Qt lacks libraries here: apt-get install {' '.join(packages)}" if packages else ""


class Desk(Used):
    """One virtual screen; a context manager that ends it."""

    def __init__(self, folder: Path, size: tuple[int, int] = SIZE) -> None:
        # In the corner the mouse hovers over nothing.
        self._aside = (str(size[0] - 2), str(size[1] - 2))
        told, tells = os.pipe()
        try:
            self._server = subprocess.Popen(
                [
                    # -r: keys do not repeat by themselves, however late a release is seen.
                    *("Xvfb", "-displayfd", str(tells), "-nolisten", "tcp", "-noreset", "-r"),
                    *(
                        "-screen",
                        "0",
                        f"{size[0]}x{size[1]}x24",
                        "-dpi",
                        "96",
                        "-fbdir",
                        str(folder),
                    ),
                ],
                pass_fds=(tells,),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        finally:
            os.close(tells)
        with os.fdopen(told) as answer:
            self.display = f":{answer.readline().strip()}"
        if self.display == ":":
            raise RuntimeError(f"Xvfb ended with exit code {self._server.wait()}")
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        # An XWD file: 25 words of header, a name, the colours, then the lines.
        head = struct.unpack(">25I", self._memory[:100])
        self._lines = (head[0] + 12 * head[19], head[5], head[12])

    def leave(self) -> None:
        self._server.terminate()
        self._server.wait(10)
        self._memory.close()

    def environment(self) -> Mapping[str, str]:
        """What a program needs to know to appear here."""
        return {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    # --- eyes ---------------------------------------------------------------------------------
    def look(self, box: Box | None = None) -> NDArray[np.uint8]:
        """The picture in ``box``, or all of it: rows × columns × (red, green, blue)."""
        start, height, wide = self._lines
        data = np.frombuffer(self._memory[start : start + height * wide], np.uint8)
        picture = data.reshape(height, wide // 4, 4)[:, :, 2::-1]
        if box is None:
            return picture
        x, y, w, h = box
        return picture[y : y + h, x : x + w]

    def keep_picture(self, name: str) -> Path:
        """Write the screen to a file for whoever has to find out what happened."""
        from PySide6.QtGui import QImage

        path = PICTURES / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = np.ascontiguousarray(self.look())
        height, width, _ = data.shape
        QImage(data.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).save(
            str(path)
        )
        return path

    def colour_at(self, x: int, y: int) -> str:
        """The colour of one pixel, as ``#rrggbb``."""
        red, green, blue = (int(part) for part in self.look((x, y, 1, 1))[0, 0])
        return f"#{red:02x}{green:02x}{blue:02x}"

    # --- hands --------------------------------------------------------------------------------
    def keys(self, *names: str) -> None:
        """Press keys one after another, named as xdotool names them (``ctrl+e``)."""
        self._do("key", "--clearmodifiers", *names)

    def write(self, text: str) -> None:
        """Type a text."""
        self._do("type", "--delay", "4", text)

    def click(self, x: int, y: int) -> None:
        """Press and release the left button there, and take the mouse away: no hovering."""
        self._do("mousemove", str(x), str(y), "click", "1", "mousemove", *self._aside)

    def step_aside(self) -> None:
        """Take the mouse out of the way."""
        self._do("mousemove", *self._aside)

    def drag(self, path: Sequence[tuple[int, int]]) -> None:
        """Press at the first point, move over the others, release at the last."""
        words: list[str] = []
        for index, (x, y) in enumerate(path):
            words += ["mousemove", str(x), str(y), *(["mousedown", "1"] if index == 0 else [])]
        self._do(*words, "mouseup", "1", "mousemove", *self._aside)

    # --- what a window manager does -----------------------------------------------------------
    def window(self, title: str, *, within_s: float = 45.0) -> int:
        """The visible window with that title, with the focus, as soon as it is there."""
        found = until(lambda: self.windows(title), f"a window {title!r}", within_s=within_s)[-1]
        self.focus(found)
        return found

    def windows(self, title: str, pid: int = 0) -> list[int]:
        """The visible windows with that title, of one process when it is given."""
        owner = ("--all", "--pid", str(pid)) if pid else ()
        words = ("xdotool", "search", "--onlyvisible", *owner, "--name", f"^{title}$")
        return [int(word) for word in self._run(words).stdout.split()]

    def windows_of(self, program: str) -> list[int]:
        """The visible windows whose class begins with a program's name."""
        words = ("xdotool", "search", "--onlyvisible", "--class", f"^{program}")
        return [int(word) for word in self._run(words).stdout.split()]

    def focus(self, window: int) -> None:
        """Give a window the keyboard."""
        self._do("windowfocus", "--sync", str(window))

    def place(self, window: int, box: Box) -> None:
        """Move and resize a window, and wait until it stands there."""
        x, y, width, height = map(str, box)
        self._do("windowmove", str(window), x, y, "windowsize", str(window), width, height)
        until(lambda: self.place_of(window) == box, f"a window at {box}")

    def place_of(self, window: int) -> Box:
        """Where a window stands; zeros when it has gone."""
        done = self._run(("xdotool", "getwindowgeometry", "--shell", str(window)))
        told = dict(line.split("=", 1) for line in done.stdout.split() if "=" in line)
        x, y, width, height = (int(told.get(k, 0)) for k in ("X", "Y", "WIDTH", "HEIGHT"))
        return x, y, width, height

    def ask_to_close(self, window: int) -> None:
        """Do what the × of a title bar does: WM_DELETE_WINDOW (xdotool cannot)."""
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = xcb.xcb_intern_atom_reply.restype = ctypes.c_void_p
        xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
        xcb.xcb_intern_atom.argtypes = [
            *(ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p)
        ]
        xcb.xcb_intern_atom_reply.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p]
        xcb.xcb_send_event.argtypes = [
            *(ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_char_p)
        ]
        xcb.xcb_flush.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
        connection = xcb.xcb_connect(self.display.encode(), None)

        def atom(name: bytes) -> int:
            cookie = xcb.xcb_intern_atom(connection, 0, len(name), name)
            reply = xcb.xcb_intern_atom_reply(connection, cookie, None)
            number: int = struct.unpack_from("=I", ctypes.string_at(reply, 12), 8)[0]
            return number

        client_message = struct.pack(
            "=BBHII5I",
            33,
            32,
            0,
            window,
            atom(b"WM_PROTOCOLS"),
            atom(b"WM_DELETE_WINDOW"),
            *[0] * 4,
        )
        xcb.xcb_send_event(connection, 0, window, 0, client_message)
        xcb.xcb_flush(connection)
        # An answer to something asked later: the message has arrived when it is there.
        atom(b"WM_PROTOCOLS")
        xcb.xcb_disconnect(connection)

    def _do(self, *words: str) -> None:
        done = self._run(("xdotool", *words))
        assert done.returncode == 0, f"xdotool {' '.join(words)}: {done.stderr}"

    def _run(self, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(
            words, capture_output=True, text=True, check=False, env=environment, timeout=60
        )
