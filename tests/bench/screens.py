"""Where a benchmark can show a window: nowhere (offscreen), or on an X server of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen(*, x_server: bool) -> Iterator[dict[str, str] | None]:
    """The environment for a window's process, with settings of its own; None without an X server.

    Settings are in a folder that is removed afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="hebra-bench-") as home:
        settings = {"XDG_CONFIG_HOME": home, "XDG_RUNTIME_DIR": home}
        if not x_server:
            yield {**os.environ, **settings, "QT_QPA_PLATFORM": "offscreen"}
            return
        if shutil.which("Xvfb") is None:
            yield None
            return
        read, write = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        try:
            with os.fdopen(read) as line:
                number = line.readline().strip()
            yield {
                **os.environ,
                **settings,
                "DISPLAY": f":{number}",
                "QT_QPA_PLATFORM": "xcb",
            }
        finally:
            server.terminate()
            server.wait()
