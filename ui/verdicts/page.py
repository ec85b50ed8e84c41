"""The Verdicts page: what the course says, measured on this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.errors import HebraError
from lab.experiments.truths import usable_cores
from lab.spec import Study
from lab.verdicts.claim import Claim, Finding
from ui.run.page import Page
from ui.run.services import Services
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_, Words, ntr

from .choosing_view import ChoosingView
from .claims_view import ClaimsView
from .comparison_view import ComparisonView
from .exporting import Exporting
from .header import CHOOSING, CLAIMS, COMPARISON, VerdictsHeader
from .keeping import Keeper, StoreLike
from .progress_banner import ProgressBanner
from .rows import Board
from .runner import OWNER, ClaimRunner, Standing
from .spot import SpotRunner


class VerdictsPage(Page):
    """Claims, the comparison table, and when to use which: three views of what was found."""

    key = OWNER
    title = N_("Verdicts: what the course says, measured here")
    about = N_(
        "Every claim is an experiment with a figure and a rule. The rule says when the figure"
        " confirms the claim; it does not know what ought to come out, so on another machine or"
        " another Python the verdict may be another one."
    )

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        claims: Sequence[Claim] | None = None,
        groups: Mapping[str, str] | None = None,
        runner: ClaimRunner | None = None,
        spot: SpotRunner | None = None,
        store: Callable[[], StoreLike] | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        if claims is None or groups is None:
            from lab.verdicts import claims as known

            claims, groups = known.CLAIMS, known.GROUPS
        self.board = Board(tuple(claims), groups)
        self.runner = runner or ClaimRunner(services)
        self.spot = spot or SpotRunner(services)
        self.keeper = Keeper(services, store)
        self.header = VerdictsHeader()
        self.progress = ProgressBanner()
        self.progress.hide()
        self.claims = ClaimsView()
        self.comparison = ComparisonView()
        self.choosing = ChoosingView(usable_cores())
        self.exporting = Exporting(services, self.banners)
        self._build()
        self._connect()
        self._show_board()
        self.keeper.load()

    # ── what the window asks ──────────────────────────────────────────────────────────────
    def toggle(self) -> None:
        """Space: measure the chosen claim or end it; else all that is missing, or end it all."""
        row = self.claims.current if self.tab == CLAIMS else None
        if row is not None:
            self.act(row.claim.id)
        elif not self._idle:
            self.cancel()
        elif self.tab == CHOOSING:
            if not self.choosing.toggle(QApplication.focusWidget()):
                self.choosing.measure()
        else:
            self.run_missing()

    def escape(self) -> bool:
        """Esc: leave the search, else end what goes on, else close the details."""
        if self.tab == CLAIMS and self.claims.leave_search():
            return True
        if not self._idle:
            self.cancel()
            return True
        return self.tab == CLAIMS and self.claims.close_details()

    def enter(self) -> None:
        """Have the list under the keys."""
        if self.tab == CLAIMS:
            self.claims.table.setFocus()

    async def leave(self) -> None:
        """End what goes on, and keep what was found."""
        await self.runner.close()
        await self.spot.close()
        await self.keeper.settle()

    # ── what a person does ────────────────────────────────────────────────────────────────
    @property
    def tab(self) -> str:
        """Which view is shown."""
        return self.header.tabs.current

    def show_tab(self, key: str) -> None:
        """Bring one of the views into view."""
        focus = QApplication.focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus):
            focus.clearFocus()
        self.header.tabs.set_current(key)
        self._stack.setCurrentWidget(self._views[key])

    def act(self, claim: str) -> None:
        """Press a claim's button: measure it, again or for the first time, or end that."""
        if claim == self.board.running or claim in self.board.waiting:
            self.runner.leave_out(claim)
        else:
            self.measure([claim])

    def run_missing(self) -> None:
        """Measure all claims without a finding; all of them where each has one."""
        missing = self.board.missing or self.board.claims
        self.measure([claim.id for claim in missing])

    def cancel(self) -> None:
        """End what goes on; what was found is kept."""
        self.runner.cancel()
        self.spot.cancel()

    def measure_advice(self, study: Study) -> None:
        """Put the advice to the test, unless something is being measured."""
        if self._idle and self._services.take_turn(OWNER, self.banners):
            python = self._services.settings().python or None
            self.banners.drop("spot")
            self.choosing.begin(study)
            self.spot.start(replace(study, python=python))

    def measure(self, ids: Sequence[str]) -> None:
        """Measure these claims, after what is being measured already."""
        wanted = [claim for claim in self.board.claims if claim.id in set(ids)]
        if self.spot.state != "idle":
            self.banners.tell(
                "spot",
                "warn",
                N_("The advice is being measured"),
                N_("Wait for it, or cancel it first."),
                action=N_("Show it"),
                act=lambda: self.show_tab(CHOOSING),
            )
        elif wanted and self._services.take_turn(OWNER, self.banners):
            self.banners.drop("ended")
            self.runner.run(wanted)

    @property
    def _idle(self) -> bool:
        return self.runner.state == "idle" and self.spot.state == "idle"

    # ── what goes on ──────────────────────────────────────────────────────────────────────
    def _show_state(self, state: str) -> None:
        self.busy_changed.emit(not self._idle)
        self.progress.setVisible(state != "idle")
        self.choosing.set_free(self._idle)
        if state == "stopping":
            self.progress.show_stopping()
        self._show_board()

    def _show_spot(self, state: str) -> None:
        self.busy_changed.emit(not self._idle)
        if state == "stopping":
            self.choosing.trial.show_stopping()
        elif state == "idle":
            self.choosing.show_end(None)
        self._show_board()

    def _show_test(self, digest: Digest) -> None:
        self.choosing.show_end(digest)
        if not self.isVisible():
            self._services.note(N_("The comparison has ended"), "check")

    def _show_line(self) -> None:
        current = self.runner.current
        running = "" if current is None else current.id
        self.board = replace(self.board, running=running, waiting=self.runner.waiting)
        self._show_board()

    def _show_standing(self, standing: Standing) -> None:
        if self.runner.state == "running":
            self.progress.show_progress(
                standing.place,
                standing.count,
                standing.part,
                standing.claim.title,
                standing.seconds_left,
            )
        self.claims.show_standing(standing)

    def _take(self, finding: Finding) -> None:
        self._know({finding.claim: finding})
        self.keeper.keep(finding)

    def _know(self, findings: Mapping[str, Finding]) -> None:
        """Add findings; those read at the start never replace newer ones."""
        self.board = replace(self.board, findings={**self.board.findings, **findings})
        self._show_board()

    def _load(self, findings: Mapping[str, Finding]) -> None:
        self._know({**findings, **self.board.findings})

    def _show_board(self) -> None:
        board, idle = self.board, self._idle
        missing = board.missing
        seconds = self.runner.seconds(missing or board.claims)
        self.header.show_missing(len(missing), len(board.claims), seconds, idle=idle)
        self.header.set_exportable(bool(board.findings))
        self.claims.show_board(board)
        self.comparison.show_board(board, free=self.spot.state == "idle")

    def _tell_end(self, measured: int, asked: int) -> None:
        if not self.isVisible() and measured:
            said = partial(ntr, "{n} claim measured", "{n} claims measured", measured)
            icon = "check" if measured >= asked else "warning"
            self._services.note(Words("{said}", said=said), icon)

    def _tell_not_kept(self, error: HebraError) -> None:
        self.banners.tell_error("store", error)

    # ── building ──────────────────────────────────────────────────────────────────────────
    def _build(self) -> None:
        self._views: dict[str, QWidget] = {
            CLAIMS: self.claims,
            COMPARISON: self.comparison,
            CHOOSING: self.choosing,
        }
        self._stack = QStackedWidget()
        for view in self._views.values():
            self._stack.addWidget(view)
        body = QVBoxLayout()
        body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        body.setSpacing(GAP)
        body.addWidget(self.banners)
        body.addWidget(self.progress)
        body.addWidget(self._stack, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addLayout(body, 1)

    def _connect(self) -> None:
        header, runner, keeper = self.header, self.runner, self.keeper
        header.tab_changed.connect(self.show_tab)
        header.run_asked.connect(self.run_missing)
        header.export_asked.connect(
            lambda kind: self.exporting.export(kind, self.board.claims, self.board.findings)
        )
        self.claims.act_asked.connect(self.act)
        self.progress.cancel_asked.connect(runner.cancel)
        self.comparison.measure_asked.connect(self.measure)
        choosing, spot = self.choosing, self.spot
        choosing.measure_asked.connect(self.measure_advice)
        choosing.compare_asked.connect(self._services.show_in_compare)
        choosing.cancel_asked.connect(spot.cancel)
        spot.state_changed.connect(self._show_spot)
        spot.progressed.connect(choosing.show_progress)
        spot.digested.connect(choosing.trial.show_digest)
        spot.ended.connect(self._show_test)
        spot.failed.connect(lambda error: self.banners.tell_error("spot", error))
        runner.state_changed.connect(self._show_state)
        runner.line_changed.connect(self._show_line)
        runner.progressed.connect(self._show_standing)
        runner.found.connect(self._take)
        runner.ended.connect(self._tell_end)
        keeper.loaded.connect(self._load)
        keeper.failed.connect(self._tell_not_kept)
        keeper.put_aside.connect(lambda said: self.banners.tell("store", "warn", said))
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.activated.connect(self._find)

    def _find(self) -> None:
        self.show_tab(CLAIMS)
        self.claims.search()
