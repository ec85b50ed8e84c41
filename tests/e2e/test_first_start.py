"""The first start of the real program: asked once, shown around once, and never in the way."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from tests.e2e.bench import Bench
from tests.e2e.desk import Box, Desk
from tests.e2e.patience import until
from tests.e2e.places import STANDS, Places
from tests.e2e.program import Home, Program
from ui.shell.placing import LEAST

MIDDLE: Box = (
    STANDS[0] + STANDS[2] // 2 - LEAST[0] // 4,
    STANDS[1] + STANDS[3] // 2 - LEAST[1] // 4,
    LEAST[0] // 2,
    LEAST[1] // 2,
)
"""Where the welcome stands."""
MANY = 3000
"""Pixels: a language's button has more, nothing else there has as many."""


def remembered(home: Home) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home.settings / "window.json").read_text())
    return found


def test_enter_some_arrows_and_space_are_enough(
    desk: Desk, places: Places, newcomers_home: Home
) -> None:
    home = newcomers_home
    accent = [int(places.accent[at : at + 2], 16) for at in (1, 3, 5)]
    x, y, _, height = places.run

    def welcomed() -> bool:
        return int((desk.look(MIDDLE) == accent).all(axis=2).sum()) > MANY

    def lit() -> bool:
        """Whether the run button is seen as it is, not through the veil."""
        return desk.colour_at(x + 10, y + height // 2) == places.accent

    with Program(home, desk.environment()) as program:
        window = desk.window("Hebra")
        desk.place(window, STANDS)
        until(lambda: welcomed() and not lit(), "the welcome, and a veil over all else")
        assert not program.family()
        desk.keys("Return")
        until(lambda: lit() and not welcomed(), "the step that shows the run button")
        desk.keys("Right")
        until(lambda: not lit(), "the next step")
        desk.keys("Left")
        until(lit, "the way back")
        desk.keys("space")
        until(program.family, "an engine process")
        seen = {np.asarray(desk.look(places.throughput)).tobytes()}

        def moves() -> bool:
            seen.add(desk.look(places.throughput).tobytes())
            return len(seen) > 3

        until(moves, "figures that move")
        told = remembered(home)
        assert (told["toured"], told["language"]) == (True, "en"), "written at once"
        desk.ask_to_close(window)
        assert program.process.wait(30) == 0
        assert not program.survivors()
        assert program.said == ""
    with Bench(desk, places, home) as bench:  # whose run button can be seen with nothing pressed
        assert bench.close() == 0


def test_a_file_that_is_opened_comes_before_the_tour(
    desk: Desk, places: Places, newcomers_home: Home
) -> None:
    file = newcomers_home.folder / "mine.toml"
    file.write_text('hebra = 1\n[[task]]\nkind = "wait"\n')
    with Bench(desk, places, newcomers_home, str(file)) as bench:
        assert bench.close() == 0
        assert bench.program.said == ""
    assert not remembered(newcomers_home)["toured"], "it is still to come"


def test_timing_the_start_shows_nobody_around(desk: Desk, newcomers_home: Home) -> None:
    with Program(newcomers_home, desk.environment(), "--time-start") as program:
        assert program.process.wait(60) == 0
        assert set(json.loads(program.said)) == {"first_paint_ms", "usable_ms"}
    assert not remembered(newcomers_home)["toured"]
