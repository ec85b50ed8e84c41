"""What is remembered comes back; what is bad becomes its default and is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect

from ui.shell import settings
from ui.shell.settings import DPI_SPAN, MOST_BYTES, SPEECH, THEMES, Settings
from ui.shell.window import ORDINARY, visible_place

SIDE = st.integers(1, 5000)
SOME = st.builds(
    Settings,
    theme=st.sampled_from(THEMES),
    language=st.sampled_from(SPEECH),
    export_dpi=st.integers(*DPI_SPAN),
    python=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    geometry=st.none() | st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000), SIDE, SIDE),
    maximised=st.booleans(),
    page=st.sampled_from(["bench", "compare", "history"]),
    predict_first=st.booleans(),
)


@given(SOME)
def test_what_is_saved_is_read_back(wanted: Settings) -> None:
    path = settings.folder() / "given.json"
    settings.save(wanted, path)
    assert settings.load(path) == wanted
    assert settings.load(path).problem is None


@pytest.mark.parametrize(
    "content, said",
    [
        (b"\x00\xff", "not valid JSON"),
        (b'{"theme": ', "Expecting value"),
        (b'{"theme": "pink"}', "theme = 'pink'"),
        (b'{"export_dpi": 9000000}', "export_dpi = 9000000"),
        (b'{"geometry": [0, 0, -5, 10]}', "geometry"),
        (b'{"maximised": 1}', "maximised = 1"),
        (b'{"predict_first": "no"}', "predict_first = 'no'"),
        (b"[1]", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"#" * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_what_is_bad_becomes_its_default_and_is_named(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(content)
    found = settings.load(path)
    assert found == Settings()
    assert found.problem is not None
    assert found.problem[0] == "window.json"
    assert said in found.problem[1]


def test_what_is_good_beside_what_is_bad_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text('{"theme": "dark", "language": 7}')
    assert settings.load(path).theme == "dark"
    assert settings.load(path).language == "system"


def test_a_save_that_fails_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    settings.save(Settings(theme="dark"), path)
    with pytest.raises(TypeError):
        settings.save(Settings(theme=object()), path)  # type: ignore[arg-type]
    assert settings.load(path).theme == "dark"
    assert [one.name for one in tmp_path.iterdir()] == ["window.json"]


SCREEN = QRect(0, 0, 1920, 1080)


@pytest.mark.parametrize(
    "wanted, place",
    [
        ((100, 50, 1200, 800), QRect(100, 50, 1200, 800)),
        ((1900, 50, 1200, 800), QRect(0, 0, *ORDINARY)),
        ((-5000, 50, 1200, 800), QRect(0, 0, *ORDINARY)),
        (None, QRect(0, 0, *ORDINARY)),
    ],
)
def test_a_place_counts_only_where_it_can_be_seen(
    wanted: tuple[int, int, int, int] | None, place: QRect
) -> None:
    assert visible_place(wanted, [SCREEN]) == place


def test_a_small_screen_has_a_smaller_window() -> None:
    assert visible_place(None, [QRect(0, 0, 1280, 720)]) == QRect(0, 0, 1280, 720)
