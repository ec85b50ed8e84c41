"""Design tokens: every colour and measure the window uses, in light and in dark.

A token is a field of :class:`Theme`. Widgets name tokens and never colours, so one switch of the
current theme recolours all of them. Text tokens meet 4.5:1 on their surfaces; curves, controls
and the focus ring meet 3:1 (a test computes it).
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor

from lab.records import palette


class Theme(palette.Palette):
    """One complete set of colours: those of the charts, and the window's own."""

    name: str

    bg: str
    sunken: str
    rail: str
    hover: str

    accent: str
    accent_tint: str
    on_accent: str

    good: str
    good_tint: str
    warn_tint: str
    bad: str
    bad_tint: str
    info: str
    info_tint: str

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
    **vars(palette.LIGHT),
    bg="#F4F5F7",
    sunken="#ECEEF2",
    rail="#FAFBFC",
    hover="#F0F1F5",
    accent="#474BC4",
    accent_tint="#E9EAFA",
    on_accent="#FFFFFF",
    good="#00694E",
    good_tint="#DDF3EA",
    warn_tint="#FCEFD3",
    bad="#A83400",
    bad_tint="#FDE7DC",
    info="#005C91",
    info_tint="#E0EFF9",
    code_keyword="#7A3E9D",
    code_string="#00694E",
    code_comment="#5F6878",
    code_function="#005C91",
    code_number="#A83400",
)

DARK = Theme(
    name="dark",
    **vars(palette.DARK),
    bg="#0F1115",
    sunken="#0C0E12",
    rail="#13161B",
    hover="#1E222A",
    accent="#A3A6FA",
    accent_tint="#262947",
    on_accent="#12132A",
    good="#4FD3A8",
    good_tint="#12332A",
    warn_tint="#38290C",
    bad="#FF9A6B",
    bad_tint="#3E2013",
    info="#7CC4F0",
    info_tint="#11304A",
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
    return palette.APPROACH_DASH[name]


# Spaces, on a 4 px grid at text size 1; widgets pass what holds text through fonts.px().
RAIL = 77
RAIL_HIGH = 604
"""What the rail with its words needs; in a lower window it shows icons only."""
COLUMN = 328
COLUMN_NARROW = 312
NARROW_BELOW = 1400
COLUMN_MOST = 0.36
"""Of the window's width, however large the text is."""
HEADER = 56
STATUS = 29
MARGIN = 16
GAP = 12
CARD_RADIUS = 10
CONTROL_RADIUS = 7
CHIP_RADIUS = 6
