"""Every control of every page has a name, can be reached by keys, and shows when it is.

Charts tell in words what they show.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.access import walking
from tests.ui.access.tour import ACTS, touring
from tests.ui.living import until

pytestmark = pytest.mark.qasync
QUICK = ("bench", "lessons", "history-empty")
"""The others take longer."""


@pytest.mark.parametrize(
    "act", [act if act in QUICK else pytest.param(act, marks=pytest.mark.slow) for act in ACTS]
)
async def test_controls_are_named_reached_and_seen(
    qapp: QApplication, act: str, tmp_path: Path
) -> None:
    found: list[str] = []
    async with touring(qapp, act, tmp_path, size=(1440, 900)) as scenes:
        async for scene in scenes:
            window = scene.shown.window()
            window.activateWindow()
            await until(window.isActiveWindow)
            stops = walking.walk(scene.shown)
            found += [
                f"{scene.name}: {problem}"
                for problem in (
                    *walking.badly_named(scene.shown),
                    *walking.too_small(scene.shown),
                    *walking.untold(scene.shown),
                    *walking.unreached(scene.shown, stops),
                    *walking.disordered(stops),
                    *walking.invisible(stops, scene.shown),
                )
            ]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))
