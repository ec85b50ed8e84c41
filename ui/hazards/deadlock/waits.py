"""The wait-for graph as it is shown: nodes and arrows, made from what the probe tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WORKERS = ("thread", "process", "task")
"""Kinds of nodes that wait; all other kinds are waited for."""


@dataclass(frozen=True)
class Node:
    """One who takes part, or one of the things they wait for."""

    name: str
    kind: str
    label: str

    @property
    def is_worker(self) -> bool:
        """Whether it can wait."""
        return self.kind in WORKERS


@dataclass(frozen=True)
class Arrow:
    """``held``: a thing is held by a worker; ``waits``: a worker waits for a thing or a worker."""

    start: str
    end: str
    kind: str
    in_circle: bool = False


@dataclass(frozen=True)
class Graph:
    """All of it at one moment."""

    nodes: tuple[Node, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    circle: tuple[str, ...] = ()
    """Who waits in a circle, once that is known."""
    finished: bool = False
    """Whether everybody has done what there was to do."""

    @property
    def workers(self) -> tuple[Node, ...]:
        """Who takes part."""
        return tuple(node for node in self.nodes if node.is_worker)

    @property
    def things(self) -> tuple[Node, ...]:
        """What they wait for."""
        return tuple(node for node in self.nodes if not node.is_worker)

    def node(self, name: str) -> Node:
        """The node of that name."""
        return next(node for node in self.nodes if node.name == name)

    def reached(self, name: str) -> tuple[Arrow, ...]:
        """The arrows that begin at a node."""
        return tuple(arrow for arrow in self.arrows if arrow.start == name)


def graph_of(figures: Mapping[str, Any]) -> Graph:
    """The graph in a probe's figures, those told so far put together."""
    nodes = tuple(Node(n["name"], n["kind"], n["label"]) for n in figures.get("nodes", ()))
    circle = tuple(figures.get("cycle", ()))
    waits = figures.get("waits", ())
    wanted = {wait["for"] for wait in waits if wait["who"] in circle}
    arrows = [
        Arrow(one["what"], one["by"], "held", one["by"] in circle and one["what"] in wanted)
        for one in figures.get("held", ())
    ]
    arrows += [Arrow(w["who"], w["for"], "waits", w["who"] in circle) for w in waits]
    return Graph(nodes, tuple(arrows), circle, bool(figures.get("finished")))


def resting(scenario: str, cure: str, workers: int) -> Graph:
    """The same before anything has been run."""
    one = cure == "one-lock"
    if scenario == "locks":
        who = [Node(name, "thread", name) for name in ("T1", "T2")]
        what = [_thing("lock", "")] if one else [_thing("lock", "A"), _thing("lock", "B")]
    elif scenario == "philosophers":
        who = [Node(f"P{seat + 1}", "thread", f"P{seat + 1}") for seat in range(workers)]
        forks = [_thing("fork", str(seat + 1)) for seat in range(workers)]
        what = [_thing("table", "")] if one else forks
    elif scenario == "pipe":
        who = [Node(name, "process", name) for name in ("parent", "child")]
        what = [_thing("pipe", "to parent"), _thing("pipe", "to child")]
    else:
        names = [chr(ord("A") + number) for number in range(workers)]
        who, what = [Node(name, "task", name) for name in names], []
    return Graph((*who, *what))


def _thing(kind: str, label: str) -> Node:
    return Node(f"{kind} {label}".strip(), kind, label)
