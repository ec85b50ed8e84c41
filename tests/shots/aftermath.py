"""What the window tells after a crash and of folders that cannot be written to."""

from __future__ import annotations

import asyncio
import errno
import os

from tests.shots.stage import Act, Stage
from tests.ui.trouble.dying import dies
from ui.trouble.watch import Watch


async def ended(stage: Stage) -> None:
    """A window before has died by a segmentation fault; no log can be kept of this one."""
    os.environ["XDG_STATE_HOME"] = str(stage.folder / "state")
    await asyncio.to_thread(dies, "segmentation fault")
    with Watch() as watch:
        full = os.strerror(errno.ENOSPC)
        watch.problem = OSError(errno.ENOSPC, full, "/home/ada/.local/state/hebra")
        stage.house.tell_of(watch)


async def report(stage: Stage) -> None:
    """Its report."""
    button = stage.house.current.banners.banners["crash"].action_button
    assert button is not None
    button.click()


AFTERMATH = Act({"aftermath-ended": ended, "aftermath-report": report})
