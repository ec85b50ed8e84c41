"""Opening: older and newer files, damaged ones, those of others."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from lab.errors import InputError
from lab.history import History, Query, data_folder, database_path, opening
from lab.history.schema import APPLICATION_ID, STEPS, VERSION
from lab.history.trouble import DamagedError
from tests.lab.history.results import made_run, same_series
from tests.lab.history.version_1 import write_version_1


def tables(path: Path) -> dict[str, str]:
    """The columns of every table, however they were made."""
    with closing(sqlite3.connect(path)) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {n: str(db.execute(f"PRAGMA table_info({n})").fetchall()) for n in names}


def filled(path: Path) -> None:
    with History(path) as history:
        for day in range(6):
            history.keep(made_run(f"run {day}", day=day, rows=300))


# ── Versions ─────────────────────────────────────────────────────────────────────────────────
def test_a_file_of_the_first_version_is_brought_up_to_date(path: Path, tmp_path: Path) -> None:
    kept = write_version_1(path)
    with History(path) as history:
        assert not history.problem
        (entry,) = history.entries(Query(text="analisis"))
        assert entry.id == 1
        assert entry.tags == ("old",)
        assert entry.bytes > 1000
        assert [e.id for e in history.entries(Query(deleted=True))] == [2]
        for number, run in kept.items():
            assert same_series(history.result(number).series, run.series)
        assert history.limit == 5_000_000
        assert history.keep(made_run()) == 3
    with History(tmp_path / "new.db"):
        pass
    assert tables(path) == tables(tmp_path / "new.db")


def test_there_are_steps_to_take() -> None:
    assert VERSION == len(STEPS) >= 2


def test_a_step_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_version_1(path)
    before = tables(path)

    def broken(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE entries ADD COLUMN more TEXT")
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("lab.history.schema.STEPS", (*STEPS, broken))
    with pytest.raises(InputError, match="cannot be opened"):
        History(path)
    assert tables(path) == before
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(InputError) as refused:
        History(path)
    assert "newer Hebra" in refused.value.what
    assert "99" in refused.value.what
    assert str(path) in str(refused.value)
    assert "HEBRA_DATA" in refused.value.todo
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(InputError, match="another program"):
        History(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_history(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with History(path) as history:
        assert not history.problem
        history.keep(made_run())
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


# ── Damage ───────────────────────────────────────────────────────────────────────────────────
def overwrite(path: Path, where: float, what: bytes) -> None:
    """Write over a part of the file, ``where`` of its length from its beginning."""
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size * where))
        file.write(what)


def to_text(path: Path) -> None:
    path.write_text("This is no database.\n" * 400)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def overwritten(path: Path, table: str = "entries") -> None:
    """Nonsense instead of a table's root."""
    with closing(sqlite3.connect(path)) as db:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = db.execute(sql, (table,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


@pytest.mark.parametrize(
    "damage", [to_text, cut, overwritten, lambda path: overwrite(path, 0, b"\0" * 60)]
)
def test_a_damaged_file_is_put_aside_and_a_new_one_begun(path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    filled(path)
    damage(path)
    before = path.read_bytes()
    with History(path) as history:
        (aside,) = path.parent.glob("history-damaged-*.db")
        assert aside.name in history.problem
        assert aside.read_bytes() == before
        assert history.entries() == []
        history.keep(made_run())
    with History(path) as again:
        assert not again.problem
        assert again.count() == 1


def test_several_damaged_files_have_each_a_name(path: Path) -> None:
    for _ in range(3):
        with History(path):
            pass
        to_text(path)
    with History(path):
        assert len(list(path.parent.glob("history-damaged-*.db"))) == 3


def test_a_large_file_is_not_read_through_and_damage_shows_where_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "CHECKED_WHOLE", 0)
    filled(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE chunks SET data = zeroblob(length(data)) WHERE entry = 3")
        db.execute("UPDATE heads SET data = substr(data, 1, 50) WHERE entry = 4")
        db.commit()
    with History(path) as history:
        assert not history.problem
        assert history.count() == 6
        for number in (3, 4):
            with pytest.raises(DamagedError, match=f"number {number} of the history is damaged"):
                history.result(number)
        assert len(history.result(5).series) == 300
        history.delete([3])
        assert history.count() == 5


def test_damage_that_showed_in_use_is_looked_into_at_the_next_start(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "CHECKED_WHOLE", 0)
    filled(path)
    overwritten(path, "chunks")
    with History(path) as history:
        assert not history.problem, "the list is whole"
        assert history.count() == 6
        with pytest.raises(DamagedError, match="is damaged"):
            history.series([1, 2, 3, 4, 5, 6])
    with History(path) as again:
        assert "put aside" in again.problem


# ── Where it is ──────────────────────────────────────────────────────────────────────────────
def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "mine"))
    assert database_path() == tmp_path / "mine" / "history.db"
    with History() as history:
        assert history.path == database_path()
    monkeypatch.setenv("HEBRA_DATA", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder().name == "hebra"


def test_tests_never_touch_a_persons_history() -> None:
    assert "of-hebra-" in str(database_path())


def test_nobody_else_may_read_it(path: Path) -> None:
    filled(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_place_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be opened"):
        History(tmp_path / "file" / "history.db")
    (tmp_path / "folder.db").mkdir()
    with pytest.raises(InputError, match="cannot be opened"):
        History(tmp_path / "folder.db")


def test_closing_twice_is_fine(path: Path) -> None:
    history = History(path)
    history.close()
    history.close()
