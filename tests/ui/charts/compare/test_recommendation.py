"""The recommendation card: what it says, of whom, and that nothing of it is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from lab.advice.recommendation import Reason, Recommendation
from lab.analysis.interval import Interval
from lab.spec import told
from tests.ui.charts.compare.conftest import Hold
from tests.ui.charts.compare.digests import seven
from tests.ui.charts.picture import like, shot
from ui.charts.compare.recommendation import RecommendationCard
from ui.theme import look
from ui.theme.tokens import colour
from ui.words import set_language

REASONS = (
    Reason(
        kind="good",
        lead=told("A GIL each."),
        text=told("{n} processes reach {times}×; threads stop at 1.8×.", n=8, times=7.6),
    ),
    Reason(kind="equal", lead=told("16 processes are as fast"), text=told("but take 204 MiB.")),
    Reason(kind="warn", lead=told("It turns over"), text=told("below 12 % CPU work <b>here</b>.")),
)
FOUND = Recommendation(
    winner=5,
    headline=told("8 processes, 2 threads each"),
    margin=Interval(11.4, 11.1, 11.7, 7),
    against=0,
    reasons=REASONS,
)


@pytest.fixture
def card(hold: Hold) -> RecommendationCard:
    made = RecommendationCard()
    made.show_found(FOUND, seven())
    hold(made, 400, 368)
    return made


def test_it_says_who_how_much_and_why(card: RecommendationCard) -> None:
    said = card.text().replace("\u00a0", " ").splitlines()
    assert said[:4] == [
        "Recommended for this work, here",
        "8 processes, 2 threads each",
        "11.4× sequential, 438 tasks/s",
        "95 % interval 11.1–11.7, 7 repeats",
    ]
    assert said[4] == "A GIL each. 8 processes reach 7.6×; threads stop at 1.8×."
    assert card.accessibleDescription().startswith("Recommended")


def test_the_buttons_bring_the_winner(qtbot: QtBot, card: RecommendationCard) -> None:
    for button, signal in (
        (card.open_button, card.open_asked),
        (card.code_button, card.code_asked),
    ):
        with qtbot.waitSignal(signal) as told_:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert told_.args == [5]


def test_figures_are_written_in_the_readers_way(card: RecommendationCard) -> None:
    set_language("es")
    QApplication.processEvents()
    assert "11,4×" in card.text()
    assert "7,6×" in card.text()


def test_a_message_is_text_and_never_markup(card: RecommendationCard) -> None:
    labels = [label.text() for label in card.findChildren(QLabel)]
    assert any("&lt;b&gt;here" in text for text in labels)


def test_nothing_better_has_no_winner_to_open(card: RecommendationCard) -> None:
    equal = Recommendation(
        winner=None,
        headline=told("Nothing is clearly better"),
        margin=None,
        against=None,
        reasons=REASONS[1:2],
    )
    card.show_found(equal, seven())
    assert not card.open_button.isEnabled()
    assert not card.code_button.isEnabled()
    assert "×" not in card.text()
    card.show_found(None, None)
    assert card.text() == "Nothing to recommend yet"


@pytest.mark.parametrize("wide", [320, 400, 520])
def test_it_insists_on_the_height_its_words_need(hold: Hold, wide: int) -> None:
    card = RecommendationCard()
    card.show_found(FOUND, seven())
    window = hold(card, wide, 120)
    QApplication.processEvents()
    window.adjustSize()
    window.resize(wide, window.minimumSizeHint().height())
    QApplication.processEvents()
    for label in card.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_leads_stay_readable_in_the_other_theme(
    qapp: QApplication, card: RecommendationCard
) -> None:
    look.apply(qapp, "dark")
    QApplication.processEvents()
    lead = next(label for label in card.findChildren(QLabel) if "A GIL each." in label.text())
    assert colour("text").name() in lead.text()
    assert like(shot(card.window()), colour("surface")).mean() > 0.4
