"""The window on an X server's screens: two of them, one pulled out, scaled, with a frame."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import monitors
from tests.e2e.desk import Box, Desk, missing
from tests.e2e.monitors import Manager, Monitors
from tests.e2e.patience import until
from tests.e2e.places import STANDS, Places
from tests.e2e.program import Home, Program

pytestmark = pytest.mark.slow
LEFT: Box = (0, 0, 1600, 1000)
RIGHT: Box = (1600, 0, 1600, 1000)
ON_THE_RIGHT: Box = (1700, 50, 1440, 900)
IN_THE_MIDDLE: Box = (80, 50, 1440, 900)


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[Desk]:
    """A desk of two screens' width."""
    if reason := missing() or monitors.missing():
        pytest.skip(reason)
    with Desk(tmp_path, (3200, 1000)) as desk:
        yield desk


def remember(home: Home, geometry: Box) -> None:
    """What the window finds from the last time."""
    home.settings.mkdir(parents=True, exist_ok=True)
    settings = {"geometry": list(geometry), "theme": "light", "language": "en"}
    (home.settings / "window.json").write_text(json.dumps(settings))


def remembered(home: Home) -> list[int]:
    """Where it stood at the end."""
    geometry: list[int] = json.loads((home.settings / "window.json").read_text())["geometry"]
    return geometry


def stands(desk: Desk, program: Program, at: Box) -> int:
    """The window, once it stands there."""

    def there() -> int:
        windows = desk.windows("Hebra", program.process.pid)
        return windows[-1] if windows and desk.place_of(windows[-1]) == at else 0

    return until(there, f"the window at {at}")


def filled(desk: Desk, places: Places, at: Box, scale: float = 1.0) -> None:
    """Wait until the page of the window that stands there has its run button."""
    x, y, _, height = places.run
    pixel = (
        at[0] + round((x - STANDS[0] + 10) * scale),
        at[1] + round((y - STANDS[1] + height // 2) * scale),
    )
    until(lambda: desk.colour_at(*pixel) == places.accent, "a page with a run button")


def close(desk: Desk, program: Program, window: int) -> None:
    """Close it by what a title bar's button sends; all must be well."""
    desk.ask_to_close(window)
    assert program.process.wait(30) == 0
    assert program.said == ""


def test_it_stands_on_its_screen_and_moves_when_that_is_pulled_out(
    wide: Desk, places: Places, home: Home
) -> None:
    screens = Monitors(wide)
    screens.plug("left", LEFT)
    screens.plug("right", RIGHT)
    remember(home, ON_THE_RIGHT)
    with Program(home, wide.environment()) as program:
        window = stands(wide, program, ON_THE_RIGHT)
        filled(wide, places, ON_THE_RIGHT)
        screens.pull("right")
        stands(wide, program, IN_THE_MIDDLE)
        filled(wide, places, IN_THE_MIDDLE)
        screens.plug("right", RIGHT)
        close(wide, program, window)
    assert remembered(home) == list(IN_THE_MIDDLE)

    remember(home, ON_THE_RIGHT)
    screens.pull("right")
    with Program(home, wide.environment()) as program:
        window = stands(wide, program, IN_THE_MIDDLE)
        filled(wide, places, IN_THE_MIDDLE)
        close(wide, program, window)


def test_the_title_can_be_reached(wide: Desk, places: Places, home: Home, tmp_path: Path) -> None:
    if reason := Manager.missing():
        pytest.skip(reason)
    remember(home, (0, 0, 1440, 900))
    with Manager(wide, tmp_path), Program(home, wide.environment()) as program:

        def framed() -> int:
            windows = wide.windows("Hebra", program.process.pid)
            return windows[-1] if windows and wide.place_of(windows[-1])[1] >= 10 else 0

        window = until(framed, "a window below its own title")
        filled(wide, places, wide.place_of(window))
        close(wide, program, window)
    assert remembered(home)[2:] == [1440, 900]


@pytest.mark.parametrize("scale", [1.5, 2.0])
def test_it_is_used_at_a_scale(places: Places, home: Home, tmp_path: Path, scale: float) -> None:
    if reason := missing():
        pytest.skip(reason)
    here: Box = (40, 20, 1440, 900)
    pixels = (round(40 * scale), round(20 * scale), round(1440 * scale), round(900 * scale))
    remember(home, here)
    with Desk(tmp_path, (round(1520 * scale), round(960 * scale))) as desk:
        screen = {**desk.environment(), "QT_SCALE_FACTOR": f"{scale:g}"}
        with Program(home, screen) as program:
            window = stands(desk, program, pixels)
            filled(desk, places, pixels, scale)
            desk.focus(window)
            desk.keys("space")
            until(program.family, "an engine process")
            x, y, width, height = places.lanes
            lanes: Box = (
                pixels[0] + round((x - STANDS[0]) * scale),
                pixels[1] + round((y - STANDS[1]) * scale),
                round(width * scale),
                round(height * scale),
            )
            bars = [int(places.bars[at : at + 2], 16) for at in (1, 3, 5)]
            until(lambda: (desk.look(lanes) == bars).all(axis=2).sum() > 100, "lanes that run")
            # The thumb of the threads' slider is where it is seen: a click beside it moves it.
            field = home.settings / "last.toml"
            sx, sy, swidth, sheight = places.threads
            desk.click(
                pixels[0] + round((sx - STANDS[0] + swidth * 0.9) * scale),
                pixels[1] + round((sy - STANDS[1] + sheight // 2) * scale),
            )
            desk.focus(window)
            desk.keys("space")
            filled(desk, places, pixels, scale)
            close(desk, program, window)
    assert remembered(home) == list(here)
    assert int(field.read_text().split("threads = ")[1].split()[0]) > 4
