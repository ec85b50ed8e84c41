"""Screens: two of different scales, fractional scales, one that is small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tell = Callable[..., dict[str, Any]]
LEFT = {"name": "left", "x": 0, "y": 0, "width": 1600, "height": 1000, "logicalDpi": 96}
RIGHT = {"name": "right", "x": 1600, "y": 0, "width": 3840, "height": 2160, "logicalDpi": 192}
SMALL = {"name": "small", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 192}
"""In physical pixels: at 192 dpi one of the desktop's is two of the screen's."""
EVERY = {"logicalBaseDpi": 96, "dpr": 1}


@pytest.fixture
def on(root: Path, tmp_path: Path) -> Callable[..., Tell]:
    """Tells a story on the screens given, at a scale over theirs."""

    def screens(*wanted: dict[str, Any], scale: float = 1.0) -> Tell:
        file = tmp_path / "screens.json"
        file.write_text(
            json.dumps(
                {
                    "windowFrameMargins": False,
                    "screens": [{**EVERY, **screen} for screen in wanted],
                }
            )
        )

        def tell(*story: str) -> dict[str, Any]:
            done = subprocess.run(
                [sys.executable, "-m", "tests.ui.shell.on_screens", *story],
                cwd=root,
                env={
                    **os.environ,
                    "QT_QPA_PLATFORM": f"offscreen:configfile={file}",
                    "QT_SCALE_FACTOR": f"{scale:g}",
                },
                capture_output=True,
                text=True,
                check=False,
                timeout=90,
            )
            assert done.returncode == 0, done.stderr
            told: dict[str, Any] = json.loads(done.stdout)
            return told

        return tell

    return screens


def test_it_comes_back_on_its_screen_while_that_is_there(on: Callable[..., Tell]) -> None:
    there = on(LEFT, RIGHT)("place", "1700,60,1440,900")
    assert there["screen"] == "right"
    assert there["place"] == there["remembered"] == [1700, 60, 1440, 900]
    gone = on(LEFT)("place", "1700,60,1440,900")
    assert gone["screen"] == "left"
    assert gone["place"] == gone["remembered"] == [80, 50, 1440, 900]


def test_maximised_it_fills_the_screen_it_was_on(on: Callable[..., Tell]) -> None:
    there = on(LEFT, RIGHT)("place", "1700,60,1440,900", "maximised")
    assert there["screen"] == "right"
    assert there["place"][2:] == [1920, 1080]
    assert there["maximised"]
    assert there["remembers_maximised"]
    assert there["remembered"] == [1700, 60, 1440, 900], "where it stands when it no longer is"


def test_a_screen_too_small_has_all_of_it_in_sight(on: Callable[..., Tell]) -> None:
    small = on(SMALL)("place", "100,100,1440,900")
    x, y, width, height = small["place"]
    assert (x, y) == (0, 40)
    assert (width, height) == (960, 500)
    assert small["least"] == [960, 500]


def test_a_dialog_opens_over_its_window(on: Callable[..., Tell]) -> None:
    assert on(LEFT, RIGHT)("dialog", "1700,60,1440,900") == {
        "screen": "right",
        "over_the_window": True,
    }


def test_it_tells_when_nobody_sees_it(on: Callable[..., Tell]) -> None:
    assert on(LEFT)("sight")["told"] == [False, True, False, True]


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_charts_have_neither_seam_nor_blur_at_any_scale(
    on: Callable[..., Tell], scale: float
) -> None:
    (seen,) = on(LEFT, scale=scale)("charts", "20,20")["places"]
    assert seen["ratio"] == [scale] * 3
    assert seen["pixels"] == [int(801 * scale + 0.5), int(503 * scale + 0.5)]
    assert seen["others"] == 0, "columns differ from those of a picture drawn at once"
    assert seen["colours"] > 50


def test_charts_are_sharp_on_the_screen_they_are_moved_to(on: Callable[..., Tell]) -> None:
    screens = on(LEFT, RIGHT)
    places = screens("charts", "20,20", "1800,40", "30,30")["places"]
    assert [place["screen"] for place in places] == ["left", "right", "left"]
    assert [place["ratio"][0] for place in places] == [1.0, 2.0, 1.0]
    assert [place["pixels"] for place in places] == [[801, 503], [1602, 1006], [801, 503]]
    assert [place["others"] for place in places] == [0, 0, 0]
    assert screens("pens", "20,20", "1800,40", "30,30")["widths"] == [2.0, 2.0, 2.0]
