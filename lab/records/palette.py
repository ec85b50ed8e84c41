"""The colours of Hebra's charts, as data: one place for the window and for paper.

Surfaces are neutral and colour belongs to data. An approach has one colour and one line style
everywhere (Okabe-Ito, at least 3:1 on its surface), so colour is never the only carrier.
"""

from __future__ import annotations

from typing import dataclass_transform

Dashes = tuple[float, ...]
"""On and off lengths in line widths; empty is a solid line."""


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Colours:
    """Named colours, each given by keyword; compared by identity.

    A dataclass to those who check types. To be one would cost the window 4 ms before its first
    paint: it is code that is made, for each of sixty fields.
    """

    def __init__(self, **named: str | float) -> None:
        if named.keys() != self.names():
            raise TypeError(f"not the colours of a theme: {named.keys() ^ self.names()}")
        vars(self).update(named)

    @classmethod
    def names(cls) -> set[str]:
        """What has to be named: what this class and those it is made of declare."""
        return {name for kind in cls.__mro__ for name in vars(kind).get("__annotations__", ())}


class Palette(Colours):
    """Colours of one theme as ``#RRGGBB``."""

    surface: str
    border: str
    control: str
    text: str
    text2: str
    text3: str
    grid: str
    raised: str
    sequential: str
    threads: str
    processes: str
    asyncio: str
    combined: str
    interpreters: str
    gil: str
    core: str
    io: str
    loop: str
    other: str
    warn: str
    fill: float
    """Opacity of the area under a curve."""

    def approach(self, name: str) -> str:
        """The colour of an approach, by its name."""
        colour: str = getattr(self, name)
        return colour


LIGHT = Palette(
    surface="#FFFFFF",
    border="#DFE2E8",
    control="#868E9C",
    text="#14171F",
    text2="#454D5C",
    text3="#5F6878",
    grid="#ECEEF2",
    raised="#FFFFFF",
    sequential="#262B36",
    threads="#0072B2",
    processes="#D55E00",
    asyncio="#00976E",
    combined="#A94F88",
    interpreters="#8F7400",
    gil="#F4C45F",
    core="#5B6472",
    io="#CBD1DB",
    loop="#9D8CD9",
    other="#B9C0CC",
    warn="#865300",
    fill=0.10,
)

DARK = Palette(
    surface="#171A20",
    border="#2A2F39",
    control="#6C7585",
    text="#ECEEF2",
    text2="#B7BECA",
    text3="#939CAB",
    grid="#232831",
    raised="#222730",
    sequential="#E3E7ED",
    threads="#56B4E9",
    processes="#F2803E",
    asyncio="#1DA57B",
    combined="#DE93BE",
    interpreters="#D9C04A",
    gil="#946200",
    core="#9AA4B4",
    io="#3A4250",
    loop="#6F5FB0",
    other="#4A5362",
    warn="#F2BC55",
    fill=0.07,
)

SERIES: tuple[Dashes, ...] = (
    (),
    (5.0, 2.4),
    (1.0, 1.4),
    (5.0, 2.0, 1.0, 2.0),
    (9.0, 2.5),
    (3.0, 1.5),
)
"""Line styles of several curves in one chart of one approach, in order."""

APPROACH_DASH: dict[str, Dashes] = {
    "sequential": (1.0, 2.2),
    "threads": (),
    "processes": (5.0, 2.4),
    "asyncio": (5.0, 2.0, 1.0, 2.0),
    "combined": (9.0, 2.5),
    "interpreters": (3.0, 1.5),
}
"""Dash pattern of each approach's line, in multiples of its width (``()`` is solid)."""


def palette(*, dark: bool) -> Palette:
    """The palette of a theme."""
    return DARK if dark else LIGHT
