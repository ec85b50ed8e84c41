"""Words have room on every page, also at twice their size: nothing is cut off without a way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.access import clipping
from tests.ui.access.tour import ACTS, touring

pytestmark = pytest.mark.qasync
QUICK = ("lessons", "history-empty")
"""The others take longer."""


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("text_size", [100, 200])
@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)], ids=["small", "large"])
@pytest.mark.parametrize(
    "act", [act if act in QUICK else pytest.param(act, marks=pytest.mark.slow) for act in ACTS]
)
async def test_nothing_is_cut_off(
    qapp: QApplication,
    act: str,
    size: tuple[int, int],
    text_size: int,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = []
    async with touring(
        qapp, act, tmp_path, language=language, text_size=text_size, size=size
    ) as scenes:
        async for scene in scenes:
            with clipping.written(monkeypatch) as written:
                scene.shown.grab()
            found += [
                f"{scene.name}: {problem}"
                for problem in (
                    *clipping.squeezed(scene.shown),
                    *clipping.outside(scene.shown),
                    *clipping.overlapping(scene.shown),
                    *written,
                )
            ]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))
