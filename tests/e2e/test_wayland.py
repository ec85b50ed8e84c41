"""The window under Wayland: used by keyboard and mouse, minimised, maximised, closed, reopened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.e2e import weston
from tests.e2e.desk import Box, Desk, missing
from tests.e2e.patience import until
from tests.e2e.places import STANDS, Places
from tests.e2e.program import Home, Program
from tests.e2e.weston import Weston

pytestmark = pytest.mark.slow
TELLING = "tests.e2e.telling"
LOOKS = 4
"""Different pictures that have to be seen before keys count as arriving."""


@pytest.fixture(params=[1, 2], ids=["scale-1", "scale-2"])
def server(request: pytest.FixtureRequest, home: Home, tmp_path: Path) -> Iterator[Weston]:
    """A Wayland server with room for the window, on a desk of its own."""
    if reason := missing() or weston.missing():
        pytest.skip(reason)
    scale = int(request.param)
    inner = (1560, 1000)
    size = (inner[0] * scale + 20, inner[1] * scale + 20)
    with (
        Desk(tmp_path, size) as desk,
        Weston(desk, home.folder / "runtime", inner, scale) as server,
    ):
        yield server


def part(whole: Box, places: Places, name: str, scale: int) -> Box:
    """Where a part of the window is when the window stands at ``whole``."""
    x, y, width, height = getattr(places, name)
    return (
        whole[0] + (x - STANDS[0]) * scale,
        whole[1] + (y - STANDS[1]) * scale,
        width * scale,
        height * scale,
    )


def test_it_is_used_minimised_closed_and_comes_back(
    server: Weston, places: Places, home: Home, tmp_path: Path
) -> None:
    desk, scale = server.desk, server.scale
    table = tmp_path / "result.csv"
    with Program(home, server.environment(), start=("-m", TELLING)) as program:
        stands = found(server, places)
        desk.focus(server.window)
        desk.keys("space")
        until(program.family, "an engine process")
        lanes = part(stands, places, "lanes", scale)
        until(lambda: coloured(desk, lanes, places.bars) > 100, "lanes that run")
        first = desk.look(lanes).copy()
        until(lambda: (desk.look(lanes) != first).mean() > 0.05, "lanes that move")
        # The pointer has a black edge; a row of a chart would be ten times as much.
        black = coloured(desk, stands, "#000000")
        assert black < 50 * scale**2, "something opaque is not painted"
        assert f"ratio: {float(scale)}" in program.said

        server.press("minimise", stands)
        until(lambda: "seen: False" in program.said, "the window to know that nobody sees it")
        desk.keys("super+Tab")
        until(lambda: "seen: True" in program.said, "the window to know that it is seen")
        until(lambda: coloured(desk, lanes, places.bars) > 100, "lanes as before")
        desk.keys("space")
        until(lambda: server.find(places), "a run that has ended")
        assert not program.family()

        middle = middle_of(stands)
        page = desk.look(middle).copy()
        desk.keys("ctrl+e")
        until(lambda: (desk.look(middle) != page).mean() > 0.05, "a dialog before the window")
        until_typed(desk, stands)
        desk.keys("ctrl+a")
        desk.write(str(table))
        # Through the clipboard: cut, and paste again.
        desk.keys("ctrl+a", "ctrl+x", "ctrl+v", "Return")
        until(table.exists, "the table to be saved")
        until(lambda: np.array_equal(desk.look(middle), page), "the dialog to go")
        server.press("close", stands)
        assert program.process.wait(30) == 0
        assert not program.survivors()
        told = program.said
    assert set(told.splitlines()) == {f"ratio: {float(scale)}", "seen: False", "seen: True"}
    assert table.read_text().startswith("#")
    remembered = json.loads((home.settings / "window.json").read_text())
    assert remembered["geometry"][2:] == list(STANDS[2:])
    assert not remembered["maximised"]

    with Program(home, server.environment()) as program:
        stands = found(server, places)
        server.press("maximise", stands)
        until(lambda: server.find(places) not in (None, stands), "a window that fills the screen")
        program.leave()
        assert program.process.returncode == 0
        assert program.said == told, "nothing more"
    remembered = json.loads((home.settings / "window.json").read_text())
    assert remembered["geometry"][2:] == list(STANDS[2:]), "as it stands when not maximised"
    assert remembered["maximised"]


def found(server: Weston, places: Places) -> Box:
    """Where the window stands, once its page is there."""
    stands = until(lambda: server.find(places), "a page with a run button")
    assert stands is not None
    return stands


def until_typed(desk: Desk, box: Box) -> None:
    """Press a key until it is seen what it does: then the dialog has the keyboard."""
    seen = {desk.look(box).tobytes()}

    def arrives() -> bool:
        desk.keys("x")
        seen.add(desk.look(box).tobytes())
        return len(seen) > LOOKS

    until(arrives, "letters in the dialog's field")


def middle_of(box: Box) -> Box:
    """The middle third."""
    x, y, width, height = box
    return x + width // 3, y + height // 3, width // 3, height // 3


def coloured(desk: Desk, box: Box, colour: str) -> int:
    """How many pixels in ``box`` have this colour."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    return int((desk.look(box) == wanted).all(axis=2).sum())
