"""Which parts of the programs are shown, and what is marked in them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lab.advice.deadlock_code import Excerpt, excerpt, program_text
from ui.controls.worded import Source, said
from ui.words import N_, Words, number

from .waits import Graph
from .wording import APPROACHES, called, listed

BROKEN = {
    "locks": ("first", "second"),
    "philosophers": ("dine",),
    "pipe": ("parent", "child"),
    "circle": ("part",),
}
"""Where those who take part are stuck."""
DIFFERS = {
    ("locks", "order"): "second",
    ("locks", "timeout"): "first",
    ("locks", "one-lock"): "first",
    ("philosophers", "order"): "dine",
    ("philosophers", "timeout"): "dine",
    ("philosophers", "one-lock"): "dine",
    ("pipe", "order"): "child",
    ("pipe", "reader"): "parent",
    ("circle", "order"): "part",
    ("circle", "timeout"): "part",
}
"""The function in which a mended program differs from the broken one."""
_NAMED = 3
"""So many names stand in a tag; more are counted."""


@dataclass(frozen=True)
class Mark:
    """A line of an excerpt, from 1."""

    line: int
    tone: str
    tag: Source = ""
    tag_tone: str = ""


@dataclass(frozen=True)
class Sheet:
    """One listing: its title, the part of the program, and the marks that are always there."""

    title: Source
    part: Excerpt
    marks: tuple[Mark, ...] = ()
    live: bool = True
    """Whether it is the program that runs, so that who stands where is marked in it."""


def sheets(scenario: str, cure: str, workers: int) -> tuple[Sheet, ...]:
    """What is shown: where they get stuck, or the broken part beside the mended one."""
    broken = program_text(scenario, "none", workers=workers)
    if cure == "none":
        return tuple(
            Sheet(Words(N_("In {function}()"), function=name), excerpt(broken, name))
            for name in BROKEN[scenario]
        )
    function = DIFFERS[scenario, cure]
    old = excerpt(broken, function)
    new = excerpt(program_text(scenario, cure, workers=workers), function)
    gone, come = differing(old.text, new.text)
    return (
        Sheet(N_("Broken"), old, tuple(Mark(line, "bad") for line in gone), live=False),
        Sheet(N_("Mended"), new, tuple(Mark(line, "good") for line in come)),
    )


def differing(old: str, new: str) -> tuple[list[int], list[int]]:
    """Lines only the old text has, and lines only the new one has, from 1; blanks aside."""
    before, after = old.splitlines(), new.splitlines()
    gone: list[int] = []
    come: list[int] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            gone += [line + 1 for line in range(a, b) if before[line].strip()]
            come += [line + 1 for line in range(c, d) if after[line].strip()]
    return gone, come


def live_marks(sheet: Sheet, figures: Mapping[str, Any], graph: Graph, scenario: str) -> list[Mark]:
    """Who holds what since which line; and, once it is known, who is stuck where."""
    if not sheet.live:
        return []
    tone = APPROACHES[scenario]
    marks: list[Mark] = []
    for line, pairs in _by_line(sheet, _holdings(figures)).items():
        marks.append(Mark(line, tone, _holds(pairs, graph), tone))
    for line, pairs in _by_line(sheet, _stuck_at(figures, sheet.part.function)).items():
        marks.append(Mark(line, "bad", _waits(pairs, graph), tone))
    return marks


def _holdings(figures: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    return [(one["line"], one["by"], one["what"]) for one in figures.get("held", ())]


def _stuck_at(figures: Mapping[str, Any], function: str) -> list[tuple[int, str, str]]:
    wanted = {wait["who"]: wait["for"] for wait in figures.get("waits", ())}
    return [
        (frame["line"], stack["who"], wanted.get(stack["who"], ""))
        for stack in figures.get("stacks", ())
        for frame in stack["frames"][-1:]
        if frame["function"] == function
    ]


def _by_line(
    sheet: Sheet, places: Sequence[tuple[int, str, str]]
) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for line, who, what in places:
        own = sheet.part.own_line(line)
        if own is not None:
            found.setdefault(own, []).append((who, what))
    return found


def _holds(pairs: Sequence[tuple[str, str]], graph: Graph) -> Source:
    if len(pairs) == 1:
        who, what = (called(graph.node(name)) for name in pairs[0])
        return Words(N_("{who} holds {what}"), who=lambda: said(who), what=lambda: said(what))
    return Words(N_("{n} hold one"), n=lambda: number(len(pairs)))


def _waits(pairs: Sequence[tuple[str, str]], graph: Graph) -> Source:
    names = [called(graph.node(who)) for who, _what in pairs]
    if len(pairs) == 1:
        thing = graph.node(pairs[0][1])
        if thing.kind == "pipe":
            return Words(N_("{who} waits here"), who=lambda: said(names[0]))
        what = called(thing)
        return Words(
            N_("{who} waits for {what}"), who=lambda: said(names[0]), what=lambda: said(what)
        )
    if len(names) <= _NAMED:
        return Words(N_("{names} wait here"), names=lambda: listed(names))
    return Words(N_("{n} wait here"), n=lambda: number(len(names)))
