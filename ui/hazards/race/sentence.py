"""A race in plain words, made from its figures alone: what was lost, and what the lock costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.controls.worded import Source
from ui.run.amounts import Amount, Count, Share
from ui.words import N_, Words

from .kinds import Kind

Figures = Mapping[str, Any]
TWICE = 2.0
"""From here on a ratio reads better as a number of times than as per cent."""


def say(kind: Kind, bare: Figures | None, locked: Figures | None) -> Source:
    """What the figures say; nothing while one of them is missing."""
    if bare is None or locked is None:
        return ""
    fields = {
        "wanted": Count(bare["wanted"]),
        "lost": Count(bare["lost"]),
        "counted": Count(bare["counted"]),
        "copy": Count(max(bare.get("copies") or [0])),
        "cost": cost_words(locked["ns_per_increment"] / bare["ns_per_increment"]),
        "about": Words(kind.about),
        "still": Count(locked["lost"]),
    }
    return Words(_source(bare, locked), **fields)


def _source(bare: Figures, locked: Figures) -> str:
    if "copies" in bare and bare["counted"] == 0:
        return N_(
            "<b>The parent's counter is still 0: each process counted up a copy of its own, to"
            " {copy}.</b> A lock does not help, for nothing is shared. {about}"
        )
    if locked["lost"]:
        return N_("<b>{lost} of {wanted} increments are lost, and {still} even with a lock.</b>")
    if bare["lost"]:
        return N_(
            "<b>{lost} of {wanted} increments are lost without a lock, none with it.</b> {about}"
            " {cost}"
        )
    return N_("<b>Nothing was lost this time, also without a lock.</b> {about} {cost}")


def cost_words(ratio: float) -> Words:
    """What the lock costs, as a sentence."""
    if ratio >= TWICE:
        return Words(N_("With the lock an increment takes {n} times as long."), n=Amount(ratio))
    if ratio >= 1:
        return Words(N_("The lock makes an increment {share} slower."), share=Share(ratio - 1))
    return Words(N_("With the lock it was {share} faster this time."), share=Share(1 - ratio))


def each(figures: Figures, bare: Figures | None) -> Words:
    """What an increment takes, held against that without a lock where that is given."""
    cost = Amount(figures["ns_per_increment"] / 1000)
    if bare is None:
        return Words(N_("{cost} µs an increment"), cost=cost)
    ratio = figures["ns_per_increment"] / bare["ns_per_increment"]
    if ratio >= TWICE:
        return Words(N_("{cost} µs an increment, {n} ×"), cost=cost, n=Amount(ratio))
    sign = "+" if ratio >= 1 else "−"
    share = Share(abs(ratio - 1))
    return Words(N_("{cost} µs an increment, {sign}{share}"), cost=cost, sign=sign, share=share)
