"""The tasks of a mix, prepared for one thread or loop, and the order they come in.

A tool is one task kind with its parameters, prepared. A toolbox is the tools of one version of the
mix. When a slider changes the mix, lanes take up the new toolbox one by one between their tasks; a
tool that did not change is carried over (its connections stay open), and one that is not used any
more is closed when its last user has let go of it.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from lab.tasks import KINDS
from lab.tasks.kind import TaskContext, TaskKind
from lab.tasks.library import reach_installed

from . import layout as at

ORDER = 1000
"""Length of the repeating order of a mix; weights are honoured to one in this many."""
SHORT_S = 50e-6
"""Tasks shorter than this are counted in batches, because counting would cost too much of them."""
BATCH_S = 500e-6
MOST_A_BATCH = 4096

KIND_NUMBERS = {name: number for number, name in enumerate(KINDS)}


def build_kind(share: dict[str, Any]) -> TaskKind:
    """The task kind of one entry of a plan's mix."""
    return KINDS[share["kind"]](**share["parameters"])


def mix_order(mix: list[dict[str, Any]], seed: int) -> list[int]:
    """Indices into ``mix``, about :data:`ORDER`, by weight, in an order fixed by ``seed``.

    The tasks of a kind are spread evenly, each at a random place of its own part of the order: so
    also a short run has every kind's share to within a task or two. Drawn freely, the shares of a
    hundred tasks would be off by some per cent, and the run's throughput with them.
    """
    weights = [max(0.0, float(share["weight"])) for share in mix]
    total = sum(weights)
    used = [i for i, weight in enumerate(weights) if weight > 0]
    if len(used) == 1:
        return used
    # Largest remainders: the counts add up and every weight > 0 appears.
    exact = [ORDER * weight / total for weight in weights]
    counts = [max(1, int(value)) if weights[i] > 0 else 0 for i, value in enumerate(exact)]
    by_remainder = sorted(used, key=lambda i: int(exact[i]) - exact[i])
    for i in by_remainder:
        if sum(counts) < ORDER:
            counts[i] += 1
    dice = random.Random(seed)
    placed = [
        ((nth + dice.random()) / count, i) for i, count in enumerate(counts) for nth in range(count)
    ]
    return [i for _, i in sorted(placed)]


class Tool:
    """One task kind, prepared in one thread or loop."""

    def __init__(
        self, kind: TaskKind, context: TaskContext, event_loop: bool, inline: bool
    ) -> None:
        self.kind = kind
        self.context = context
        self.users = 0
        if kind.needs_server:
            reach_installed()
        self.awaits: Callable[[], Awaitable[object]] | None = (
            kind.asynchronous(context) if event_loop else None
        )
        self.call: Callable[[], object] | None = None
        if self.awaits is None and inline:
            self.call = kind.blocking(context)
        self.total = at.TOTALS + KIND_NUMBERS[kind.name] * at.KIND_WORDS
        self.histogram = at.HISTOGRAMS + KIND_NUMBERS[kind.name] * at.BUCKETS
        self.number = KIND_NUMBERS[kind.name]


class Toolbox:
    """The tools of one version of the mix for one thread, and the order of the tasks."""

    def __init__(
        self,
        plan: dict[str, Any],
        make_context: Callable[[], TaskContext],
        *,
        event_loop: bool,
        earlier: Toolbox | None = None,
    ) -> None:
        self.version = plan["mix_version"]
        self.users = 0
        self.tools: list[Tool] = []
        inline = not event_loop or plan["blocking"] == "inline"
        kept = {tool.kind: tool for tool in earlier.tools} if earlier else {}
        mix = [share for share in plan["mix"] if share["weight"] > 0]
        for share in mix:
            kind = build_kind(share)
            tool = kept.get(kind)
            if tool is None or (tool.call is None and tool.awaits is None and inline):
                tool = Tool(kind, make_context(), event_loop, inline)
            tool.users += 1
            self.tools.append(tool)
        self.order = [self.tools[i] for i in mix_order(mix, plan["seed"])]
        self.batch = self._batch() if plan["batches"] and not event_loop else 1

    def _batch(self) -> int:
        """How many tasks are counted at once: 1, unless the mix is one kind of very short tasks."""
        if len(self.tools) != 1:
            return 1
        expected = self.tools[0].kind.expected_s()
        if expected >= SHORT_S:
            return 1
        return max(2, min(MOST_A_BATCH, int(BATCH_S / max(expected, 1e-7))))

    def rotated(self, claim: int) -> list[Tool]:
        """The order, begun at a place of its own by every thread: lanes do not run in step."""
        start = (claim * 619) % len(self.order)
        return self.order[start:] + self.order[:start]

    def retire(self) -> list[Callable[[], Any]]:
        """Let go of the tools; returns the closers of those nobody uses any more, to be called."""
        closers: list[Callable[[], Any]] = []
        for tool in self.tools:
            tool.users -= 1
            if tool.users == 0:
                closers += reversed(tool.context.closers)
                tool.context.closers = []
        return closers


def context_maker(
    plan: dict[str, Any], *, worker: int, claim: int, concurrency: int
) -> Callable[[], TaskContext]:
    """Contexts for the tools of one thread; ``claim`` keeps names apart for ever."""

    def make() -> TaskContext:
        return TaskContext(
            folder=Path(plan["folder"]),
            http_port=plan["http_port"],
            loops_per_ms=plan["loops_per_ms"],
            native_speed=plan["native_speed"],
            worker=worker,
            thread=claim,
            seed=plan["seed"],
            concurrency=concurrency,
        )

    return make
