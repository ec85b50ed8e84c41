"""A wish arrives as it was sent, and nothing else passes for one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.single.wish import Wish, from_line, to_line, wish_for

TEXT = st.text(st.characters(exclude_characters="\0"), max_size=30)
# Names of files are bytes: what is no text is there as lone surrogates.
NAME = st.binary(max_size=30).map(lambda name: os.fsdecode(name.replace(b"\0", b"")))
WISHES = st.builds(Wish, files=st.lists(TEXT | NAME).map(tuple), activation=TEXT, startup=TEXT)


@given(WISHES, TEXT)
def test_it_comes_back_as_one_line(wish: Wish, secret: str) -> None:
    line = to_line(wish, secret)
    assert line.count(b"\n") == 1
    assert from_line(line) == (wish, secret)


@given(
    st.binary()
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["files", "activation", "startup", "secret"]), inner)
        ),
    ).map(lambda value: json.dumps(value).encode())
)
def test_anything_else_is_refused_or_a_wish(line: bytes) -> None:
    try:
        wish, secret = from_line(line)
    except ValueError:
        return
    assert all(isinstance(text, str) for text in (*wish.files, secret))


def test_a_name_with_a_nul_is_refused() -> None:
    with pytest.raises(ValueError, match="name of a file"):
        from_line(to_line(Wish(files=("a\0b",)), ""))


def test_names_are_taken_from_the_folder_of_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "wayland")
    monkeypatch.setenv("DESKTOP_STARTUP_ID", "x11_TIME7")
    assert wish_for([Path("a"), "/b"]) == Wish(
        files=(str(tmp_path / "a"), "/b"), activation="wayland", startup="x11_TIME7"
    )
