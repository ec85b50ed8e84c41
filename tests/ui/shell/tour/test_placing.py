"""A card stands beside what it speaks of, within the window."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from ui.shell.tour.placing import APART, beside

ROOM = QRect(0, 0, 1024, 640)
CARD = QSize(368, 200)


@st.composite
def frames(draw: st.DrawFn) -> QRect:
    left, top = draw(st.integers(0, 1000)), draw(st.integers(0, 620))
    wide = draw(st.integers(1, 1024 - left))
    return QRect(left, top, wide, draw(st.integers(1, 640 - top)))


@given(
    st.builds(QSize, st.integers(20, 1024 - 2 * APART), st.integers(20, 640 - 2 * APART)),
    st.lists(frames(), max_size=3),
)
def test_a_card_that_fits_is_always_whole(card: QSize, targets: list[QRect]) -> None:
    at = QRect(beside(card, targets, ROOM), card)
    assert ROOM.adjusted(APART, APART, -APART, -APART).contains(at)


@pytest.mark.parametrize(
    "frame, side",
    [
        (QRect(80, 560, 200, 60), "right"),
        (QRect(400, 150, 620, 390), "left"),
        (QRect(200, 20, 700, 100), "below"),
        (QRect(200, 400, 700, 230), "above"),
    ],
)
def test_it_takes_the_first_side_with_room(frame: QRect, side: str) -> None:
    at = QRect(beside(CARD, [frame], ROOM), CARD)
    sides = {
        "right": at.left() > frame.right(),
        "left": at.right() < frame.left(),
        "below": at.top() > frame.bottom(),
        "above": at.bottom() < frame.top(),
    }
    assert sides[side]
    assert not at.intersects(frame)


@given(st.lists(frames(), min_size=1, max_size=2))
def test_it_covers_nothing_where_a_side_is_free_of_all(targets: list[QRect]) -> None:
    first = targets[0]
    at = QRect(beside(CARD, targets, ROOM), CARD)
    if any(at.intersects(frame) for frame in targets):
        middle = first.center().y() - CARD.height() // 2
        top = max(APART, min(middle, 640 - APART - CARD.height()))
        right = QRect(first.right() + 1 + APART, top, CARD.width(), CARD.height())
        free = right.right() < 1024 - APART and not any(right.intersects(one) for one in targets)
        assert not free, "it could have stood at the right"


def test_without_anything_to_point_at_it_stands_in_the_middle() -> None:
    at = QRect(beside(CARD, [], ROOM), CARD)
    assert abs(at.center().x() - ROOM.center().x()) <= 1
    assert abs(at.center().y() - ROOM.center().y()) <= 1
