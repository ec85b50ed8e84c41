"""An entry of the history in words: what it was, when, how it ended."""

from __future__ import annotations

import re
from functools import cache

from lab.history import Entry
from lab.records.presets import presets
from lab.records.sample_studies import sample_studies
from lab.spec import APPROACHES
from lab.tasks import KINDS
from ui.charts.compare.naming import setting_value
from ui.run.times import when
from ui.words import N_, NBSP, figure, ntr, number, quantity, tr

STATES = {
    "running": (N_("Running"), "busy"),
    "finished": (N_("Finished"), "good"),
    "interrupted": (N_("Stopped"), "plain"),
    "failed": (N_("Failed"), "bad"),
}
"""State: its word, and the chip's kind. Most runs on the Bench are stopped by hand."""
INCOMPLETE = (N_("Incomplete"), "warn")
KINDS_OF_ENTRY = {
    "run": N_("Single run"),
    "comparison": N_("Comparison"),
    "sweep": N_("Sweep"),
}
_KEY = re.compile(r"(?P<approach>[a-z-]+)(?:\((?P<numbers>[\dx]+)\))?(?:\[(?P<settings>.*)\])?")


@cache
def _own_titles() -> frozenset[str]:
    """The titles of what comes with the app: those are translated."""
    runs = {preset.experiment.title for preset in presets()}
    return frozenset(runs | {sample.study.title for sample in sample_studies()})


def approaches_text(entry: Entry) -> str:
    """``Threads``, ``Threads, processes``; their number where there are many."""
    titles = [tr(APPROACHES[name].title) for name in entry.approaches if name in APPROACHES]
    if len(titles) > 2:
        return ntr("{n} approach", "{n} approaches", len(titles))
    return ", ".join(titles[:1] + [title.lower() for title in titles[1:]])


def title_of(entry: Entry) -> str:
    """The name somebody gave it, else one made from what it was."""
    if entry.title:
        # A name that a person gave stays as it is, also where it is a word of the app's.
        return tr(entry.title) if entry.title in _own_titles() else entry.title
    work = ", ".join(_kind(name) for name in entry.task_kinds[:3])
    start = approaches_text(entry) if entry.kind == "run" else tr(KINDS_OF_ENTRY[entry.kind])
    return f"{start}: {work}" if work else start


def state_of(entry: Entry) -> tuple[str, str]:
    """How it ended, and the chip's kind: of a study it matters whether all was measured."""
    over = entry.state in ("finished", "interrupted")
    return (
        INCOMPLETE if entry.kind != "run" and over and not entry.complete else STATES[entry.state]
    )


def shape_of(entry: Entry) -> str:
    """What carried it out: ``Threads · 4 lanes``; of a study how many candidates."""
    if entry.kind == "run":
        lanes = ntr("{n} lane", "{n} lanes", entry.lanes)
        return f"{approaches_text(entry)} · {lanes}"
    if entry.kind == "sweep":
        points = ntr("{n} point", "{n} points", entry.candidates)
        return f"{tr(KINDS_OF_ENTRY[entry.kind])} · {points}"
    candidates = ntr("{n} candidate", "{n} candidates", entry.candidates)
    return f"{tr(KINDS_OF_ENTRY[entry.kind])} · {candidates}"


def duration(seconds: float) -> str:
    """``0.8 s``, ``42 s``, ``3 min 20 s``, ``2 h 5 min``."""
    if seconds < 9.95:
        return quantity(number(seconds, 1), "s")
    whole = round(seconds)
    if whole < 60:
        return quantity(number(whole), "s")
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}{NBSP}min" + (f" {rest}{NBSP}s" if rest else "")
    hours, minutes = divmod(minutes, 60)
    return f"{number(hours)}{NBSP}h" + (f" {minutes}{NBSP}min" if minutes else "")


def meta(entry: Entry) -> str:
    """The second line of a row: shape, when, how long."""
    parts = [shape_of(entry), when(entry.started_at)]
    if entry.state != "running":
        parts.append(duration(entry.seconds))
    return " · ".join(parts)


def headline(entry: Entry) -> tuple[str, str]:
    """The figure of a row and its unit; a dash where nothing was measured."""
    return figure(entry.throughput_per_s), tr(N_("tasks/s"))


def aside(entry: Entry) -> str:
    """What stands below the figure: the latency of a run, the winner of a study."""
    if entry.kind != "run":
        return candidate_text(entry.best)
    if entry.p95_ms is None:
        return ""
    return f"p95 {quantity(figure(entry.p95_ms), 'ms')}"


def candidate_text(key: str) -> str:
    """A candidate's key as one reads it: ``Combined 2 × 2 × 4``, with what of the work differs."""
    found = _KEY.fullmatch(key)
    if found is None or found["approach"] not in APPROACHES:
        return key
    numbers = (found["numbers"] or "").replace("x", f"{NBSP}×{NBSP}")
    approach = APPROACHES[found["approach"]]
    name = f"{tr(approach.title)} {numbers}".rstrip()
    pairs = (pair.partition("=") for pair in (found["settings"] or "").split(",") if pair)
    return ", ".join([name, *(_setting(setting, value) for setting, _, value in pairs)])


def spoken(entry: Entry) -> str:
    """All of a row in one sentence, for a screen reader."""
    value, unit = headline(entry)
    parts = [
        title_of(entry),
        meta(entry),
        tr(state_of(entry)[0]),
        quantity(value, unit),
        aside(entry),
        tr(N_("pinned")) if entry.pinned else "",
        " ".join(f"#{tag}" for tag in entry.tags),
    ]
    return ", ".join(part for part in parts if part)


def _setting(setting: str, value: str) -> str:
    try:
        return setting_value(setting, float(value))
    except ValueError:
        return setting_value(setting, value)


def _kind(name: str) -> str:
    return tr(KINDS[name].short if name in KINDS else name)
