"""What the window gives to its pages: settings, tasks, the turn, history, dialogs, other pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from lab.spec import Experiment, Study
from ui.controls.banner_stack import BannerStack
from ui.controls.worded import Source
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.words import N_

if TYPE_CHECKING:
    from lab.study.trial import StudyResult
    from ui.run.keeping import HistoryService
    from ui.shell.settings import Settings

BUSY = "turn"
"""Subject of the banner that says who measures."""
_AT_WORK = {
    "bench": N_("A run is going on on the Bench"),
    "compare": N_("A comparison is going on"),
    "verdicts": N_("Claims are being measured under Verdicts"),
    "lessons": N_("A lesson's experiment is going on"),
    "hazards": N_("A hazard is going on"),
    "costs": N_("Costs are being measured"),
}
_GO = {
    "bench": N_("Go to the Bench"),
    "compare": N_("Go to Compare"),
    "verdicts": N_("Go to Verdicts"),
    "lessons": N_("Go to Lessons"),
    "hazards": N_("Go to Hazards"),
    "costs": N_("Go to Costs"),
}


class AskSave(Protocol):
    """Asks where to save; None when the person thinks better of it."""

    def __call__(
        self, title: Source, suggested: str, filters: list[tuple[str, str]], chosen: str
    ) -> Awaitable[Path | None]:
        """``suggested`` is a name without folder; ``filters`` are (marked words, suffix)."""
        ...


class AskOpen(Protocol):
    """Asks which file to open; None when the person thinks better of it."""

    def __call__(self, title: Source, filters: list[tuple[str, str]]) -> Awaitable[Path | None]:
        """``filters`` are (marked words, suffixes as ``toml csv``)."""
        ...


@dataclass(frozen=True, kw_only=True)
class Services:
    """Handed to every page when it is made. Everything is called on the window's thread."""

    tasks: Tasks
    turn: Turn
    history: HistoryService
    settings: Callable[[], Settings]
    remember: Callable[..., None]
    """Change settings, by name."""
    ask_save: AskSave
    ask_open: AskOpen
    note: Callable[[Source, str], None]
    """Say something in the status bar, with an icon: ``note(N_("Copied"), "check")``."""
    make_session: Callable[..., Any]
    """`lab.session.Session`, or what tests put in its place."""
    show_page: Callable[[str], object]
    """Bring the page with this key into view."""
    open_in_bench: Callable[[Experiment], None]
    """Show an experiment on the Bench; what was there can be had again by undo."""
    show_in_compare: Callable[[Study | StudyResult], None]
    """Show the Compare page, which is handed the study or its result by ``Page.receive``."""
    show_entry: Callable[[int], None]
    """Show the History page, with what is kept under this id chosen."""
    bench_experiment: Callable[[], Experiment]
    """What the controls of the Bench show now."""

    def take_turn(self, owner: str, banners: BannerStack) -> bool:
        """Take the turn to measure, or say on the page who has it and what to do."""
        return self.is_free(owner, banners) and self.turn.take(owner)

    def is_free(self, owner: str, banners: BannerStack) -> bool:
        """Whether nobody but ``owner`` measures; otherwise it is said on the page, as above."""
        holder = self.turn.holder
        if holder in ("", owner):
            banners.drop(BUSY)
            return True
        banners.tell(
            BUSY,
            "warn",
            _AT_WORK[holder],
            N_("Two measurements at once would disturb each other: stop it first, or wait for it."),
            action=_GO[holder],
            act=lambda: self.show_page(holder),
        )
        return False
