from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from lab.records.palette import APPROACH_DASH
from ui.controls.button import _DRESS
from ui.controls.chip import KINDS
from ui.controls.run_button import _STATES
from ui.theme import look
from ui.theme.tokens import (
    APPROACH_MARK,
    DARK,
    LIGHT,
    Theme,
    approach_colour,
    colour,
    mix,
    use,
)

TEXT = {
    "text": ("bg", "surface", "sunken", "raised", "accent_tint", "hover"),
    "text2": ("bg", "surface", "sunken", "rail", "warn_tint", "bad_tint", "good_tint", "info_tint"),
    "text3": ("bg", "surface", "sunken", "raised", "rail", "accent_tint", "hover"),
    "accent": ("surface", "accent_tint", "bg", "rail"),
    "on_accent": ("accent",),
    "good": ("good_tint", "surface"),
    "warn": ("warn_tint", "surface"),
    "bad": ("bad_tint", "surface"),
    "info": ("info_tint", "surface"),
    "code_keyword": ("bg", "sunken"),
    "code_string": ("bg", "sunken"),
    "code_comment": ("bg", "sunken"),
    "code_function": ("bg", "sunken"),
    "code_number": ("bg", "sunken"),
}
DRAWN = ("control", "sequential", "threads", "processes", "asyncio", "combined", "interpreters")


def _luminance(value: str) -> float:
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_the_known_one() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink, paper", [(i, p) for i, papers in TEXT.items() for p in papers])
def test_text_can_be_read(theme: Theme, ink: str, paper: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, paper)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", DRAWN)
def test_what_is_drawn_can_be_seen(theme: Theme, ink: str) -> None:
    assert contrast(getattr(theme, ink), theme.surface) >= 3.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_chosen_row_still_reads(theme: Theme) -> None:
    use(theme)
    try:
        for name in APPROACH_DASH:
            tint = mix("surface", name, 0.2 if theme.is_dark else 0.12).name()
            assert contrast(theme.text, tint) >= 4.5
            assert contrast(theme.text2, tint) >= 4.5
    finally:
        use(LIGHT)


def test_every_approach_differs_by_more_than_its_colour() -> None:
    assert len(set(APPROACH_DASH.values())) == len(APPROACH_DASH)
    assert len(set(APPROACH_MARK.values())) == len(APPROACH_MARK)
    assert set(APPROACH_DASH) == set(APPROACH_MARK)


def test_colours_follow_the_theme() -> None:
    use(DARK)
    try:
        assert colour("bg").name().upper() == DARK.bg
        assert approach_colour("threads").name().upper() == DARK.threads
    finally:
        use(LIGHT)
    assert colour("bg").name().upper() == LIGHT.bg
    assert colour("text", 0.5).alphaF() == pytest.approx(0.5, abs=0.01)
    assert colour("text").alphaF() == 1.0, "a see-through colour must not spoil the plain one"


WORN = [
    *((ink, tint) for ink, tint, _icon in KINDS.values()),
    *((tone, fill or "surface") for fill, _over, _stroke, tone in _DRESS.values()),
    *((tone, over or "surface") for _fill, over, _stroke, tone in _DRESS.values()),
    *((tone, fill) for _word, _icon, fill, tone in _STATES.values()),
    ("text", "accent_tint"),  # a chosen item of a menu
    ("text3", "raised"),  # one that cannot be chosen
]
"""What chips, buttons and menus are painted in, as their own tables say."""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink, paper", sorted(set(WORN)))
def test_what_controls_wear_can_be_read(theme: Theme, ink: str, paper: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, paper)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    "words, paper",
    [
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
        (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
    ],
)
def test_what_qt_paints_can_be_read(
    theme: Theme, words: QPalette.ColorRole, paper: QPalette.ColorRole
) -> None:
    use(theme)
    try:
        made = look.palette()
        assert contrast(made.color(words).name(), made.color(paper).name()) >= 4.5
    finally:
        use(LIGHT)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("paper", ["bg", "surface", "sunken", "raised", "rail", "hover"])
def test_the_ring_of_the_focus_can_be_seen(theme: Theme, paper: str) -> None:
    assert contrast(theme.accent, getattr(theme, paper)) >= 3.0
