"""The wait-for graph, drawn live: who holds what, who waits for what, and the circle."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import CARD_RADIUS
from ui.words import N_, tr

from . import strokes, wording
from .placing import places
from .waits import Arrow, Graph

_WIDE, _HIGH = 380, 330


class GraphView(KeyboardFocus, Worded, QWidget):
    """Shows a :class:`Graph`. What is drawn is told in words in its accessible description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._graph = Graph()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_spoken(
            N_("Wait-for graph"),
            help_=N_(
                "Circles are those who take part, boxes are what they wait for. A line leads from a"
                " box to whoever holds it, a dashed one from whoever waits to what is waited for. A"
                " way that leads back to where it began is a deadlock: nobody on it can go on."
            ),
        )

    @property
    def graph(self) -> Graph:
        """What is shown."""
        return self._graph

    def set_graph(self, graph: Graph) -> None:
        """Show another moment."""
        if graph != self._graph:
            self._graph = graph
            self._describe()
            self.update()

    def retranslate(self) -> None:
        """Say it in the language of now."""
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for arrows with their labels."""
        return QSize(fonts.px(_WIDE), fonts.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Room for twelve philosophers and their forks."""
        return QSize(fonts.px(_WIDE - 40), fonts.px(_HIGH))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint arrows, labels and nodes."""
        graph = self._graph
        if not graph.nodes:
            return
        placed = places(graph, self.width(), self.height(), fonts.scale())
        at = {name: QPointF(round(x) + 0.5, round(y) + 0.5) for name, (x, y) in placed.at.items()}
        ways = {arrow: self._way(arrow, at, placed.half) for arrow in graph.arrows}
        # Those of the circle last: they lie above the others.
        order = sorted(ways, key=lambda arrow: arrow.in_circle)
        for arrow in order:
            tone, width = ("bad", 2.5) if arrow.in_circle else ("text3", 2.0)
            dashed = arrow.kind == "waits"
            strokes.draw_way(painter, ways[arrow], tone, dashed=dashed, width=width)
        labels = {arrow: tr(wording.verb(graph, arrow)) for arrow in order}
        # All or none: a label here and none there would look as if it meant something.
        if all(strokes.fits(ways[arrow], words) for arrow, words in labels.items()):
            for arrow in order:
                strokes.draw_label(painter, ways[arrow], labels[arrow])
        wanted = {arrow.end for arrow in graph.arrows if arrow.in_circle}
        for node in graph.nodes:
            stuck = node.name in graph.circle or node.name in wanted
            strokes.draw_node(painter, node, at[node.name], placed.half, stuck=stuck)
            if graph.finished and node.is_worker:
                strokes.draw_done(painter, at[node.name], placed.half)
        if self.shows_ring:
            paint.ring(painter, QRectF(self.rect()), CARD_RADIUS)

    def _way(self, arrow: Arrow, at: dict[str, QPointF], half: float) -> strokes.Way:
        start, end = self._graph.node(arrow.start), self._graph.node(arrow.end)
        back = any(
            other.start == arrow.end and other.end == arrow.start for other in self._graph.arrows
        )
        return strokes.way(
            at[arrow.start], at[arrow.end], half, start.is_worker, end.is_worker, back
        )

    def _describe(self) -> None:
        sentences = [said(sentence) for sentence in wording.told(self._graph)]
        if self._graph.finished:
            sentences = [tr(N_("All have finished."))]
        idle = tr(N_("Nobody waits, and nothing is held."))
        self.setAccessibleDescription(" ".join(sentences) or idle)
