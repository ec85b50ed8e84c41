"""The work of a task mix as a reader says it; what candidates are called is the charts'."""

from __future__ import annotations

from lab.spec import TaskShare, parameters
from lab.tasks import KINDS
from ui.words import exact, percent, quantity, tr


def work(mix: tuple[TaskShare, ...]) -> str:
    """The mix in a line: ``70 % CPU 20 ms, 30 % wait 40 ms``."""
    live = [share for share in mix if share.weight > 0] or list(mix)
    total = sum(share.weight for share in live) or 1.0
    said = []
    for share in live:
        words = f"{tr(KINDS[share.kind].short)} {_size(share)}".strip()
        said.append(f"{percent(share.weight / total)} {words}" if len(live) > 1 else words)
    return ", ".join(said)


def _size(share: TaskShare) -> str:
    shown = []
    for parameter in parameters(KINDS[share.kind]):
        value = share.parameters.get(parameter.name)
        if isinstance(value, int | float) and parameter.unit:
            shown.append(quantity(exact(value), parameter.unit))
    return " ".join(shown)
