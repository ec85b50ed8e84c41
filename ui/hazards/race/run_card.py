"""A race that is run for real: which one, how many, and both programs with what they came to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.advice.race_code import excerpt, program
from lab.session.probing import ProbeResult
from ui.controls.banner_stack import BannerStack
from ui.controls.button import Button
from ui.controls.choice import Choice
from ui.controls.flow import Flow
from ui.controls.rule import Rule
from ui.controls.sentence import Sentence
from ui.controls.slider_row import SliderRow
from ui.controls.text import Text
from ui.hazards.view import Listing
from ui.run.services import Services
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, tr

from .half import TITLES, Half
from .kinds import GUESS, OFTEN_MS, SWITCH_INTERVAL, WORKERS, Kind
from .runner import GUARDS, Maker, Runner
from .sentence import say

COLUMNS = [
    "race", "guard", "workers", "wanted", "counted", "lost", "seconds_s", "ns_per_increment_ns",
    "switch_interval_ms", "other_load_cores", "python_version",
]  # fmt: skip
WHO = {"threads": N_("Threads"), "coroutines": N_("Coroutines"), "processes": N_("Processes")}
ASK = N_("Run both programs to see how many increments each of them loses.")
_RUN = {
    "idle": (N_("Run both"), "primary", "play-fill"),
    "running": (N_("Stop"), "plain", "stop-fill"),
    "stopping": (N_("Stopping…"), "plain", ""),
}


class RunCard(QWidget):
    """Some kinds of race, their controls, and both programs side by side."""

    measured = Signal()
    """There are other figures."""

    def __init__(
        self,
        kinds: tuple[Kind, ...],
        services: Services,
        banners: BannerStack,
        make: Maker | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kinds = {kind.key: kind for kind in kinds}
        self.results: dict[tuple[str, str], tuple[dict[str, Any], ProbeResult]] = {}
        """By kind and guard: the order, and what came of it."""
        self.runner = Runner(services, banners, make, self)
        self.choice = Choice(N_("Race"), N_("Which race"))
        for kind in kinds:
            self.choice.add_item(kind.title, kind.key)
        self.choice.chosen.connect(self.show_kind)
        self.about = Text(tone="text2", wrap=True)
        sized(self, lambda: self.about.setMinimumHeight(2 * round(fonts.metrics().lineSpacing())))
        self.workers_of = {
            where: SliderRow(WORKERS, label=label, label_width=88)
            for where, label in WHO.items()
            if where in {kind.order["where"] for kind in kinds}
        }
        self.rows = {kind.increments: SliderRow(kind.increments, label_width=84) for kind in kinds}
        self.switching = SliderRow(SWITCH_INTERVAL, label_width=110)
        self.guess = SliderRow(GUESS, label_width=210)
        self.guess.changed.connect(self._take_guess)
        self.guesses: dict[str, float] = {}
        """By kind: the share of increments that somebody thinks will be lost."""
        self.predict = False
        self.run = Button("", "primary", "play-fill")
        self.run.clicked.connect(self.toggle)
        self.halves = {guard: Half(guard) for guard in GUARDS}
        self.sentence = Sentence()
        for row in self._settings:
            row.changed.connect(lambda _value: self._show_programs())
        for row in self.workers_of.values():
            row.changed.connect(self._keep_workers)
        self._lay_out()
        self.runner.changed.connect(self._show_state)
        self.runner.told.connect(self._show_live)
        self.runner.found.connect(self._take)
        self._measured: dict[str, Any] = {}
        self.kind = kinds[0]
        self.show_kind(kinds[0].key)
        self._show_state("idle")

    @property
    def _settings(self) -> list[SliderRow]:
        return [*self.workers_of.values(), *self.rows.values(), self.switching]

    @property
    def workers(self) -> SliderRow:
        """The row that says how many count."""
        return self.workers_of[self.kind.order["where"]]

    @property
    def increments(self) -> SliderRow:
        """The row that says how many."""
        return self.rows[self.kind.increments]

    def order(self) -> dict[str, Any]:
        """What the controls ask for, without the guard."""
        order = {
            **self.kind.order,
            "workers": self.workers.value,
            "increments": self.increments.value,
        }
        if self.kind.switches:
            order["switch_interval_ms"] = self.switching.value
        return order

    def show_kind(self, key: str) -> None:
        """Show one of the kinds with what it came to last."""
        if self.runner.state != "idle":
            return
        self.kind = self._kinds[key]
        self.choice.set_current(key)
        self.about.set_source(self.kind.about)
        if self.kind.switches and self.switching.value == SWITCH_INTERVAL.default:
            self.switching.set_value(OFTEN_MS)
        for row in self.workers_of.values():
            row.setVisible(row is self.workers)
        for parameter, row in self.rows.items():
            row.setVisible(parameter == self.kind.increments)
        self.switching.setVisible(self.kind.switches)
        self._show_programs()
        self._show_results()
        self._show_guess()

    def set_predict(self, on: bool) -> None:
        """Whether somebody is asked for a guess."""
        self.predict = on
        self.guess.setVisible(on)
        self._show_guess()

    def toggle(self) -> None:
        """Run both programs, or end what goes on."""
        if self.runner.state == "running":
            self.runner.stop()
        elif self.runner.start(order := self.order()):
            self._measured = order

    def listings(self) -> list[Listing]:
        """Both programs, whole."""
        order = self.order()
        return [
            Listing(TITLES[guard], program({**order, "guard": guard}), f"race-{guard}.py")
            for guard in GUARDS
        ]

    def figures(self, kind: str, guard: str) -> dict[str, Any] | None:
        """What was measured of a race last; None when it was not."""
        kept = self.results.get((kind, guard))
        return dict(kept[1].figures) if kept else None

    def rows_of_figures(self) -> list[list[object]]:
        """A row for everything that was measured; see :data:`COLUMNS`."""
        rows: list[list[object]] = []
        for (kind, guard), (order, result) in self.results.items():
            figures = result.figures
            names = ("workers", "wanted", "counted", "lost", "seconds", "ns_per_increment")
            rows.append(
                [
                    kind,
                    guard,
                    *(figures[name] for name in names),
                    order.get("switch_interval_ms", SWITCH_INTERVAL.default),
                    round(result.others_cores, 3),
                    str(result.environment.get("python_version", "")),
                ]
            )
        return rows

    # ── what is shown ─────────────────────────────────────────────────────────────────────
    def _show_programs(self) -> None:
        order = self.order()
        made = {guard: excerpt({**order, "guard": guard}) for guard in GUARDS}
        lines = max(made_one.text.count("\n") for made_one in made.values())
        for guard, half in self.halves.items():
            if half.code.text != made[guard].text.rstrip("\n"):
                half.show_code(made[guard], lines)

    def _take_guess(self, value: int) -> None:
        self.guesses[self.kind.key] = value / 100
        self._show_guess()

    def _show_guess(self) -> None:
        guess = self.guesses.get(self.kind.key) if self.predict else None
        self.halves["none"].show_guess(guess)
        self.guess.set_value(GUESS.default if guess is None else round(guess * 100))

    def _keep_workers(self, value: int) -> None:
        """As many of whoever counts."""
        for row in self.workers_of.values():
            row.set_value(value)

    def _show_results(self) -> None:
        found = {guard: self.figures(self.kind.key, guard) for guard in GUARDS}
        for guard, half in self.halves.items():
            figures = found[guard]
            if figures is None:
                half.clear()
            else:
                half.show_result(figures, found["none"] if guard == "lock" else None)
        self.sentence.set_words(say(self.kind, found["none"], found["lock"]) or ASK)

    def _show_live(self, guard: str, figures: dict[str, Any]) -> None:
        if guard == "none" and not figures["done"]:
            for half in self.halves.values():
                half.clear()
        self.halves[guard].show_live(
            figures["counted"], figures["done"], self._measured["increments"]
        )

    def _take(self, guard: str, result: ProbeResult) -> None:
        if guard == "none":
            self.results.pop((self.kind.key, "lock"), None)
        self.results[self.kind.key, guard] = ({**self._measured, "guard": guard}, result)
        bare = self.figures(self.kind.key, "none") if guard == "lock" else None
        self.halves[guard].show_result(result.figures, bare)
        self.measured.emit()

    def _show_state(self, state: str) -> None:
        words, kind, icon = _RUN[state]
        self.run.kind = kind
        self.run.set_icon_name(icon)
        self.run.set_source(words)
        self.run.set_spoken(words, tip=Words(N_("Key: {key}"), key=lambda: tr(N_("Space"))))
        self.run.setEnabled(state != "stopping")
        at_rest = state == "idle"
        self.choice.setEnabled(at_rest)
        for row in (*self._settings, self.guess):
            row.set_locked(not at_rest, N_("It can be set again when the race has ended."))
        if at_rest:
            self._show_results()

    def _lay_out(self) -> None:
        widest = max(fonts.width(tr(words), 13, 500) for words, _, _ in _RUN.values())
        self.run.setMinimumWidth(round(widest + fonts.px(22 + 24)))
        head = Flow()
        head.setSpacing(16)
        head.addWidget(self.choice, 2)
        head.addWidget(self.about, 3)
        head.addWidget(self.run)
        settings = Flow()
        settings.setSpacing(24)
        for row in self._settings:
            settings.addWidget(row, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self.halves["none"], 1)
        sides.addWidget(Rule(upright=True))
        sides.addWidget(self.halves["lock"], 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(settings)
        column.addWidget(self.guess)
        self.guess.hide()
        column.addWidget(Rule())
        column.addLayout(sides)
        column.addWidget(self.sentence)
