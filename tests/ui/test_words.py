from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.controls.text import Text
from ui.words import (
    NBSP,
    Words,
    change,
    exact,
    figure,
    language,
    ntr,
    number,
    parse,
    percent,
    quantity,
    set_language,
    tr,
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.mark.parametrize(
    "value, shown",
    [
        (70.7, "70.7"),
        (140.9, "141"),
        (1.0, "1.00"),
        (0.0, "0"),
        (9.996, "10.0"),
        (99.96, "100"),
        (999.6, "1,000"),
        (12345.6, "12,346"),
        (0.0123, "0.0123"),
        (0.1, "0.100"),
        (-70.71, "-70.7"),
        (math.nan, "–"),
        (math.inf, "–"),
        (None, "–"),
    ],
)
def test_a_figure_has_three_digits_that_count(value: float | None, shown: str) -> None:
    assert figure(value) == shown


@given(st.floats(min_value=1e-3, max_value=999.4))
def test_a_figure_is_within_half_its_last_digit(value: float) -> None:
    set_language("en")
    shown = figure(value)
    digits = shown.replace(".", "").lstrip("0")
    assert len(digits) == 3
    assert float(shown) == pytest.approx(value, rel=0.0051)


def test_spanish_writes_figures_its_own_way() -> None:
    set_language("es")
    assert figure(70.7) == "70,7"
    assert percent(0.54) == f"54{NBSP}%"
    assert percent(0.016, 1) == f"1,6{NBSP}%"
    assert number(1234567, 1) == "1.234.567,0"
    assert change(0.19) == f"▲{NBSP}19{NBSP}%"
    assert change(-0.07) == f"▼{NBSP}7{NBSP}%"
    assert change(0.001) == f"±{NBSP}0{NBSP}%"
    assert quantity("20", "ms") == f"20{NBSP}ms"


@pytest.mark.parametrize(
    "tag, typed, value",
    [
        ("en", "1.5", 1.5),
        ("en", "1,5", 1.5),
        ("en", "1,500", 1500.0),
        ("en", " 20 ", 20.0),
        ("es", "1,5", 1.5),
        ("es", "1.5", 1.5),
        ("es", "1.500", 1500.0),
        ("en", "", None),
        ("en", "four", None),
        ("en", "nan", None),
        ("en", "inf", None),
        ("en", "1e400", None),
    ],
)
def test_a_typed_number_is_read_in_either_format(tag: str, typed: str, value: float | None) -> None:
    set_language(tag)
    assert parse(typed) == value


@given(st.sampled_from(["en", "es"]), st.floats(min_value=0.001, max_value=1e6))
def test_what_is_written_exactly_is_read_back(tag: str, value: float) -> None:
    set_language(tag)
    assert parse(exact(value)) == pytest.approx(value, rel=1e-9)


@given(st.sampled_from(["en", "es"]), st.integers(min_value=-(10**9), max_value=10**9))
def test_whole_numbers_are_read_back_exactly(tag: str, value: int) -> None:
    set_language(tag)
    assert parse(exact(value)) == value
    assert parse(number(value)) == value


def test_words_are_said_anew_with_their_fields() -> None:
    words = Words("{value} of {all}", value=lambda: figure(1.5), all=Words("{n}", n=8))
    assert str(words) == "1.50 of 8"
    set_language("es")
    assert "1,50" in str(words)


def test_plurals_and_empty_texts() -> None:
    assert ntr("{n} lane", "{n} lanes", 1) == "1 lane"
    assert ntr("{n} lane", "{n} lanes", 1200) == "1,200 lanes"
    assert tr("") == "", "gettext would answer with the catalogue's header"


def test_a_text_without_translation_is_shown_as_written() -> None:
    set_language("es")
    assert tr("CPython 3.12.4 {x}", x=1) == "CPython 3.12.4 1"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")


def test_widgets_follow_a_change_of_language(qapp: QApplication, qtbot: QtBot) -> None:
    label = Text()
    qtbot.addWidget(label)
    label.set_source(Words("{share}", share=lambda: number(0.5, 1)))
    label.show()
    assert label.text() == "0.5"
    set_language("es")
    assert language() == "es"
    qtbot.waitUntil(lambda: label.text() == "0,5")
