"""What is known of the chosen claim: what was measured, in a sentence, and on what it rests."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lab.verdicts.claim import Claim, Detail, Finding
from ui.controls.button import Button, IconButton
from ui.controls.chip import Chip
from ui.controls.scrolling import scrolling
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, tr

from .rows import Row
from .times import moment, rough_duration, took
from .wording import MARKS, bounds_text, detail_text, interval_text, value_text

HIGH = 188
_FACTS = (("os", N_("System")), ("cpu", N_("Processor")), ("cores", N_("Cores")))


class Details(Worded, QFrame):
    """A panel below the list. ``closed`` when it is no longer wanted."""

    closed = Signal()
    act_asked = Signal(str)
    """The id of the claim that is to be measured, or whose measurement is to end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.row: Row | None = None
        self.chip = Chip(N_("Not run"), "none")
        self.title = Text(size=14, weight=600, wrap=True)
        self.close_button = IconButton("x", N_("Close"))
        self.close_button.clicked.connect(self.closed)
        self.says = Text(size=14, wrap=True)
        self.reason = Text(tone="text2", wrap=True)
        self.rule = Text(size=12, tone="text3", wrap=True)
        self.run = Button(N_("Run"), "quiet", "play-fill")
        self.run.clicked.connect(self._ask)
        for text in (self.says, self.reason, self.rule):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.figures = _Pairs(N_("Further figures"))
        self.facts = _Pairs(N_("Measured"))
        self._build()
        self.set_spoken(N_("Details of the claim"))

    def show_row(self, row: Row) -> None:
        """Show what is known of a claim."""
        if row == self.row:
            return
        self.row = row
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        row = self.row
        if row is None:
            return
        mark = MARKS[row.state]
        self.chip.set_chip(mark.words, mark.kind, mark.icon)
        self.title.set_source(row.claim.title)
        words, icon = _ACTS[row.state]
        self.run.set_source(words)
        self.run.set_icon_name(icon)
        finding = row.finding
        self.says.set_source(finding.judgement.says if finding else _experiment(row.claim))
        reason = finding.judgement.reason if finding else ""
        self.reason.set_source(reason)
        self.reason.setVisible(bool(reason))
        self.says.setVisible(bool(self.says.text()))
        self.rule.set_source(_rule(row))
        self.figures.show_pairs(_figures(finding))
        self.facts.show_pairs(_facts(finding, row.claim))
        self.set_spoken(description=f"{self.title.text()}. {self.says.text()}")

    def sizeHint(self) -> QSize:
        """Of one height for all claims: the list above it stands still."""
        return QSize(fonts.px(600), fonts.px(HIGH))

    def _ask(self) -> None:
        if self.row is not None:
            self.act_asked.emit(self.row.claim.id)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.chip)
        head.addWidget(self.run)
        head.addWidget(self.close_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for text in (self.says, self.reason, self.rule):
            column.addWidget(text)
        column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(scrolling(left), 5)
        body.addWidget(scrolling(self.figures), 4)
        body.addWidget(scrolling(self.facts), 3)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 8, 10)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addLayout(body, 1)
        sized(self, lambda: self.setFixedHeight(fonts.px(HIGH)))


class _Pairs(QWidget):
    """A heading, and below it names with their values."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs: list[tuple[str, str]] = []
        self._labels: list[Text] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        self.title = Text(title, size=12, weight=600, tone="text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show other pairs, in the reader's language already."""
        self.title.setVisible(bool(pairs))
        if pairs == self.pairs:
            return
        self.pairs = pairs
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, (name, value) in enumerate(pairs):
            left = Text(Words("{text}", text=name), size=12, tone="text2", wrap=True)
            right = Text(Words("{text}", text=value), size=12, weight=500, wrap=len(value) > 24)
            right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            left.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(left, row, 0)
            self._grid.addWidget(right, row, 1)
            self._labels += [left, right]


_ACTS = {
    "running": (N_("Cancel"), "x"),
    "waiting": (N_("Leave out"), "x"),
    "not run": (N_("Run"), "play-fill"),
    "confirmed": (N_("Again"), "arrows-clockwise"),
    "refuted": (N_("Again"), "arrows-clockwise"),
    "inconclusive": (N_("Again"), "arrows-clockwise"),
    "unavailable": (N_("Again"), "arrows-clockwise"),
}


def _experiment(claim: Claim) -> Words:
    return Words(
        N_("Not measured here yet. Experiment: {experiment}; {figure}. It takes {time}."),
        experiment=partial(tr, claim.experiment),
        figure=partial(tr, claim.figure),
        time=partial(rough_duration, claim.seconds),
    )


def _rule(row: Row) -> Words:
    finding = row.finding
    bounds = bounds_text(finding.judgement) if finding is not None else ""
    if bounds:
        return Words(
            N_("{id} · {rule} (here: {bounds})"),
            id=row.claim.id,
            rule=partial(tr, row.claim.rule),
            bounds=bounds,
        )
    return Words("{id} · {rule}", id=row.claim.id, rule=partial(tr, row.claim.rule))


def _figures(finding: Finding | None) -> list[tuple[str, str]]:
    if finding is None:
        return []
    return [(tr(detail.title), detail_text(detail)) for detail in _all_figures(finding)]


def _all_figures(finding: Finding) -> list[Detail]:
    judgement = finding.judgement
    found: list[Detail] = []
    if judgement.figure is not None:
        interval = interval_text(judgement)
        said = f"{value_text(judgement)} ({interval})" if interval else value_text(judgement)
        found.append(Detail(title=N_("The figure, with its 95 % interval"), value=said))
        if not interval:
            found[0] = Detail(title=N_("The figure"), value=said)
    return [*found, *judgement.details]


def _facts(finding: Finding | None, claim: Claim) -> list[tuple[str, str]]:
    if finding is None:
        return [(tr(N_("Takes")), rough_duration(claim.seconds))]
    facts = [
        (tr(N_("When")), moment(finding.measured_at)),
        (tr(N_("Took")), took(finding.seconds)),
    ]
    environment = finding.environment
    if "python_version" in environment:
        facts.append((tr(N_("Python")), str(environment["python_version"])))
    if "gil" in environment:
        facts.append((tr(N_("GIL")), tr(N_("on") if environment["gil"] else N_("off"))))
    for key, title in _FACTS:
        value = environment.get(key)
        if value is not None:
            facts.append((tr(title), str(value)))
    return facts
