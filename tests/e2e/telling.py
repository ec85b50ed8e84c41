"""The window, telling on its terminal what cannot be seen from outside: `-m tests.e2e.telling`.

A line for each time it comes into sight or goes, one for the pixels its charts are drawn in.
"""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget

from ui.app import main
from ui.charts import strip
from ui.charts.live_strip import LiveStrip
from ui.shell import window
from ui.shell.window import Window


class TellingWindow(Window):
    """Tells when it is seen and when not, from its first content on."""

    def fill(self, content: QWidget) -> None:
        super().fill(content)
        self.seen.connect(lambda seen: tell(f"seen: {seen}"))


class TellingStrip(LiveStrip):
    """Tells its device pixels for each logical one, whenever it draws itself anew."""

    def rebuild(self) -> None:
        super().rebuild()
        tell(f"ratio: {self.ratio}")


def tell(line: str) -> None:
    """A line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    # By their names: that is how the program finds them.
    vars(window)["Window"] = TellingWindow
    vars(strip)["LiveStrip"] = TellingStrip
    sys.exit(main(sys.argv[1:]))
