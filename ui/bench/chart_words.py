"""What each live chart shows, in one plain line below it, made from the figures of the same moment.

Pure: figures go in, marked words come out. A line is short enough for the narrowest card; what
follows from all figures together is said by :mod:`ui.bench.sentence`.
"""

from __future__ import annotations

from ui.run.amounts import Amount, Cores, Count, Share
from ui.run.lane_words import lane_words
from ui.words import N_, Words

from .figures import Figures
from .sentence import ALL_CORES, MOST, MUCH


def throughput_words(figures: Figures) -> Words | None:
    """What keeps the throughput from being higher; None while nothing has been done."""
    if figures.throughput_per_s <= 0:
        return None
    name, share = _longest_wait(figures)
    if share >= MUCH and name == "gil":
        return Words(
            N_("The GIL limits it: lanes wait for their turn {share} of the time."),
            share=Share(share),
        )
    if share >= MUCH and name == "loop":
        return Words(
            N_("The event loop limits it: coroutines wait for it {share} of the time."),
            share=Share(share),
        )
    if share >= MUCH or _is_full(figures):
        return Words(N_("The cores limit it: all {cores} are busy."), cores=Count(figures.cores))
    if (figures.io or 0.0) >= MOST:
        return Words(N_("Waiting for I/O limits it: more lanes could do more."))
    return Words(
        N_("Nothing is saturated: it uses {used} of {cores} cores."),
        used=Cores(figures.cores_used),
        cores=Count(figures.cores),
    )


def latency_words(figures: Figures) -> Words | None:
    """How long tasks take, usually and at worst; None where none has ended."""
    if figures.p50_ms is None or figures.p95_ms is None:
        return None
    return Words(
        N_("Half take up to {p50} ms, 5 % more than {p95} ms."),
        p50=Amount(figures.p50_ms),
        p95=Amount(figures.p95_ms),
    )


def lanes_words(figures: Figures) -> Words | None:
    """How much of their time lanes run, and what they do else; None where it is not known."""
    return lane_words(vars(figures)) if figures.throughput_per_s > 0 else None


def cores_words(figures: Figures) -> Words | None:
    """Whether there is a core to be had; None where that is not known."""
    if figures.cores <= 0:
        return None
    if (figures.core or 0.0) >= MUCH:
        share = Share(figures.core or 0.0)
        return Words(N_("Lanes queue for a core {share} of the time."), share=share)
    if _is_full(figures):
        cores = Count(figures.cores)
        return Words(N_("All {cores} cores are busy: there is no room for more."), cores=cores)
    return Words(
        N_("{free} of {cores} cores are free."),
        free=Cores(max(0.0, figures.cores - figures.cores_used - figures.others)),
        cores=Count(figures.cores),
    )


def _longest_wait(figures: Figures) -> tuple[str, float]:
    waits = {"gil": figures.gil, "loop": figures.loop, "core": figures.core}
    name = max(waits, key=lambda name: waits[name] or 0.0)
    return name, waits[name] or 0.0


def _is_full(figures: Figures) -> bool:
    """Whether this experiment and all other programs together leave no core."""
    return figures.cores > 0 and figures.cores_used + figures.others >= ALL_CORES * figures.cores
