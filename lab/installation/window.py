"""Whether a window can be opened, tried in a process of its own: what Qt lacks aborts it.

The laboratory knows no Qt: the process is handed the name of the module that does. It is spawned,
which a bundle can do as well, and says what it found on a pipe.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from .check import Check, check
from .display import NO_DISPLAY, verdict

TRIES = "ui.theme.trial"
"""The module whose ``tell`` tries Qt and says what it found."""
PATIENCE_S = 20.0


@dataclass(frozen=True, kw_only=True)
class Window:
    """What Qt's process said: versions, platform, fonts; or its last words before it died."""

    versions: str = ""
    platform: str = ""
    screens: str = ""
    fonts: Mapping[str, bool] = field(default_factory=dict)
    """The bundled families, and whether each is there."""
    failure: str = ""


class Trial:
    """Qt is tried from the making on; `end` waits for what it says."""

    def __init__(self, module: str = TRIES) -> None:
        context = multiprocessing.get_context("spawn")
        self._heard, tells = context.Pipe(duplex=False)
        self._process: SpawnProcess = context.Process(
            target=_try, args=(module, tells), daemon=True
        )
        self._process.start()
        tells.close()

    def end(self) -> Window:
        """What it has found; it is ended when that takes too long."""
        said: dict[str, Any] = {}
        try:
            while "done" not in said and self._heard.poll(PATIENCE_S):
                said |= self._heard.recv()
        except EOFError:
            pass
        if "done" not in said:
            said.setdefault("failure", "Qt did not answer")
        self._process.kill()
        self._process.join()
        self._process.close()
        self._heard.close()
        return Window(**{name: value for name, value in said.items() if name != "done"})


def _try(module: str, tells: Connection) -> None:
    """In the process: whatever it writes to the terminal is said on the pipe as well."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    try:
        importlib.import_module(module).tell(tells.send)
    except Exception as error:  # noqa: BLE001 - it is what was to be found out
        tells.send({"failure": f"{type(error).__name__}: {error}"})


def judge_window(found: Window, environment: Mapping[str, str] | None = None) -> tuple[Check, ...]:
    """Qt has to start on a platform; where it cannot, what is missing is named."""
    lost = [name for name, there in found.fonts.items() if not there]
    fonts = check(
        "fonts",
        "Fonts",
        ", ".join(found.fonts) or "not tried",
        f"{', '.join(lost)} cannot be read: other fonts take its place. Install Hebra anew."
        if lost
        else "",
    )
    if not found.failure:
        said = ", ".join(filter(None, (found.versions, found.platform, found.screens)))
        return check("window", "Window", said), fonts
    code, message = verdict(os.environ if environment is None else environment, False, sys.platform)
    if code == NO_DISPLAY:
        todo = "The command line works without. On a desktop, start it there."
        return check("window", "Window", message, todo), fonts
    todo = message or "Install Hebra anew; the log may say more."
    return check("window", "Window", found.failure, todo, verdict="fail"), fonts
