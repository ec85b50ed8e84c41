"""What everything about a deadlock is called, and the sentences made from its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ui.controls.worded import Source, said
from ui.words import N_, Words, number, quantity, tr

from .waits import Arrow, Graph, Node

SCENARIOS: dict[str, Source] = {
    "locks": N_("Two locks"),
    "philosophers": N_("Philosophers"),
    "pipe": N_("Full pipes"),
    "circle": N_("Circle of tasks"),
}
ABOUT: dict[str, Source] = {
    "locks": N_("Two threads need both of two locks."),
    "philosophers": N_("Each philosopher needs the forks on both sides to eat."),
    "pipe": N_("A parent and a child process send each other more than a pipe holds."),
    "circle": N_("Each task awaits the next one, all around."),
}
MANY: dict[str, Source] = {"philosophers": N_("Philosophers"), "circle": N_("Tasks")}
APPROACHES = {
    "locks": "threads",
    "philosophers": "threads",
    "pipe": "processes",
    "circle": "asyncio",
}

CURES: dict[tuple[str, str], Source] = {
    ("locks", "none"): N_("Opposite order"),
    ("locks", "order"): N_("Same order"),
    ("locks", "timeout"): N_("With a timeout"),
    ("locks", "one-lock"): N_("One lock"),
    ("philosophers", "none"): N_("Left fork first"),
    ("philosophers", "order"): N_("Lower number first"),
    ("philosophers", "timeout"): N_("With a timeout"),
    ("philosophers", "one-lock"): N_("One lock"),
    ("pipe", "none"): N_("Both write first"),
    ("pipe", "order"): N_("Child reads first"),
    ("pipe", "reader"): N_("Reader thread"),
    ("circle", "none"): N_("All around"),
    ("circle", "order"): N_("The last waits for nobody"),
    ("circle", "timeout"): N_("With a timeout"),
}
WHY: dict[tuple[str, str], Source] = {
    ("locks", "none"): N_(
        "Each thread takes its first lock, and then wants the one that the other already has."
    ),
    ("locks", "order"): N_(
        "Taking the locks in the same order everywhere makes a circle of waiting impossible."
    ),
    ("locks", "timeout"): N_(
        "Whoever does not get the second lock in time gives the first one back, waits a little and"
        " tries again."
    ),
    ("locks", "one-lock"): N_(
        "With one lock for both there is nothing left to wait for while holding something."
    ),
    ("philosophers", "none"): N_(
        "All take the fork on the left, and then each waits for a neighbour to put one down."
    ),
    ("philosophers", "order"): N_(
        "Forks are numbered, and the lower number is taken first: one of them reaches for the other"
        " side, and the circle is open."
    ),
    ("philosophers", "timeout"): N_(
        "Whoever does not get the second fork in time puts the first one down, waits a little and"
        " tries again."
    ),
    ("philosophers", "one-lock"): N_(
        "One lock for the whole table: no circle, but only one of them eats at a time."
    ),
    ("pipe", "none"): N_(
        "A write waits while the pipe is full. Both write, so nobody reads, and both stay full."
    ),
    ("pipe", "order"): N_(
        "The child reads before it writes, so the parent's pipe is emptied and it goes on to read."
    ),
    ("pipe", "reader"): N_(
        "A thread of the parent reads while the parent writes, so the child's pipe never stays"
        " full."
    ),
    ("circle", "none"): N_(
        "A task ends only when the next one has ended. Around a circle none of them is ever first."
    ),
    ("circle", "order"): N_("The last task awaits nobody: it ends first, and then all the others."),
    ("circle", "timeout"): N_(
        "Whoever has waited long enough goes on without the next one, and the circle breaks."
    ),
}
_PROCESSES = {"parent": N_("parent"), "child": N_("child")}
_UNTIL_READ = {
    "parent": N_("The parent waits until the child reads from the pipe between them."),
    "child": N_("The child waits until the parent reads from the pipe between them."),
}


def called(node: Node) -> Source:
    """A node as it is called in a sentence."""
    if node.kind == "process":
        return _PROCESSES.get(node.label, node.label)
    if node.kind == "lock":
        return Words(N_("lock {label}"), label=node.label) if node.label else N_("the lock")
    if node.kind == "fork":
        return Words(N_("fork {label}"), label=node.label)
    if node.kind == "pipe":
        return N_("the pipe")
    return N_("the table") if node.kind == "table" else node.label


def short(node: Node) -> Source:
    """A node as it is written into the picture."""
    if node.kind == "lock":
        return Words(N_("Lock {label}"), label=node.label) if node.label else N_("Lock")
    if node.kind == "fork":
        return Words(N_("Fork {label}"), label=node.label)
    if node.kind == "pipe":
        return N_("Pipe")
    return N_("Table") if node.kind == "table" else called(node)


def verb(graph: Graph, arrow: Arrow) -> str:
    """What an arrow means, marked for translation."""
    if arrow.kind == "held":
        return N_("read by") if graph.node(arrow.start).kind == "pipe" else N_("held by")
    return N_("awaits") if graph.node(arrow.end).is_worker else N_("waits for")


def seconds(value: float) -> Callable[[], str]:
    """So many seconds, written when it is said."""
    return lambda: quantity(number(value, 2), "s")


def told(graph: Graph) -> list[Source]:
    """Who waits for whom, a sentence each; and who is in the circle."""
    sentences: list[Source] = []
    holders = {a.start: a.end for a in graph.arrows if a.kind == "held"}
    waiting = set()
    for arrow in graph.arrows:
        if arrow.kind != "waits":
            continue
        waiting.add(arrow.end)
        who, what = called(graph.node(arrow.start)), called(graph.node(arrow.end))
        if graph.node(arrow.end).kind == "pipe":
            sentences.append(_UNTIL_READ[arrow.start])
        elif arrow.end in holders:
            source = N_("{who} waits for {what}, held by {holder}.")
            holder = called(graph.node(holders[arrow.end]))
            sentences.append(Words(source, who=_said(who), what=_said(what), holder=_said(holder)))
        else:
            sentences.append(Words(N_("{who} awaits {what}."), who=_said(who), what=_said(what)))
    for thing, worker in holders.items():
        if thing not in waiting and graph.node(thing).kind != "pipe":
            who, what = called(graph.node(worker)), called(graph.node(thing))
            sentences.append(Words(N_("{who} holds {what}."), who=_said(who), what=_said(what)))
    if graph.circle:
        names = [called(graph.node(name)) for name in graph.circle]
        sentences.append(Words(N_("In the circle: {names}."), names=lambda: listed(names)))
    return sentences


def stuck(graph: Graph, scenario: str) -> Source:
    """The deadlock in a sentence."""
    names = [called(graph.node(name)) for name in graph.circle]
    fields = {"names": lambda: listed(names)}
    if scenario == "pipe":
        return N_("Each process waits until the other empties a pipe. Neither can ever go on.")
    if scenario == "circle":
        return Words(
            N_("{names} await each other in a circle. None of them can ever end."), **fields
        )
    if len(names) == 2:
        return Words(
            N_("{names} each hold the lock the other needs. Neither can ever go on."), **fields
        )
    return Words(
        N_("{n} threads wait for each other in a circle. None of them can ever go on."),
        n=lambda: number(len(names)),
    )


def finished(figures: Mapping[str, Any], scenario: str) -> Source:
    """A mended program's end in a sentence."""
    sources = {
        "locks": N_("All {n} rounds are done."),
        "philosophers": N_("All {n} meals are eaten."),
        "pipe": N_("All {n} answers have been read."),
        "circle": N_("All {n} parts are done."),
    }
    return Words(sources[scenario], n=lambda: number(figures["done"]))


def progress(figures: Mapping[str, Any]) -> Source:
    """How far it is."""
    return Words(
        N_("{done} of {wanted} done"),
        done=lambda: number(figures.get("done", 0)),
        wanted=lambda: number(figures.get("wanted", 0)),
    )


def listed(names: Sequence[Source]) -> str:
    """``T1, T2 and T3``."""
    written = [said(name) for name in names]
    if len(written) < 2:
        return "".join(written)
    return tr(N_("{several} and {last}"), several=", ".join(written[:-1]), last=written[-1])


def _said(source: Source) -> Callable[[], str]:
    return lambda: said(source)
