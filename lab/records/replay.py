"""The experiment a result tells of: as it was begun, with what was changed on the way planned."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from lab.errors import InputError
from lab.session.plan import changed, full_mix
from lab.session.result import Result
from lab.session.snapshot import Marker
from lab.spec import Change, Experiment, TaskShare
from lab.tasks import KINDS

from .document import MOST_CHANGES

_LATE_S = 1.0
"""A planned change is made at most this much later, also on a busy machine."""


def replay(result: Result) -> Experiment:
    """What carries the run out once more, its changes included: see :func:`replayed`."""
    return replayed(result.experiment, result.markers)


def replayed(begun: Experiment, markers: Sequence[Marker]) -> Experiment:
    """The experiment as it was ``begun``, with the changes that left ``markers`` planned.

    Changes made by hand are planned beside those that were planned already. Kinds that joined
    later begin with weight 0. Where the changes are too many for a file, or lead where no run can
    go, only the beginning is told.
    """
    kinds = {share.kind for share in begun.mix}
    joined = dict.fromkeys(_kind(marker) for marker in markers)
    newcomers = tuple(
        TaskShare(kind=kind, weight=0.0) for kind in joined if kind in KINDS and kind not in kinds
    )
    made = list(markers)
    for change in begun.changes:
        # The plan's own word for what was done, or every repeat would be a little later.
        made = _without(made, change)
    by_hand = tuple(
        Change(at_s=round(marker.t_s, 3), setting=marker.setting, value=marker.new)
        for marker in sorted(made, key=_order)
        if isinstance(marker.new, (bool, int, float, str))
    )
    changes = tuple(sorted((*begun.changes, *by_hand), key=lambda change: change.at_s))
    if len(changes) > MOST_CHANGES:
        return begun
    again = dataclasses.replace(begun, mix=begun.mix + full_mix(newcomers), changes=changes)
    return again if _can_go(again, changes) else begun


def _without(markers: list[Marker], change: Change) -> list[Marker]:
    """The markers without the one that a planned change left."""
    for place, marker in enumerate(markers):
        late = marker.t_s - change.at_s
        same = (marker.setting, marker.new) == (change.setting, change.value)
        if same and -0.01 <= late < _LATE_S:
            return markers[:place] + markers[place + 1 :]
    return markers


def _can_go(experiment: Experiment, changes: Sequence[Change]) -> bool:
    try:
        for change in changes:
            experiment = changed(experiment, change.setting, change.value)
    except InputError:
        return False
    return True


def _kind(marker: Marker) -> str:
    return marker.setting.rpartition(".")[0]


def _order(marker: Marker) -> tuple[float, bool, float]:
    """By time; of what came at once, weights last and the growing ones first."""
    weight = marker.setting.endswith(".weight")
    grown = -float(marker.new) if weight and isinstance(marker.new, (int, float)) else 0.0
    return marker.t_s, weight, grown
