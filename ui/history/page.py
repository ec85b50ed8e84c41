"""The History page: finished runs, comparisons and sweeps, to be found, compared and run again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lab.errors import HebraError
from lab.history import Entry, Query, Space
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
from .deeds import Deeds
from .details import Details
from .entries import EntryModel
from .exporting import Exporting
from .filters import Filters
from .ledger import Ledger
from .listing import EntryList
from .states import Loading, Message


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
        self._space: Space | None = None
        self.model = EntryModel()
        self.filters = Filters()
        self.list = EntryList(self.model)
        self.details = Details()
        self.acts = Actions(self)
        self.acts.only_in(self.list)
        self.deeds = Deeds(services, self._ledger, self.banners)
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

    @property
    def _chosen(self) -> list[Entry]:
        return [entry for number in self.list.numbers if (entry := self.model.entry(number))]

    def _open(self, number: int) -> None:
        entry = self.model.entry(number)
        if entry is not None:
            self.deeds.open(entry)

    def _want(self, number: int) -> None:
        self._wanted = number

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
        ledger, deeds, details = self._ledger, self.deeds, self.details
        ledger.listed.connect(self._show)
        ledger.summed.connect(self._sum)
        ledger.loaded.connect(details.show_results)
        ledger.found.connect(details.show_found)
        ledger.contrasted.connect(details.show_contrast)
        for worker in (ledger, deeds):
            worker.failed.connect(self._fail)
        deeds.wanted.connect(self._want)
        deeds.undoable.connect(self.acts.undo.setEnabled)
        self._services.history.changed.connect(self.refresh)
        self.filters.changed.connect(self._search)
        self.filters.search.left.connect(lambda: self.list.setFocus(Qt.FocusReason.TabFocusReason))
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.list.menu_asked.connect(self.acts.popup)
        self.empty.asked.connect(lambda: self._services.show_page("bench"))
        self.nothing.asked.connect(self.filters.reset)
        self.trouble.asked.connect(self.refresh)
        self._connect_deeds()

    def _connect_deeds(self) -> None:
        """Everything that can be done, by key, by menu and by the cards' buttons."""
        about, several, deeds = self.details.about, self.details.several, self.deeds
        acts: dict[str, Callable[[], object]] = {
            "open": lambda: self._with_one(deeds.open),
            "again": lambda: self._with_one(deeds.again),
            "rename": lambda: self.list.edit(self.list.currentIndex()),
            "pin": lambda: deeds.pin(self._chosen),
            "export": lambda: self.exporting.ask(self._chosen),
            "delete": lambda: deeds.delete(self._chosen, self.model.entries),
            "undo": deeds.undo,
            "search": self._find,
        }
        self.acts.connect_to(**acts)
        for asked, name in (
            (about.again_asked, "again"),
            (about.open_asked, "open"),
            (about.pin_asked, "pin"),
            (about.export_asked, "export"),
            (about.delete_asked, "delete"),
            (several.pin_asked, "pin"),
            (several.export_asked, "export"),
            (several.delete_asked, "delete"),
        ):
            asked.connect(acts[name])
        self.model.renamed.connect(deeds.rename)
        about.renamed.connect(deeds.rename)
        about.noted.connect(deeds.note)
        about.tagged.connect(deeds.tag)
        self.details.chart.save_asked.connect(
            lambda: self.exporting.ask_picture(self.details.chart)
        )
        self.details.settle.clicked.connect(self._settle)

    def _with_one(self, act: Callable[[Entry], object]) -> None:
        """Do something that only one entry can be done to."""
        chosen = self._chosen
        if len(chosen) == 1:
            act(chosen[0])

    def _settle(self) -> None:
        if self.details.study is not None:
            self._services.show_in_compare(self.details.study)

    def _find(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()
