"""The Deadlock view: choose, run, see the circle close, see where each is stuck, try a cure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lab.advice.deadlock_code import CURES, program_text
from lab.session.probing import ProbeRun
from ui.controls.banner_stack import BannerStack
from ui.controls.button import Button
from ui.controls.chip import Chip
from ui.controls.legend import Legend, LegendItem
from ui.controls.rule import Rule
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.hazards.view import HazardView, Listing
from ui.run.services import Services
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import GAP
from ui.words import N_

from . import listings, wording
from .choosing import Chosen, CureRow, ScenarioRow
from .code_panel import CodePanel
from .graph_view import GraphView
from .outcome import Tried, outcome
from .runner import ProbeMaker, Runner
from .stacks_text import stacks_text
from .waits import Graph, graph_of, resting

_COLUMNS = [
    "scenario", "cure", "workers", "detected", "detection_s", "finished", "seconds", "done",
    "wanted", "cycle",
]  # fmt: skip
_EDGES = ["scenario", "cure", "who", "for", "held_by", "function", "line", "text"]


class DeadlockView(HazardView):
    """One card: the graph at the left, the program and its cures at the right."""

    key = "deadlock"
    title = N_("Deadlock")

    def __init__(
        self,
        services: Services,
        banners: BannerStack,
        parent: QWidget | None = None,
        *,
        make: ProbeMaker = ProbeRun,
    ) -> None:
        super().__init__(services, banners, parent)
        self.runner = Runner(services, banners, make)
        self._found: dict[Chosen, Mapping[str, Any]] = {}
        self._running = Chosen()
        self._again = False
        self.chip = Chip(N_("Not run yet"), "none")
        self.sentence = Text(tone="text2", wrap=True)
        self.end = Button(N_("End the run"), "quiet", "stop-fill")
        self.row = ScenarioRow()
        self.graph = GraphView()
        self.legend = Legend()
        self.code = CodePanel()
        self.cures = CureRow()
        self.run = Button(N_("Run"), "primary", "play-fill")
        self.why = Text(tone="text2", wrap=True)
        self.tried = Tried()
        self._lay_out()
        self.row.changed.connect(self._choose)
        self.cures.changed.connect(self._choose)
        self.run.clicked.connect(lambda _on: self.start())
        self.end.clicked.connect(lambda _on: self.runner.stop())
        self.code.copy.clicked.connect(lambda _on: self._copy())
        self.runner.changed.connect(self._show)
        self.runner.ended.connect(self._ended)
        self._choose()

    # ── what a page asks ──────────────────────────────────────────────────────────────────
    def toggle(self) -> None:
        """Space: run what is chosen, or end what goes on."""
        if self.runner.going:
            self.runner.stop()
        else:
            self.start()

    def escape(self) -> bool:
        """Esc: end what goes on."""
        going = self.runner.going
        self._again = False
        self.runner.stop()
        return going

    def listings(self) -> list[Listing]:
        """The broken program and each mended one, runnable as they are."""
        scenario, workers = self.chosen.scenario, self.chosen.workers
        return [
            Listing(wording.CURES[scenario, cure], program_text(scenario, cure, workers=workers))
            for cure in CURES[scenario]
        ]

    def tables(self) -> list[tuple[str, list[str], list[list[object]]]]:
        """What came of every choice that was tried, and who was stuck where."""
        if not self._found:
            return []
        runs: list[list[object]] = []
        stuck: list[list[object]] = []
        for chosen, figures in self._found.items():
            own = {**figures, "workers": chosen.workers, "cycle": " ".join(figures["cycle"])}
            runs.append([own[name] for name in _COLUMNS])
            waits = {wait["who"]: wait for wait in figures["waits"]}
            for stack in figures["stacks"]:
                for frame in stack["frames"][-1:]:
                    wait = waits[stack["who"]]
                    told = {**wait, **frame, "scenario": chosen.scenario, "cure": chosen.cure}
                    stuck.append([told[name] for name in _EDGES])
        return [("runs", _COLUMNS, runs), ("stuck", _EDGES, stuck)]

    async def leave(self) -> None:
        """End what goes on."""
        self._again = False
        await self.runner.leave()

    # ── run ───────────────────────────────────────────────────────────────────────────────
    @property
    def chosen(self) -> Chosen:
        """What the controls say."""
        scenario = self.row.scenario.current
        return Chosen(scenario, self.cures.row.current, self.row.count)

    @property
    def figures(self) -> Mapping[str, Any]:
        """Of the run that goes on, or of the last one of this choice; empty when there is none."""
        if self.runner.going and self._running == self.chosen:
            return self.runner.figures
        return self._found.get(self.chosen, {})

    def start(self) -> None:
        """Run what is chosen; what still goes on is ended first."""
        if self.runner.going:
            self._again = True
            self.runner.stop()
            return
        self._running = self.chosen
        self.runner.start(self._running.order)

    def _choose(self) -> None:
        """Another choice: what goes on is ended, and what is known of the new one is shown."""
        self.cures.show_for(self.row.scenario.current)
        chosen = self.chosen
        if self.runner.going and chosen != self._running:
            self.runner.stop()
        broken = chosen.cure == "none"
        title: Source = N_("Where each of them is stuck") if broken else N_("Broken and mended")
        self.code.show_sheets(title, listings.sheets(chosen.scenario, chosen.cure, chosen.workers))
        self.why.set_source(wording.WHY[chosen.scenario, chosen.cure])
        self._show_legend()
        self._show()

    def _ended(self) -> None:
        figures = self.runner.figures
        if "detected" in figures:
            self._found[self._running] = dict(figures)
        self._show()
        if self._again:
            self._again = False
            self.start()

    # ── show ──────────────────────────────────────────────────────────────────────────────
    def _show(self) -> None:
        chosen, figures, state = self.chosen, self.figures, self.runner.state
        here = self.runner.going and self._running == chosen
        graph = graph_of(figures) if "nodes" in figures else resting(*_fields(chosen))
        self.graph.set_graph(graph)
        self.code.show_run(figures, graph, chosen.scenario)
        self.code.copy.setEnabled(bool(figures.get("stacks")))
        self._say(chosen, figures, graph, going=here)
        self.end.setEnabled(self.runner.going and state != "ending")
        self.run.setEnabled(not here or state == "ending")
        names = CURES[chosen.scenario]
        self.tried.set_outcomes(
            [wording.CURES[chosen.scenario, name] for name in names],
            [self._outcome(Chosen(chosen.scenario, name, chosen.workers)) for name in names],
        )
        self.busy_changed.emit(self.runner.going)

    def _say(
        self, chosen: Chosen, figures: Mapping[str, Any], graph: Graph, *, going: bool
    ) -> None:
        if figures.get("detected"):
            self.chip.set_chip(*outcome(figures))
            self.sentence.set_source(wording.stuck(graph, chosen.scenario))
        elif going:
            self.chip.set_chip(N_("Running"), "busy")
            self.sentence.set_source(wording.progress(figures))
        elif figures.get("finished"):
            self.chip.set_chip(*outcome(figures))
            self.sentence.set_source(wording.finished(figures, chosen.scenario))
        elif figures:
            self.chip.set_chip(*outcome(figures))
            self.sentence.set_source(wording.progress(figures))
        else:
            self.chip.set_chip(N_("Not run yet"), "none")
            self.sentence.set_source(wording.ABOUT[chosen.scenario])

    def _outcome(self, chosen: Chosen) -> tuple[Source, str] | None:
        if self.runner.going and self._running == chosen and self.runner.figures.get("detected"):
            return outcome(self.runner.figures)
        found = self._found.get(chosen)
        return outcome(found) if found is not None else None

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(stacks_text(self.figures, self.graph.graph))
        self.services.note(N_("Stacks copied"), "check")

    def _show_legend(self) -> None:
        pipe, circle = (self.chosen.scenario == name for name in ("pipe", "circle"))
        held = N_("read by") if pipe else N_("held by")
        items = [] if circle else [LegendItem("line", "text3", held)]
        items.append(LegendItem("dash", "text3", N_("awaits") if circle else N_("waits for")))
        items.append(LegendItem("line", "bad", N_("in the circle")))
        self.legend.set_items(items)

    # ── build ─────────────────────────────────────────────────────────────────────────────
    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(Text(self.title, size=16, weight=600))
        head.addWidget(self.chip)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.end)
        for words in (self.sentence, self.why):
            sized(words, partial(_keep_two_lines, words))
        left = QVBoxLayout()
        left.addWidget(self.graph, 1)
        left.addWidget(self.legend)
        cure = QHBoxLayout()
        cure.setSpacing(GAP)
        cure.addWidget(Text(N_("Try a cure"), weight=600))
        cure.addWidget(self.cures, 1)
        cure.addWidget(self.run)
        right = QVBoxLayout()
        right.setSpacing(GAP)
        right.addWidget(self.code)
        right.addLayout(cure)
        right.addWidget(self.why)
        right.addWidget(self.tried)
        right.addStretch(1)
        # Two lines from the start, so that what stands below does not move from cure to cure.
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addLayout(left, 5)
        body.addWidget(Rule(upright=True))
        body.addLayout(right, 8)
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 12, 20, 16)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.row)
        column.addWidget(Rule())
        column.addLayout(body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card, 1)

    def minimumSizeHint(self) -> QSize:
        """As high as everything in it; what is higher than the page scrolls."""
        return QSize(fonts.px(900), super().minimumSizeHint().height())


def _fields(chosen: Chosen) -> tuple[str, str, int]:
    return chosen.scenario, chosen.cure, chosen.workers


def _keep_two_lines(words: Text) -> None:
    words.setMinimumHeight(round(2 * fonts.metrics(13).lineSpacing()))
