"""The Bench: controls at the left, what they do at the right, while it happens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lab.errors import InputError
from lab.session.result import Result
from lab.session.snapshot import Marker, Snapshot
from lab.spec import Experiment
from ui.controls.scrolling import Squeezed, scrolling
from ui.controls.sentence import Sentence
from ui.controls.worded import Source
from ui.run.amounts import Share, Whole
from ui.run.bridge import Bridge
from ui.run.page import Page
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_, Words

from .charts import Charts
from .column import ControlColumn
from .draft import Draft
from .empty import Invitation
from .figures import figures_of_result, figures_of_snapshot
from .header import BenchHeader
from .marker_words import words_of, worth_a_marker
from .news import News
from .planned import Planned
from .runner import Runner
from .sentence import say
from .since import Since
from .tiles import Tiles

COMPACT_BELOW = 800


class BenchPage(Page):
    """One experiment: its controls, its figures, its charts, and what they say in words.

    ``may_start`` is asked before a run starts; it tells the person when the answer is no.
    """

    key = "bench"
    title = N_("Bench: one experiment, live")
    about = N_(
        "The controls at the left say what is run and how; everything there can be moved while it"
        " runs. A dashed line in the charts marks each change. The figures at the top and the ends"
        " of the curves speak of the last second."
    )

    panel_asked = Signal(str)
    """A person wants one chart saved; the name of its panel on paper."""

    def __init__(
        self,
        draft: Draft,
        runner: Runner,
        bridge: Bridge,
        may_start: Callable[[], bool] = lambda: True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self._runner, self._bridge = draft, runner, bridge
        self._may_start = may_start
        self._since = Since()
        self._planned = Planned(draft)
        self.header = BenchHeader(draft)
        self.column = ControlColumn(draft)
        self.tiles = Tiles()
        self.charts = Charts()
        self.invitation = Invitation()
        self.sentence = Sentence()
        self.news = News(self.banners)
        self._stage = QStackedWidget()
        self._stage.addWidget(self.invitation)
        self._stage.addWidget(self.charts)
        right = Squeezed()
        right.setObjectName("page")
        rows = QVBoxLayout(right)
        rows.setContentsMargins(MARGIN, MARGIN, MARGIN, 12)
        rows.setSpacing(GAP)
        rows.addWidget(self.banners)
        rows.addWidget(self.tiles)
        rows.addWidget(self._stage, 1)
        rows.addWidget(self.sentence)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.column)
        body.addWidget(scrolling(right), 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addLayout(body, 1)

        self.column.run.start_asked.connect(self.start)
        self.column.run.stop_asked.connect(runner.stop)
        self.invitation.asked.connect(self.start)
        self.charts.save_asked.connect(self.panel_asked)
        draft.changed.connect(self._changed)
        runner.state_changed.connect(self._show_state)
        draft.refused.connect(self._tell_refusal)
        runner.refused.connect(self._tell_refusal)
        runner.steered.connect(self._mark)
        runner.ended.connect(self._show_whole)
        bridge.snapshot.connect(self._show)
        bridge.words.connect(self._tell)
        self.charts.show_experiment(draft.experiment)
        self.show_note("")
        sized(self, self._fit)

    def start(self) -> None:
        """Start a run of what the controls show."""
        if self._runner.state == "idle" and self._may_start():
            self._runner.start(self._draft.experiment)

    def preview_charts(self, shown: bool) -> None:
        """Show the charts although nothing has run, or the invitation in their place again."""
        if self._runner.state == "idle" and self._runner.result is None:
            self._stage.setCurrentWidget(self.charts if shown else self.invitation)

    def toggle(self) -> None:
        """Start, or stop what goes on."""
        if self._runner.state == "idle":
            self.start()
        else:
            self._runner.stop()

    def receive(self, what: object) -> None:
        """Put an `Experiment` on the Bench."""
        if isinstance(what, Experiment):
            self._draft.replace(what)

    def set_seen(self, seen: bool) -> None:
        """Nothing is written while nobody can see it."""
        self._bridge.set_seen(seen)

    async def leave(self) -> None:
        """End the run."""
        await self._runner.close()

    def show_note(self, note: Source) -> None:
        """Say what there is to see before anything has run."""
        if self._runner.result is None and self._runner.state == "idle":
            self.sentence.set_words(
                note or N_("Everything at the left can be moved while the run goes on.")
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room for controls and figures where there is little."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.column.fit()
        self.tiles.set_compact(self.window().height() < fonts.px(COMPACT_BELOW))

    def _changed(self, before: Experiment, after: Experiment) -> None:
        if before != after:
            self.banners.drop("limit")
        self._runner.steer(before, after)
        # The charts of a run that has ended keep its look until the next one starts.
        if self._runner.state != "idle" or self._runner.result is None:
            self.charts.show_experiment(after)

    def _tell_refusal(self, error: InputError) -> None:
        self.banners.tell("limit", "warn", error.what, error.todo)

    def _show_state(self, state: str) -> None:
        self.column.run.set_state(state)
        self.column.set_running(state != "idle")
        self.busy_changed.emit(state != "idle")
        if state == "running":
            self._planned.begin(self._draft.experiment.changes)
        elif state != "starting":
            self._planned.end()
        if state == "starting":
            self._since = Since()
            self.news.clear()
            self.tiles.show_nothing()
            self.charts.start(self._draft.experiment)
            self._stage.setCurrentWidget(self.charts)
            self.column.elapsed.set_seconds(0)
            self.column.elapsed.set_note("")
            self.sentence.set_words(N_("Starting…"))
        elif state == "idle":
            self.sentence.set_words(N_("The run has ended."))

    def _mark(self, marker: Marker) -> None:
        if label := self._label(marker):
            self.charts.mark(marker.t_s, label)
            self._since.mark(marker)

    def _label(self, marker: object) -> Source:
        if not isinstance(marker, Marker):
            return ""
        mix = self._draft.experiment.mix
        free = self._draft.experiment.way.free
        if not worth_a_marker(marker, mix[0].kind if len(mix) == 2 else "", free):
            return ""
        return words_of(marker.setting, marker.old, marker.new)

    def _show(self, snapshot: Snapshot) -> None:
        self.charts.append(snapshot)
        self.news.tell(snapshot.events)

    def _tell(self, snapshot: Snapshot) -> None:
        figures = figures_of_snapshot(snapshot, self._draft.experiment)
        self._since.see(figures)
        self.tiles.show_now(figures, self._since.settled(snapshot.t_s))
        self.charts.tell(snapshot, self._draft.experiment)
        self.charts.say(figures)
        self.column.elapsed.set_seconds(snapshot.t_s)
        self.column.load.show_progress(snapshot.tasks_done, snapshot.throughput_per_s)
        self._lanes_note(snapshot)
        if said := say(figures):
            self.sentence.set_words(said.text, said.why)

    def _lanes_note(self, snapshot: Snapshot) -> None:
        """Lanes that are on their way: under a busy GIL a new one may take a while to run."""
        missing = snapshot.lanes_wanted - snapshot.lanes_alive
        note: Source = ""
        lost = sum(lane.state == "lost" for lane in snapshot.lanes)
        if lost:
            note = Words(N_("lanes lost: {n}"), n=lost)
        elif missing > 0:
            note = Words(N_("lanes starting: {n}"), n=missing)
        elif missing < 0:
            note = Words(N_("lanes leaving: {n}"), n=-missing)
        elif wanted := self._draft.experiment.load.tasks:
            note = Words(N_("{share} done"), share=Share(min(1.0, snapshot.tasks_done / wanted)))
        elif seconds := self._runner.ends_after_s:
            note = Words(N_("stops after {seconds} s"), seconds=Whole(seconds))
        self.column.elapsed.set_note(note)

    def _show_whole(self, result: Result) -> None:
        figures = figures_of_result(result)
        self.tiles.show_whole(figures)
        self.charts.show_whole(result, self._draft.experiment, self._label)
        self.charts.say(figures)
        self.column.elapsed.set_seconds(result.seconds)
        self.column.elapsed.set_note("")
        self.column.load.show_progress(result.tasks_done, 0.0)
        if said := say(figures):
            self.sentence.set_words(said.text, said.why)
        else:
            self.sentence.set_words(N_("The run was too short to say anything about it."))
