"""Which pages there are, in the rail's order, and how each is made.

What a page needs is imported when it is first visited: the first paint does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.controls.worded import Source
from ui.run.page import Page
from ui.run.services import Services
from ui.words import N_


@dataclass(frozen=True)
class Place:
    """A page: its key and number (Ctrl with it shows the page), title, icon and maker."""

    key: str
    number: int
    title: Source
    icon: str
    make: Callable[[Services], Page]


def _bench(_services: Services) -> Page:
    raise LookupError("the Bench is made with the window")


def _compare(services: Services) -> Page:
    from ui.compare.page import ComparePage

    return ComparePage(services)


def _verdicts(services: Services) -> Page:
    from ui.verdicts.page import VerdictsPage

    return VerdictsPage(services)


def _hazards(services: Services) -> Page:
    from ui.hazards.page import HazardsPage

    return HazardsPage(services)


def _costs(services: Services) -> Page:
    from ui.costs.page import CostsPage

    return CostsPage(services)


def _history(services: Services) -> Page:
    from ui.history.page import HistoryPage

    return HistoryPage(services)


def _lessons(services: Services) -> Page:
    from ui.lessons.page import LessonsPage

    return LessonsPage(services)


PLACES = (
    Place("bench", 1, N_("Bench"), "pulse", _bench),
    Place("compare", 2, N_("Compare"), "scales", _compare),
    Place("hazards", 3, N_("Hazards"), "warning", _hazards),
    Place("costs", 4, N_("Costs"), "timer", _costs),
    Place("verdicts", 5, N_("Verdicts"), "seal-check", _verdicts),
    Place("history", 6, N_("History"), "clock-counter-clockwise", _history),
    Place("lessons", 7, N_("Lessons"), "graduation-cap", _lessons),
)
