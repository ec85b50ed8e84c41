"""What a kept comparison or sweep found: bars or a curve, and the recommendation in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lab.advice.digest import Digest, digest
from lab.advice.recommendation import Recommendation, recommend
from lab.study.trial import StudyResult
from ui.charts.compare.figure_card import FigureCard
from ui.controls.sentence import Sentence
from ui.theme import fonts
from ui.theme.tokens import GAP
from ui.words import N_, Words, from_lab

_LEAST, _BAR, _AROUND = 260, 24, 82


@dataclass(frozen=True)
class Found:
    """A study worked out."""

    figures: Digest
    advice: Recommendation


def found_in(result: StudyResult) -> Found:
    """Work a study out. Takes up to a second: off the window's thread."""
    figures = digest(result)
    return Found(figures, recommend(figures))


class Findings(QWidget):
    """One study's figures; where more is wanted, the Compare page shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = FigureCard()
        # Its head is wider than there is room for in some language: it gives way, not the page.
        self.card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sentence = Sentence()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.card, 1)
        column.addWidget(self.sentence)
        self.show_found(None)

    def show_found(self, found: Found | None) -> None:
        """Show a study; None shows nothing, while it is worked out."""
        self.sentence.setVisible(found is not None)
        if found is None:
            self.card.show_digest(None)
            return
        study = found.figures.result.study
        self.card.begin(study)
        self.card.show_digest(found.figures)
        rows = 0 if study.axes else len(study.candidates)
        self.card.setMinimumHeight(fonts.px(max(_LEAST, _AROUND + _BAR * min(rows, 14))))
        said = Words(N_("<b>{headline}</b>"), headline=found.advice.headline)
        if found.advice.winner is not None:
            said = Words(N_("Recommended for this work, here: {what}"), what=said)
        reasons = [
            Words("<b>{lead}</b> {text}", lead=from_lab(one.lead), text=from_lab(one.text))
            for one in found.advice.reasons
        ]
        self.sentence.set_words(
            said, Words("{all}", all=lambda: " ".join(str(one) for one in reasons))
        )
