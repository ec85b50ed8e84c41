"""Progress is kept whole, comes back, and a damaged file is put aside and not lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.analysis.interval import Interval
from lab.errors import HebraError
from lab.lessons.figures import Answer
from lab.lessons.progress import FILE, Progress, ProgressStore, Standing

ANSWER = Answer(
    measured=Interval(1.02, 1.0, 1.04, 5),
    sides=(Interval(99.0, None, None, 2), None),
    shares={"running": 0.25, "gil": 0.75},
)


@pytest.fixture
def store(tmp_path: Path) -> ProgressStore:
    return ProgressStore(tmp_path / "data" / FILE)


def test_there_is_none_at_first(store: ProgressStore) -> None:
    assert store.load() == Progress()
    assert store.put_aside is None


def test_what_is_kept_comes_back(store: ProgressStore) -> None:
    progress = Progress().opened("a").measured("a", 3.2, ANSWER).opened("b")
    store.keep(progress)
    assert store.load() == progress
    assert progress.of("a") == Standing(done=True, guess=3.2, answer=ANSWER)
    assert progress.of("b") == Standing()
    assert progress.last == "b"


def test_opening_again_takes_nothing_away() -> None:
    progress = Progress().measured("a", None, ANSWER).opened("a")
    assert progress.of("a") == Standing(done=True, answer=ANSWER)


def test_the_data_folder_is_where_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "mine"))
    ProgressStore().keep(Progress().opened("a"))
    assert (tmp_path / "mine" / FILE).is_file()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["version", "lessons", "last", "x"]), inner)
            ),
            max_leaves=8,
        ).map(lambda value: json.dumps(value).encode()),
    )
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / FILE
    path.write_bytes(data)
    store = ProgressStore(path)
    found = store.load()
    if store.put_aside is None:  # by chance it is a whole one
        assert path.read_bytes() == data
    else:
        assert found == Progress()
        assert store.put_aside.read_bytes() == data
        assert not path.exists()


def test_one_bad_answer_puts_the_file_aside(store: ProgressStore) -> None:
    store.keep(Progress().measured("a", 3.2, ANSWER))
    path = store._path
    found = json.loads(path.read_bytes())
    found["lessons"]["a"]["answer"]["measured"]["value"] = "NaN"
    path.write_text(json.dumps(found))
    assert store.load() == Progress()
    assert store.put_aside is not None


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(HebraError):
        ProgressStore(tmp_path / FILE).keep(Progress())
