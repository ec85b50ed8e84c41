"""The recommendation: which way for this work, how much better, why, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from ui.charts.compare import naming
from ui.charts.compare.figures import repeats_text, written
from ui.charts.compare.reason_line import ReasonLine
from ui.controls.button import Button
from ui.controls.flow import Flow
from ui.controls.glyph import glyph_pixmap
from ui.controls.rule import Rule
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import CARD_RADIUS, current, mix
from ui.words import N_, NBSP, Words, quantity, tr

if TYPE_CHECKING:
    from lab.advice.recommendation import Recommendation

_TILE = 44


class RecommendationCard(Worded, QFrame):
    """What the figures recommend. ``open_asked`` and ``code_asked`` bring the winner's place."""

    open_asked = Signal(int)
    code_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._found: Recommendation | None = None
        self._digest: Digest | None = None
        self._glyph = _Tile()
        self._over = Text(N_("Recommended for this work, here"), size=12, weight=500, tone="text3")
        self._headline = Text("", size=18, weight=600, wrap=True)
        self._times = Text("", size=28, weight=600)
        self._against = Text("", weight=500, wrap=True)
        self._interval = Text("", size=12, tone="text3", wrap=True)
        self._margin = QWidget()
        self._rule = Rule()
        self._reasons = QVBoxLayout()
        self.open_button = Button(N_("Open in Bench"), "primary", "pulse")
        self.code_button = Button(N_("Show the code"), "quiet", "code")
        for button in (self.open_button, self.code_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.open_button.clicked.connect(lambda: self._ask(self.open_asked.emit))
        self.code_button.clicked.connect(lambda: self._ask(self.code_asked.emit))
        self._lay_out()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_spoken(N_("Recommendation"))
        self.show_found(None, None)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._over)
        names.addWidget(self._headline)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._against)
        lines.addWidget(self._interval)
        margin = QHBoxLayout(self._margin)
        margin.setContentsMargins(0, 8, 0, 0)
        margin.setSpacing(12)
        margin.addWidget(self._times, 0, Qt.AlignmentFlag.AlignVCenter)
        margin.addLayout(lines, 1)
        self._reasons.setSpacing(8)
        buttons = Flow()
        buttons.setSpacing(8)
        buttons.addWidget(self.open_button, 1)
        buttons.addWidget(self.code_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._margin)
        column.addSpacing(12)
        column.addWidget(self._rule)
        column.addSpacing(12)
        column.addLayout(self._reasons)
        column.addStretch(1)
        column.addSpacing(12)
        column.addLayout(buttons)

    def show_found(self, found: Recommendation | None, digest: Digest | None) -> None:
        """Show a recommendation made from ``digest``; None says that there is none yet."""
        self._found, self._digest = found, digest
        winner = found.winner if found is not None else None
        row = digest.rows[winner] if digest is not None and winner is not None else None
        self._glyph.show_approach(row.candidate.approach if row is not None else "")
        if found is None:
            self._over.set_source(N_("Recommendation"))
            self._headline.set_source(N_("Nothing to recommend yet"))
        else:
            recommended = N_("Recommended for this work, here")
            self._over.set_source(recommended if row is not None else N_("For this work, here"))
            self._headline.set_source(found.headline)
        self._show_margin()
        self._show_reasons()
        for button in (self.open_button, self.code_button):
            button.setEnabled(row is not None)
        self._describe()
        self._grow()

    @property
    def winner(self) -> int | None:
        """The place of the candidate recommended."""
        return self._found.winner if self._found is not None else None

    def text(self) -> str:
        """All that is said, line by line."""
        return "\n".join(self._said())

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._show_margin()
        self._describe()
        self._grow()

    def _show_margin(self) -> None:
        found, digest = self._found, self._digest
        margin = found.margin if found is not None else None
        self._margin.setVisible(margin is not None)
        if found is None or margin is None or digest is None:
            return
        self._times.set_source(f"{written(margin)}×")
        against = digest.rows[found.against if found.against is not None else digest.baseline]
        rate = digest.rows[found.winner].throughput_per_s if found.winner is not None else None
        alone = against.candidate.approach == "sequential"
        name = tr(N_("sequential")) if alone else naming.in_words(against.candidate)
        if rate is None:
            self._against.set_source(name)
        else:
            figure = quantity(written(rate), tr(N_("tasks/s")))
            self._against.set_source(
                Words(N_("{baseline}, {figure}"), baseline=name, figure=figure)
            )
        self._interval.set_source(Words("{text}", text=repeats_text(margin)))

    def _show_reasons(self) -> None:
        while (item := self._reasons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if self._found is None:
            line = Text(
                N_("It is made from the figures once every candidate has been measured."),
                tone="text2",
                wrap=True,
            )
            self._reasons.addWidget(line)
            return
        for reason in self._found.reasons:
            self._reasons.addWidget(ReasonLine(reason.kind, reason.lead, reason.text))

    def _said(self) -> list[str]:
        found = self._found
        if found is None:
            return [self._headline.text()]
        said = [self._over.text(), self._headline.text()]
        if found.margin is not None:
            said.append(f"{self._times.text()}{NBSP}{self._against.text()}")
            said.append(self._interval.text())
        said += [f"{tr(reason.lead)} {tr(reason.text)}" for reason in found.reasons]
        return said

    def _describe(self) -> None:
        self.setAccessibleDescription(". ".join(self._said()))

    def _ask(self, tell: Callable[[int], None]) -> None:
        if self.winner is not None:
            tell(self.winner)

    # Wrapped text under height pressure would be cut off: the card insists on its height.

    def minimumSizeHint(self) -> QSize:
        """Room for the buttons side by side."""
        buttons = (self.open_button, self.code_button)
        wide = sum(button.minimumSizeHint().width() for button in buttons) + 8 + 32
        return QSize(wide, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text needs at this width."""
        super().resizeEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Grow with what it holds."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return done

    def _grow(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        layout.activate()
        width = max(self.width(), self.minimumSizeHint().width())
        needed = layout.totalHeightForWidth(width)
        if needed > 0 and needed != self.minimumHeight():
            self.setMinimumHeight(needed)


class _Tile(QWidget):
    """The winner's glyph on a tint of its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._approach = ""
        sized(self, lambda: self.setFixedSize(fonts.px(_TILE), fonts.px(_TILE)))

    def show_approach(self, approach: str) -> None:
        self._approach = approach
        self.update()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        if not self._approach:
            paint.box(painter, rect, CARD_RADIUS, "raised" if current().is_dark else "sunken")
            paint.picture(
                painter, (self.width() - fonts.px(22)) / 2, self.height() / 2, "equals", 22, "text2"
            )
            return
        tint = mix("surface", self._approach, 0.2 if current().is_dark else 0.12)
        paint.box(painter, rect, CARD_RADIUS, tint)
        side = self.width() - fonts.px(16)
        drawn = glyph_pixmap(self._approach, side, ratio=painter.deviceTransform().m11())
        painter.drawPixmap(fonts.px(8), fonts.px(8), drawn)
