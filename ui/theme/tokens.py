"""Design tokens: every colour and measure the window uses, in light and in dark.

A token is a field of :class:`Theme`. Widgets name tokens and never colours, so one switch of the
current theme recolours all of them. Text tokens meet 4.5:1 on their surfaces; curves, controls
and the focus ring meet 3:1 (a test computes it).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One complete set of colours; values are ``#RRGGBB``."""

    name: str

    bg: str
    surface: str
    sunken: str
    raised: str
    rail: str
    hover: str
    border: str
    control: str
    grid: str

    text: str
    text2: str
    text3: str
    accent: str
    accent_tint: str
    on_accent: str

    good: str
    good_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str
    info: str
    info_tint: str

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

    code_keyword: str
    code_string: str
    code_comment: str
    code_function: str
    code_number: str

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on dark surfaces."""
        return self.name == "dark"


LIGHT = Theme(
    name="light",
    bg="#F4F5F7",
    surface="#FFFFFF",
    sunken="#ECEEF2",
    raised="#FFFFFF",
    rail="#FAFBFC",
    hover="#F0F1F5",
    border="#DFE2E8",
    control="#868E9C",
    grid="#ECEEF2",
    text="#14171F",
    text2="#454D5C",
    text3="#5F6878",
    accent="#474BC4",
    accent_tint="#E9EAFA",
    on_accent="#FFFFFF",
    good="#00694E",
    good_tint="#DDF3EA",
    warn="#865300",
    warn_tint="#FCEFD3",
    bad="#A83400",
    bad_tint="#FDE7DC",
    info="#005C91",
    info_tint="#E0EFF9",
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
    code_keyword="#7A3E9D",
    code_string="#00694E",
    code_comment="#5F6878",
    code_function="#005C91",
    code_number="#A83400",
)

DARK = Theme(
    name="dark",
    bg="#0F1115",
    surface="#171A20",
    sunken="#0C0E12",
    raised="#222730",
    rail="#13161B",
    hover="#1E222A",
    border="#2A2F39",
    control="#6C7585",
    grid="#232831",
    text="#ECEEF2",
    text2="#B7BECA",
    text3="#939CAB",
    accent="#A3A6FA",
    accent_tint="#262947",
    on_accent="#12132A",
    good="#4FD3A8",
    good_tint="#12332A",
    warn="#F2BC55",
    warn_tint="#38290C",
    bad="#FF9A6B",
    bad_tint="#3E2013",
    info="#7CC4F0",
    info_tint="#11304A",
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
    code_keyword="#D6A5F0",
    code_string="#4FD3A8",
    code_comment="#939CAB",
    code_function="#7CC4F0",
    code_number="#FF9A6B",
)

_now: list[Theme] = [LIGHT]


def current() -> Theme:
    """The theme in force."""
    return _now[0]


def use(theme: Theme) -> None:
    """Put ``theme`` in force; :func:`ui.theme.look.apply` calls it and tells the widgets."""
    _now[0] = theme


@lru_cache(maxsize=1024)
def _resolved(theme: Theme, token: str, alpha: float | None) -> QColor:
    resolved = QColor(token if token.startswith("#") else getattr(theme, token))
    if alpha is not None:
        resolved.setAlphaF(alpha)
    return resolved


def colour(token: str, alpha: float | None = None) -> QColor:
    """The colour of ``token`` (or of a literal ``#RRGGBB``) now, ``alpha`` 0..1.

    The same object is handed out again: copy it before changing it.
    """
    return _resolved(current(), token, alpha)


@lru_cache(maxsize=512)
def _mixed(theme: Theme, a: str, b: str, k: float) -> QColor:
    first, second = _resolved(theme, a, None), _resolved(theme, b, None)
    return QColor(
        round(first.red() * (1 - k) + second.red() * k),
        round(first.green() * (1 - k) + second.green() * k),
        round(first.blue() * (1 - k) + second.blue() * k),
    )


def mix(a: str, b: str, k: float) -> QColor:
    """``a`` with the share ``k`` (0..1) of ``b`` in it; both are tokens."""
    return _mixed(current(), a, b, k)


def approach_colour(name: str) -> QColor:
    """The colour of an approach (``threads``, ``asyncio``…), the same everywhere."""
    return colour(name)


APPROACH_DASH: dict[str, tuple[float, ...]] = {
    "sequential": (1.0, 2.2),
    "threads": (),
    "processes": (5.0, 2.4),
    "asyncio": (5.0, 2.0, 1.0, 2.0),
    "combined": (9.0, 2.5),
    "interpreters": (3.0, 1.5),
}
"""Dash pattern of each approach's line, in multiples of its width (``()`` is solid)."""

APPROACH_MARK: dict[str, str] = {
    "sequential": "cross",
    "threads": "square",
    "processes": "circle",
    "asyncio": "triangle",
    "combined": "diamond",
    "interpreters": "star",
}
"""The marker of each approach where points are drawn."""


def approach_dash(name: str) -> tuple[float, ...]:
    """The dash pattern of an approach's line, in multiples of its width; empty when solid."""
    return APPROACH_DASH[name]


# Spaces, on a 4 px grid at text size 1; widgets pass what holds text through fonts.px().
RAIL = 77
COLUMN = 328
COLUMN_NARROW = 312
HEADER = 56
STATUS = 29
MARGIN = 16
GAP = 12
CARD_RADIUS = 10
CONTROL_RADIUS = 7
CHIP_RADIUS = 6
