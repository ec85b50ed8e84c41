"""Room: what is taken, the limit, pruning, and what is deleted for good."""

from __future__ import annotations

import pytest

from lab.errors import InputError
from lab.history import History, Query, room
from tests.lab.history.results import made_run

ROWS = 3000


@pytest.fixture
def six(history: History, monkeypatch: pytest.MonkeyPatch) -> History:
    """Six runs of about 300 kB, the first one the oldest."""
    monkeypatch.setattr(room, "LEAST_LIMIT", 1000)
    for day in range(6):
        history.keep(made_run(f"day {day}", day=day, rows=ROWS))
    return history


def left(history: History, **query: bool) -> list[int]:
    return [e.id for e in history.entries(Query(order="oldest", **query))]  # type: ignore[arg-type]


def test_space_is_told(six: History) -> None:
    six.delete([1])
    six.pin(2)
    space = six.space()
    assert space.entries == 5
    assert space.deleted == six.entry(1).bytes > 100_000
    assert space.pinned == six.entry(2).bytes
    assert space.deleted + space.pinned < space.used
    assert sum(e.bytes for e in six.entries()) + space.deleted <= space.used
    assert space.limit == room.DEFAULT_LIMIT
    assert space.free_on_disk > 0
    assert space.path == str(six.path)


def test_below_the_limit_nothing_goes(six: History) -> None:
    assert six.prune().entries == 0
    six.limit = 0
    assert six.prune().entries == 0
    assert left(six) == [1, 2, 3, 4, 5, 6]


def test_the_oldest_unpinned_go_first_and_the_deleted_before_them(six: History) -> None:
    six.pin(1)
    six.delete([5])
    size = six.entry(1).bytes
    six.limit = six.space().used - int(1.5 * size)
    pruned = six.prune()
    assert pruned.entries == 2
    assert pruned.bytes >= size
    assert left(six) == [1, 3, 4, 6]
    assert left(six, deleted=True) == []
    assert six.space().used <= six.limit


def test_pinned_ones_stay_however_little_room_there_is(six: History) -> None:
    six.pin(3)
    six.pin(6)
    six.limit = 1000
    assert six.prune().entries == 4
    assert left(six) == [3, 6]
    assert six.prune().entries == 0


def test_what_is_being_measured_stays(six: History) -> None:
    keeper = six.begin_run(made_run().experiment)
    keeper.add(made_run(rows=ROWS))
    six.limit = 1000
    six.prune()
    assert left(six) == [keeper.id]


def test_keeping_prunes_by_itself_but_never_what_was_just_kept(six: History) -> None:
    six.limit = 1000
    run = made_run("newest", day=-9, rows=ROWS)
    keeper = six.begin_run(run.experiment)
    number = keeper.finish(run)
    assert keeper.pruned.entries == 6
    assert left(six) == [number]


def test_the_file_becomes_smaller(six: History) -> None:
    six._store.read("PRAGMA wal_checkpoint(TRUNCATE)")
    before = six.path.stat().st_size
    six.limit = before // 2
    pruned = six.prune()
    six._store.read("PRAGMA wal_checkpoint(TRUNCATE)")
    assert six.path.stat().st_size <= before // 2
    assert before - six.path.stat().st_size == pruned.bytes


def test_the_limit_is_remembered(six: History) -> None:
    six.limit = 123_456
    six.close()
    with History(six.path) as again:
        assert again.limit == 123_456


def test_a_limit_for_nothing_at_all_is_refused(history: History) -> None:
    with pytest.raises(InputError, match="at least 1 MB"):
        history.limit = 5
    assert history.limit == room.DEFAULT_LIMIT


def test_deleted_ones_are_gone_after_a_week(six: History) -> None:
    six.delete([1, 2])
    assert six.purge().entries == 0
    with six._store.writing() as db:
        db.execute("UPDATE entries SET deleted = deleted - 8 * 86400 WHERE id = 1")
    six.close()
    with History(six.path) as again:
        assert left(again, deleted=True) == [2]
        assert again.purge(older_than_s=0).entries == 1
        assert left(again, deleted=True) == []
        with pytest.raises(InputError, match="no number 2"):
            again.undelete([2])
        assert again.keep(made_run()) == 7, "a number is never given out twice"
