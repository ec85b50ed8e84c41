"""Messages to an X11 window manager, in the words of its protocols."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.shell.x11 import pieces, time_of


@pytest.mark.parametrize(
    "startup, time",
    [
        ("gnome-shell-1234-host-hebra-0_TIME987654", 987654),
        ("xdg-launch/hebra/7-0-host_TIME0", 0),
        ("no time at all", 0),
        ("_TIME12 and more", 0),
        ("_TIME99999999999999", 0),
        ("", 0),
    ],
)
def test_the_time_of_the_click_is_in_the_id(startup: str, time: int) -> None:
    assert time_of(startup) == time


@given(st.text())
def test_a_message_is_sent_in_pieces_of_twenty_bytes_and_ends_with_a_zero(startup: str) -> None:
    sent = pieces(startup)
    assert all(len(piece) == 20 for piece in sent)
    said, zero, rest = b"".join(sent).partition(b"\0")
    assert zero
    assert "\0" in startup or set(rest) <= {0}
    assert said.startswith(b"remove: ID=")


def test_what_would_end_the_id_is_escaped() -> None:
    said = b"".join(pieces('a b"c\\d')).rstrip(b"\0")
    assert said == rb"remove: ID=a\ b\"c\\d"
