"""What is remembered comes back; what is bad becomes its default and is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.places import config_folder
from ui.shell import settings
from ui.shell.settings import DPI_SPAN, MOST_BYTES, MOTION, SPEECH, TEXT_SIZES, THEMES, Settings

SIDE = st.integers(1, 5000)
PATH = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
SOME = st.builds(
    Settings,
    theme=st.sampled_from(THEMES),
    language=st.sampled_from(SPEECH),
    export_dpi=st.integers(*DPI_SPAN),
    python=PATH,
    export_folder=PATH,
    geometry=st.none() | st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000), SIDE, SIDE),
    maximised=st.booleans(),
    page=st.sampled_from(["bench", "compare", "history"]),
    predict_first=st.booleans(),
    recent=st.lists(PATH, max_size=8).map(tuple),
    toured=st.booleans(),
    text_size=st.sampled_from(TEXT_SIZES),
    motion=st.sampled_from(MOTION),
    problem=st.none(),
)


@given(SOME)
def test_what_is_saved_is_read_back(wanted: Settings) -> None:
    path = config_folder() / "given.json"
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
        (b'{"recent": "/a"}', "recent = '/a'"),
        (b'{"recent": ["a", 1]}', "recent = "),
        (b'{"maximised": 1}', "maximised = 1"),
        (b'{"predict_first": "no"}', "predict_first = 'no'"),
        (b'{"toured": 0}', "toured = 0"),
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
    expected = Settings(toured=True)
    assert found._replace(problem=None) == expected, "who has settings, of any kind, is no newcomer"
    assert found.problem is not None
    assert found.problem[0] == "window.json"
    assert said in found.problem[1]


def test_what_is_good_beside_what_is_bad_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text('{"theme": "dark", "language": 7}')
    assert settings.load(path).theme == "dark"
    assert settings.load(path).language == "system"
    assert settings.load(path).toured


def test_a_newcomer_is_who_has_no_settings_or_has_not_been_shown_around(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    assert not settings.load(path).toured
    settings.save(Settings(), path)
    assert not settings.load(path).toured


def test_a_save_that_fails_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    settings.save(Settings(theme="dark"), path)
    with pytest.raises(TypeError):
        settings.save(Settings(theme=object()), path)  # type: ignore[arg-type]
    assert settings.load(path).theme == "dark"
    assert [one.name for one in tmp_path.iterdir()] == ["window.json"]


@pytest.mark.parametrize("loop", ["a file", "a link to itself"])
def test_a_folder_that_is_none_gives_the_defaults_and_cannot_be_saved_to(
    tmp_path: Path, loop: str
) -> None:
    folder = tmp_path / "config"
    if loop == "a file":
        folder.write_text("")
    else:
        folder.symlink_to(folder)
    found = settings.load(folder / "window.json")
    assert found == Settings() or found.problem is not None
    with pytest.raises(OSError, match=r"Not a directory|Too many levels|File exists"):
        settings.save(Settings(), folder / "window.json")


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", forbid)
    found = settings.load(tmp_path / "window.json")
    assert found.problem == ("window.json", "the file cannot be read (Permission denied)")
