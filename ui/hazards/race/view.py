"""The race, from what happens by itself to a schedule of the learner's own choice."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lab.schedules import Program, outcomes
from ui.controls.banner_stack import BannerStack
from ui.controls.flow import Flow
from ui.controls.segmented import Segmented
from ui.controls.switch import Switch
from ui.controls.text import Text
from ui.hazards.view import HazardView, Listing
from ui.run.services import Services
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import GAP
from ui.words import N_

from .kinds import BY_ITSELF, GUESS, LIKELY, of_rung
from .measured_card import MeasuredCard
from .run_card import COLUMNS, RunCard
from .runner import Maker
from .scheduler_card import COLUMNS as ENDS
from .scheduler_card import SchedulerCard

CHOSEN = "chosen"
LARGEST = Program(threads=3, increments=2)
RUNGS = (
    (BY_ITSELF, N_("1  By itself")),
    (LIKELY, N_("2  Made likely")),
    (CHOSEN, N_("3  By choice")),
)
SAID = {
    BY_ITSELF: N_("Whether an update is lost is left to the interpreter and to chance."),
    LIKELY: N_("The same mistake, helped along: it goes wrong sooner and more often."),
    CHOSEN: N_("Nothing is left to chance: you are the scheduler, a step at a time."),
}


class RaceView(HazardView):
    """A ladder of three rungs, one in view at a time."""

    key = "race"
    title = N_("Race")

    def __init__(
        self,
        services: Services,
        banners: BannerStack,
        parent: QWidget | None = None,
        *,
        make: Maker | None = None,
    ) -> None:
        super().__init__(services, banners, parent)
        self.rung = Segmented(RUNGS, N_("Rung of the ladder"))
        self.said = Text(tone="text2")
        self.runs = {
            rung: RunCard(of_rung(rung), services, banners, make) for rung in (BY_ITSELF, LIKELY)
        }
        self.scheduler = SchedulerCard()
        sized(self, lambda: self.rung.setMinimumWidth(fonts.px(336)))
        self.predict = Switch(N_("Predict first"))
        self.predict.set_spoken(help_=GUESS.help)
        self.predict.toggled.connect(self._predict)
        self.predict.setChecked(services.settings().predict_first)
        self._warmed = False
        self.tables_of: dict[str, MeasuredCard] = {}
        for rung, run in self.runs.items():
            table = MeasuredCard(of_rung(rung), run.figures)
            table.chosen.connect(run.show_kind)
            run.measured.connect(table.show_figures)
            run.runner.changed.connect(lambda state: self.busy_changed.emit(state != "idle"))
            self.tables_of[rung] = table
        head = Flow()
        head.setSpacing(16)
        head.addWidget(self.rung)
        head.addWidget(self.said, 1)
        head.addWidget(self.predict)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 16)
        inside.setSpacing(14)
        inside.addLayout(head)
        for part in (*self.runs.values(), self.scheduler):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(card)
        for table in self.tables_of.values():
            column.addWidget(table)
        column.addStretch(1)
        self.rung.changed.connect(self.show_rung)
        self.show_rung(BY_ITSELF)

    def show_rung(self, rung: str) -> None:
        """Bring a rung into view; a race that runs on another one is ended."""
        if rung != self.rung.current:
            self.rung.set_current(rung)
        for other, card in self.runs.items():
            if other != rung:
                card.runner.stop()
            # Hidden, not stacked: the page is as high as what is seen of it.
            card.setVisible(other == rung)
            self.tables_of[other].setVisible(other == rung)
        self.scheduler.setVisible(rung == CHOSEN)
        self.predict.setVisible(rung != CHOSEN)
        if rung == CHOSEN and not self._warmed:
            # The largest program takes some tens of milliseconds to count: not on this thread.
            self._warmed = True
            self.services.tasks.start(asyncio.to_thread(outcomes, LARGEST), "count schedules")
        self.said.set_source(SAID[rung])

    def _predict(self, on: bool) -> None:
        for card in self.runs.values():
            card.set_predict(on)
        if on != self.services.settings().predict_first:
            self.services.remember(predict_first=on)

    def toggle(self) -> None:
        """Space: run both programs, end them, or take the next step."""
        card = self.runs.get(self.rung.current)
        if card is None:
            self.scheduler.go_on()
        else:
            card.toggle()

    def escape(self) -> bool:
        """Esc: end the race that goes on."""
        going = [card for card in self.runs.values() if card.runner.state == "running"]
        for card in going:
            card.runner.stop()
        return bool(going)

    def listings(self) -> list[Listing]:
        """The race in view; for the learner's schedule the one it is taken from."""
        return self.runs.get(self.rung.current, self.runs[BY_ITSELF]).listings()

    def tables(self) -> list[tuple[str, list[str], list[list[object]]]]:
        """What was measured, and how all schedules end."""
        measured = [row for card in self.runs.values() for row in card.rows_of_figures()]
        tables = [("race", COLUMNS, measured)] if measured else []
        return [*tables, ("schedules", ENDS, self.scheduler.rows_of_figures())]

    async def leave(self) -> None:
        """The window is being closed: end the race that goes on."""
        for card in self.runs.values():
            await card.runner.leave()
