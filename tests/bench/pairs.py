"""The lab and its rivals in turns, so that what the machine does meanwhile hits both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .drive import program
from .figure import Figure, number, ratios

TASKS = {"empty": 0.0, "100 µs": 0.1, "1 ms": 1.0}
"""CPU time of a task in ms."""
CHUNKS = (1, 16, 64, 256, 1024)

Order = dict[str, object]


def best_setting(order: Order, settings: Sequence[object]) -> object:
    """The setting at which a rival is fastest."""
    return max(settings, key=lambda setting: float(program("rivals", order | {"setting": setting})))


def against(
    bench: str,
    name: str,
    lab: Callable[[], float],
    rivals: Mapping[str, tuple[Order, Sequence[object]]],
    *,
    repeats: int,
    search_s: float,
) -> list[Figure]:
    """The lab over each rival at its best setting; every round has all of them in it."""
    orders = {}
    for rival, (order, settings) in rivals.items():
        setting = settings[0]
        if len(settings) > 1:
            setting = best_setting(order | {"seconds": search_s}, settings)
        orders[rival] = order | {"setting": setting}
    mine: list[float] = []
    theirs: dict[str, list[float]] = {rival: [] for rival in orders}
    for _ in range(repeats):
        mine.append(lab())
        for rival, order in orders.items():
            theirs[rival].append(float(program("rivals", order)))
    return [
        Figure(
            bench=bench,
            name=name,
            values=ratios(mine, theirs[rival]),
            unit="×",
            least=1.0,
            peer=f"{rival} {number(sorted(theirs[rival])[repeats // 2])}/s"
            f" ({_setting(order['setting'])})",
            note=f"lab {number(sorted(mine)[repeats // 2])}/s" if place == 0 else "",
        )
        for place, (rival, order) in enumerate(orders.items())
    ]


def _setting(setting: object) -> str:
    return f"{setting:,} at a time" if isinstance(setting, int) else str(setting)
