"""One kind of task of the mix: which it is, how large, and how much of the mix."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.records.settings import WEIGHT
from lab.spec import TaskShare, parameters
from lab.tasks import KINDS
from ui.controls.choice import Choice
from ui.controls.slider_row import SliderRow
from ui.controls.text import Text
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_

LABEL = 92
_OUT = "out"
HELP = {
    "python-cpu": N_(
        "A pure-Python loop of a fixed length. It never lets go of the GIL by itself, so only"
        " processes make it faster."
    ),
    "native-cpu": N_(
        "SHA-256 in C. It lets go of the GIL while it computes, so threads use several cores."
    ),
    "image-python": N_(
        "Blurs a picture in pure Python. It never lets go of the GIL by itself: the same filter in"
        " C does."
    ),
    "image-native": N_(
        "Blurs a picture with Pillow, in C. It lets go of the GIL meanwhile, so threads use several"
        " cores."
    ),
    "csv-python": N_(
        "Reads a CSV file and adds it up in pure Python. It never lets go of the GIL by itself."
    ),
    "csv-numpy": N_(
        "Reads the same CSV file with NumPy. It is fast, but reading text holds the GIL: threads"
        " take turns."
    ),
    "wait": N_("A timed wait that needs neither a core nor the GIL: someone else does the work."),
    "http": N_(
        "A GET from a server on this machine. It waits for the answer without the GIL; asking and"
        " reading are Python code."
    ),
    "scrape": N_(
        "Fetches a page from a server on this machine and reads it. Waiting overlaps; reading is"
        " pure Python and holds the GIL, or the event loop."
    ),
    "api": N_(
        "Calls an API that answers only so many requests a second, all lanes together. What is"
        " refused waits and tries again."
    ),
    "disk": N_(
        "Writes a file, has the disk confirm it, and reads it back, in the run's private folder."
    ),
    "sqlite": N_("A query on one SQLite file that all lanes share; writers wait for each other."),
    "postgres": N_(
        "A query of the PostgreSQL server that HEBRA_POSTGRES_DSN names. The server works in"
        " processes of its own, without this GIL."
    ),
}


def is_cpu(kind: str) -> bool:
    """Whether a kind is work for a core, with or without the GIL."""
    return kind in KINDS and KINDS[kind].computes


class KindBlock(QWidget):
    """Choice of the kind, its sizes, its weight when the mix has more than two."""

    kind_chosen = Signal(str)
    removed = Signal()
    value_changed = Signal(str, object)
    """The name of a parameter (or ``weight``) and its new value."""

    def __init__(
        self,
        share: TaskShare,
        why_not: Mapping[str, str],
        *,
        of: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = share.kind
        what = N_("CPU task") if is_cpu(share.kind) else N_("I/O task")
        caption = Text(what)
        sized(caption, lambda: caption.setFixedWidth(fonts.px(LABEL)))
        self.choice = Choice(name=what)
        for name, kind in KINDS.items():
            self.choice.add_item(kind.title, name, why_not.get(name, ""))
        if of > 1:
            self.choice.add_item(N_("Take out of the mix"), _OUT)
        self.choice.set_current(share.kind)
        self.choice.set_spoken(help_=HELP.get(share.kind, KINDS[share.kind].title))
        self.choice.chosen.connect(self._choose)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(caption)
        head.addWidget(self.choice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        self.sizes: dict[str, SliderRow] = {}
        for parameter in (*parameters(KINDS[share.kind]), WEIGHT):
            row = SliderRow(parameter, tone="text2")
            row.changed.connect(
                lambda value, name=parameter.name: self.value_changed.emit(name, value)
            )
            self.sizes[parameter.name] = row
            column.addWidget(row)
        self.weight = self.sizes["weight"]

    def show_share(self, share: TaskShare, *, of: int) -> None:
        """Show the values of ``share``, one ``of`` so many kinds."""
        for name, row in self.sizes.items():
            value = share.weight if name == "weight" else share.parameters[name]
            if row.value != value and isinstance(value, int | float):
                row.set_value(value)
        self.weight.setVisible(of > 2)

    def _choose(self, kind: str) -> None:
        if kind == _OUT:
            self.removed.emit()
        elif kind != self.kind:
            self.kind_chosen.emit(kind)
