"""The window comes back where it stood, if that can be seen; where it can be seen, if not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize

from ui.shell.placing import (
    FRAME,
    LEAST,
    ORDINARY,
    Place,
    first_size,
    least_size,
    visible_place,
)

LEFT, RIGHT = QRect(0, 0, 1920, 1080), QRect(1920, 0, 2560, 1440)
SMALL = QRect(0, 27, 1366, 741)


@pytest.mark.parametrize(
    "wanted, screens, place",
    [
        ((100, 50, 1200, 800), [LEFT], (100, 50, 1200, 800)),
        ((2000, 50, 1200, 800), [LEFT, RIGHT], (2000, 50, 1200, 800)),
        # The second screen has gone: the same size, in the middle of the first.
        ((2000, 50, 1200, 800), [LEFT], (360, 140, 1200, 800)),
        ((-5000, 50, 1200, 800), [LEFT], (360, 140, 1200, 800)),
        # Over both screens, every part on one of them.
        ((1000, 50, 1500, 900), [LEFT, RIGHT], (1000, 50, 1500, 900)),
        # Partly outside: moved in, on the screen most of it is on.
        ((1700, 700, 1200, 800), [LEFT], (720, 280, 1200, 800)),
        ((-300, -200, 1200, 800), [LEFT], (0, 0, 1200, 800)),
        ((3600, 50, 1200, 800), [LEFT, RIGHT], (3280, 50, 1200, 800)),
        # Larger than the screen: fitted, with room for the frame, below what is reserved.
        ((100, 50, 1440, 900), [SMALL], (0, 50, 1366, 701)),
        ((100, 50, 1200, 800), [], (100, 50, 1200, 800)),
    ],
)
def test_where_it_is_put(wanted: Place, screens: list[QRect], place: Place) -> None:
    assert visible_place(wanted, screens).getRect() == place


RECTS = st.builds(
    QRect,
    st.integers(-4000, 4000),
    st.integers(-3000, 3000),
    st.integers(640, 4000),
    st.integers(480, 3000),
)
PLACES = st.tuples(
    st.integers(-9000, 9000), st.integers(-9000, 9000), st.integers(1, 5000), st.integers(1, 5000)
)


@given(PLACES, st.lists(RECTS, min_size=1, max_size=3))
def test_it_is_always_seen_whole_and_stays_there(wanted: Place, screens: list[QRect]) -> None:
    place = visible_place(wanted, screens)
    assert place.width() <= wanted[2]
    assert place.height() <= wanted[3]
    whole = any(screen.contains(place) for screen in screens)
    assert whole or place == QRect(*wanted), "else it was on several screens, and is left there"
    corners = (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight())
    assert all(any(screen.contains(QPoint(at)) for screen in screens) for at in corners)
    again = visible_place((place.x(), place.y(), place.width(), place.height()), screens)
    assert again == place


@pytest.mark.parametrize(
    "screen, size, roomy",
    [
        (LEFT, ORDINARY, True),
        (QRect(0, 0, 1440, 900), ORDINARY, False),
        (SMALL, (1366, 741), False),
        (QRect(0, 0, 960, 540), (960, 540), False),
    ],
)
def test_at_first_it_has_its_size_or_fills_the_screen(
    screen: QRect, size: tuple[int, int], roomy: bool
) -> None:
    assert first_size(screen) == (QSize(*size), roomy)


def test_it_never_needs_more_than_the_screen_has() -> None:
    assert least_size(LEFT) == QSize(*LEAST)
    assert least_size(QRect(0, 0, 960, 540)) == QSize(960, 540 - FRAME)
