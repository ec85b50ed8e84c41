"""The History page: finished runs, comparisons and sweeps, to be found, compared and run again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lab.errors import HebraError
from lab.history import Entry, History, Query, Space
from lab.session.result import Result
from lab.spec import Experiment
from ui.controls.banner_stack import what_of
from ui.controls.header import Header
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.run.page import Page
from ui.run.room import size
from ui.run.services import Services
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_, Words, ntr

from .actions import Actions
from .details import Details
from .entries import EntryModel
from .exporting import Exporting
from .filters import Filters
from .ledger import Ledger
from .listing import EntryList
from .states import Loading, Message

DELETED = "deleted"
"""Subject of the banner that offers to undo."""


class HistoryPage(Worded, Page):
    """The list at the left, what is chosen at the right."""

    key = "history"
    title = N_("History: what was measured")
    about = N_(
        "Every run, comparison and sweep is kept here while it goes on. Choose one to see its"
        " course and to run it again; choose several to see them in one chart, and two to hear"
        " whether they differ."
    )

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._ledger = Ledger(services.history, services.tasks)
        self._stale, self._seen, self._wanted = True, True, 0
        self._deleted_last: list[int] = []
        self._space: Space | None = None
        self.model = EntryModel()
        self.filters = Filters()
        self.list = EntryList(self.model)
        self.details = Details()
        self.acts = Actions(self)
        self.acts.only_in(self.list)
        self.exporting = Exporting(self.banners, services, self._ledger)
        self.loading = Loading()
        self.empty = Message(
            N_("No runs yet"),
            N_("A run you finish on the Bench or under Compare is kept here."),
            N_("Go to the Bench"),
            "pulse",
            glyphs=True,
        )
        self.nothing = Message(
            N_("Nothing found"),
            N_("No entry has all these words and properties."),
            N_("Show all"),
        )
        self.trouble = Message(N_("History cannot be read"), "", N_("Try again"))
        self._summary = Text(size=12, tone="text2")
        self._build()
        self._connect()
        self.set_spoken(N_("History"))

    # ── what the house asks for ──────────────────────────────────────────────────────────────
    def toggle(self) -> None:
        """Space adds the current entry to what is chosen, or takes it away."""
        if self.list.hasFocus():
            self.list.toggle_current()

    def escape(self) -> bool:
        """Leave the search, or choose nothing."""
        search = self.filters.search
        if search.hasFocus():
            if search.text():
                search.clear()
            else:
                self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if self.list.hasFocus() and self.list.numbers:
            self.list.clearSelection()
            return True
        return False

    def enter(self) -> None:
        """Look what has come since; another program may have added something, too."""
        self.refresh()
        if not self.list.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_seen(self, seen: bool) -> None:
        """What changes while nobody can see the list is read when somebody can."""
        self._seen = seen
        if seen and self._stale:
            self.refresh()

    def receive(self, what: object) -> None:
        """Choose the entry with this id, as soon as it is listed."""
        if isinstance(what, int):
            self._wanted = what
            self.filters.reset()

    async def leave(self) -> None:
        """Keep what is being written."""
        self.details.about.flush()
        await self._ledger.settle()

    # ── listing ──────────────────────────────────────────────────────────────────────────────
    def refresh(self) -> None:
        """Read the list again."""
        if not self._seen:
            self._stale = True
            return
        self._stale = False
        self._ledger.look(self.filters.query, sums=True)

    def retranslate(self) -> None:
        """Say the summary in the language of now."""
        self._show_summary()

    def _search(self, query: Query) -> None:
        self._ledger.look(query, sums=False)

    def _show(self, entries: list[Entry]) -> None:
        self.list.keep_chosen(self.model.show_entries, entries)
        if entries:
            self._stage.setCurrentWidget(self._split)
            self._left.setCurrentWidget(self._frame)
        elif self.filters.narrowed:
            self._stage.setCurrentWidget(self._split)
            self._left.setCurrentWidget(self.nothing)
        else:
            self._stage.setCurrentWidget(self.empty)
        self.filters.setVisible(bool(entries) or self.filters.narrowed)
        if self._wanted and self.model.row(self._wanted) is not None:
            self.list.choose([self._wanted])
            self._wanted = 0
        self._choose(self.list.numbers)

    def _choose(self, numbers: Sequence[int]) -> None:
        entries = [entry for number in numbers if (entry := self.model.entry(number))]
        self.details.show_entries(entries)
        self.model.show_badges(self.details.badges)
        self.acts.show_chosen(entries)
        self._ledger.load(entries if len(entries) <= 2 else self.details.drawn)

    def _sum(self, tags: dict[str, int], space: Space) -> None:
        self.filters.show_tags(tags)
        self._space = space
        self._show_summary()

    def _show_summary(self) -> None:
        space = self._space
        if space is None or not space.entries:
            self._summary.set_source("")
            return
        kept = ntr("{n} kept", "{n} kept", space.entries)
        taken = Words(N_("{used} of {limit}"), used=size(space.used), limit=size(space.limit))
        self._summary.set_source(f"{kept} · {taken if space.limit else size(space.used)}")

    def _fail(self, error: HebraError) -> None:
        if self._stage.currentWidget() in (self.loading, self.trouble):
            self.trouble.say(N_("History cannot be read"), what_of(error))
            self._stage.setCurrentWidget(self.trouble)
        else:
            self.banners.tell_error("history", error)

    # ── what is done with entries ────────────────────────────────────────────────────────────
    def _pin(self) -> None:
        entries = self._chosen
        pinned = not all(entry.pinned for entry in entries)
        numbers = [entry.id for entry in entries]

        def pin(history: History) -> None:
            for number in numbers:
                history.pin(number, pinned)

        self._ledger.change(pin)

    def _delete(self) -> None:
        numbers = [entry.id for entry in self._chosen if entry.state != "running"]
        if not numbers:
            return
        row = min(self.model.row(number) or 0 for number in numbers)
        self._ledger.change(
            lambda history: history.delete(numbers), partial(self._deleted, numbers, row)
        )

    def _deleted(self, numbers: list[int], row: int) -> None:
        self.banners.tell(
            DELETED,
            "info",
            Words("{said}", said=lambda: ntr("{n} deleted", "{n} deleted", len(numbers))),
            N_("What is deleted can be had back for a week, unless its room is needed."),
            action=N_("Undo"),
            act=partial(self._undelete, numbers),
        )
        self.acts.undo.setEnabled(True)
        self._deleted_last = numbers
        left = [entry for entry in self.model.entries if entry.id not in set(numbers)]
        if left:
            self._wanted = left[min(row, len(left) - 1)].id

    def _undelete(self, numbers: list[int]) -> None:
        self.banners.drop(DELETED)
        self.acts.undo.setEnabled(False)
        self._wanted = numbers[0]
        self._ledger.change(lambda history: history.undelete(numbers))

    def _again(self) -> None:
        if len(self._chosen) == 1:
            self._services.tasks.start(self._run_again(self._chosen[0]), "run again")

    async def _run_again(self, entry: Entry) -> None:
        try:
            work = await self._ledger.again(entry.id)
        except HebraError as error:
            self._fail(error)
            return
        if isinstance(work, Experiment):
            self._services.open_in_bench(work)
        else:
            self._services.show_in_compare(work)

    def _open(self, number: int) -> None:
        entry = self.model.entry(number)
        if entry is None or entry.state == "running":
            return
        elsewhere = entry.kind == "run" or self._services.turn.holder != "compare"
        if elsewhere or self._services.is_free(self.key, self.banners):
            self._services.tasks.start(
                self._run_again(entry) if entry.kind == "run" else self._show_study(entry),
                "open entry",
            )

    async def _show_study(self, entry: Entry) -> None:
        try:
            result = await self._ledger.result(entry)
        except HebraError as error:
            self._fail(error)
            return
        if not isinstance(result, Result):
            self._services.show_in_compare(result)

    @property
    def _chosen(self) -> list[Entry]:
        return [entry for number in self.list.numbers if (entry := self.model.entry(number))]

    # ── building ─────────────────────────────────────────────────────────────────────────────
    def _build(self) -> None:
        header = Header(N_("History"))
        header.add_left(self._summary)
        self._frame = QFrame()
        self._frame.setObjectName("card")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 6, 1, 6)
        inner.addWidget(self.list)
        self._left = QStackedWidget()
        self._left.addWidget(self._frame)
        self._left.addWidget(self.nothing)
        self._split = QWidget()
        row = QHBoxLayout(self._split)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._left, 46)
        row.addWidget(self.details, 54)
        self._stage = QStackedWidget()
        for part in (self.loading, self._split, self.empty, self.trouble):
            self._stage.addWidget(part)
        body = QVBoxLayout()
        body.setContentsMargins(MARGIN, MARGIN, MARGIN, 12)
        body.setSpacing(GAP)
        body.addWidget(self.banners)
        body.addWidget(self.filters)
        body.addWidget(self._stage, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(header)
        page.addLayout(body, 1)
        self.filters.hide()

    def _connect(self) -> None:
        ledger, about, several = self._ledger, self.details.about, self.details.several
        ledger.listed.connect(self._show)
        ledger.summed.connect(self._sum)
        ledger.loaded.connect(self.details.show_results)
        ledger.found.connect(self.details.show_found)
        ledger.contrasted.connect(self.details.show_contrast)
        ledger.failed.connect(self._fail)
        self._services.history.changed.connect(self.refresh)
        self.filters.changed.connect(self._search)
        self.filters.search.left.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.list.menu_asked.connect(self.acts.popup)
        self.model.renamed.connect(self._rename)
        about.renamed.connect(self._rename)
        about.noted.connect(
            lambda number, text: ledger.change(lambda history: history.note(number, text))
        )
        about.tagged.connect(
            lambda number, tags: ledger.change(lambda history: history.tag(number, tags))
        )
        about.pinned.connect(
            lambda number, pinned: ledger.change(lambda history: history.pin(number, pinned))
        )
        self.details.chart.save_asked.connect(
            lambda: self.exporting.ask_picture(self.details.chart)
        )
        self.details.settle.clicked.connect(self._settle)
        self.empty.asked.connect(lambda: self._services.show_page("bench"))
        self.nothing.asked.connect(self.filters.reset)
        self.trouble.asked.connect(self.refresh)
        for signal, act in (
            (about.again_asked, self._again),
            (about.open_asked, lambda: self._open(self.list.numbers[0])),
            (about.export_asked, self._export),
            (several.export_asked, self._export),
            (about.delete_asked, self._delete),
            (several.delete_asked, self._delete),
            (several.pin_asked, self._pin),
        ):
            signal.connect(act)
        self.acts.connect_to(
            open=lambda: self._open(self.list.numbers[0]),
            again=self._again,
            rename=lambda: self.list.edit(self.list.currentIndex()),
            pin=self._pin,
            export=self._export,
            delete=self._delete,
            undo=lambda: self._undelete(self._deleted_last),
            search=self._find,
        )

    def _rename(self, number: int, name: str) -> None:
        self._ledger.change(lambda history: history.rename(number, name))

    def _settle(self) -> None:
        if self.details.study is not None:
            self._services.show_in_compare(self.details.study)

    def _find(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _export(self) -> None:
        self.exporting.ask(self._chosen)
