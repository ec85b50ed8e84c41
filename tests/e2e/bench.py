"""The open window as a person at the desk sees and uses it: eyes, keys and mouse, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.e2e.desk import Box, Desk
from tests.e2e.patience import until
from tests.e2e.places import STANDS, Places
from tests.e2e.program import Home, Program
from tests.e2e.used import Used

LOOKS = 3
"""Different pictures that have to be seen before figures count as moving."""


class Bench(Used):
    """The window, opened and used; ``button`` names the one that starts on the page it opens on."""

    def __init__(
        self,
        desk: Desk,
        places: Places,
        home: Home,
        *words: str,
        opens_at: Box | None = None,
        button: str = "run",
    ) -> None:
        self.desk, self.places = desk, places
        self.program = Program(home, desk.environment(), *words)
        try:
            self.window = self._title_or_end()
            if opens_at is not None:
                until(lambda: desk.place_of(self.window) == opens_at, f"a window at {opens_at}")
            desk.place(self.window, STANDS)
            until(lambda: self.at_rest(button), "a page whose run button can be seen")
        except BaseException:
            self.program.leave()
            raise

    def explain(self, error: BaseException) -> None:
        picture = self.desk.keep_picture(f"failed-{self.program.process.pid}")
        error.add_note(f"the screen then: {picture}; the window said: {self.program.said!r}")

    def leave(self) -> None:
        self.program.leave()

    def _title_or_end(self) -> int:
        """The window, or an error with what the program said when it has ended."""

        def found() -> list[int]:
            ended = self.program.process.poll()
            assert ended is None, f"exit code {ended}: {self.program.said}"
            return self.desk.windows("Hebra", self.program.process.pid)

        window = until(found, "the window")[-1]
        self.desk.focus(window)
        return window

    # --- seeing -------------------------------------------------------------------------------
    def at_rest(self, button: str = "run") -> bool:
        """Whether the run button is there and offers to start."""
        x, y, _, height = getattr(self.places, button)
        return self.desk.colour_at(x + 10, y + height // 2) == self.places.accent

    def picture(self, name: str) -> bytes:
        """What stands at one of the places, to be compared."""
        box: Box = getattr(self.places, name)
        return self.desk.look(box).tobytes()

    def watch(self, name: str) -> None:
        """Until what stands at a place has changed several times."""
        seen = {self.picture(name)}

        def moves() -> bool:
            seen.add(self.picture(name))
            return len(seen) > LOOKS

        until(moves, f"figures that move in {name}")

    def coloured(self, name: str, colour: str) -> int:
        """How many pixels of what stands at a place have this colour."""
        box: Box = getattr(self.places, name)
        wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        return int((self.desk.look(box) == wanted).all(axis=2).sum())

    def labels(self) -> int:
        """How many pixels of the throughput chart have the colour of a marker label's frame."""
        return self.coloured("throughput", self.places.control)

    # --- doing --------------------------------------------------------------------------------
    def start(self) -> None:
        """Press Space; until an engine is there and the curve moves."""
        self.press("space")
        until(self.program.family, "an engine process")
        self.watch("throughput")

    def press(self, *names: str) -> None:
        """Press keys in the window."""
        self.desk.focus(self.window)
        self.desk.keys(*names)

    def export(self, path: Path) -> None:
        """Press Ctrl+E, type a name, press Enter; until the file is there."""
        self.press("ctrl+e")
        with self.dialog("Export"):
            self.desk.write(str(path))
            self.desk.keys("Return")
            # A second window's first dialog now and then does not get it where programs queue for
            # cores (1 of 56, for a reason not found): a person sees that and presses it again.
            with suppress(AssertionError):
                until(lambda: not self.desk.windows("Export"), "the dialog to close", within_s=5)
            if self.desk.windows("Export"):
                self.desk.keys("Return")
        until(path.exists, f"{path.name} to be saved")

    @contextmanager
    def dialog(self, title: str) -> Iterator[None]:
        """A dialog that opens, is used in the block, and has to go by it."""
        self.desk.window(title)
        yield
        until(lambda: not self.desk.windows(title), f"the dialog {title!r} to close")
        self.desk.focus(self.window)

    def close(self) -> int:
        """Close the window by its title bar; the exit code."""
        self.desk.ask_to_close(self.window)
        return self.program.process.wait(30)
