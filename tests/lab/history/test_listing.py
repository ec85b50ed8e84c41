"""The list: order, filters, search, edits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.errors import InputError
from lab.history import ORDERS, History, Query
from lab.history.search import folded
from tests.lab.history.results import FIRST, made_run
from tests.lab.study.made import made_result


@pytest.fixture
def filled(history: History) -> History:
    """1 and 2 are runs, 3 a comparison, 4 a sweep, 5 an interrupted run."""
    history.keep(made_run("Descargas rápidas", day=1))
    history.keep(made_run("Sorting", approach="processes", day=3))
    history.keep(made_result("comparison"))
    history.keep(made_result("sweep"))
    history.keep(made_run("", approach="asyncio", day=2, state="interrupted"))
    return history


def found(history: History, **query: object) -> list[int]:
    return [entry.id for entry in history.entries(Query(**query))]  # type: ignore[arg-type]


def test_the_newest_comes_first(filled: History) -> None:
    starts = [entry.started_at for entry in filled.entries()]
    assert len(starts) == 5
    assert starts == sorted(starts, reverse=True)
    assert found(filled, order="oldest") == found(filled)[::-1]


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_gives_all(filled: History, order: str) -> None:
    assert sorted(found(filled, order=order)) == [1, 2, 3, 4, 5]


def test_the_fastest_and_the_largest_come_first(filled: History) -> None:
    rates = [entry.throughput_per_s for entry in filled.entries(Query(order="fastest"))]
    assert rates == sorted(rates, key=lambda rate: rate or 0.0, reverse=True)
    sizes = [entry.bytes for entry in filled.entries(Query(order="largest"))]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] > 0


@pytest.mark.parametrize(
    "query, expected",
    [
        ({"kind": "run"}, {1, 2, 5}),
        ({"kind": "comparison"}, {3}),
        ({"kind": "sweep"}, {4}),
        ({"state": "interrupted"}, {5}),
        ({"kind": "run", "approach": "processes"}, {2}),
        ({"task_kind": "wait", "kind": "run"}, {1, 2, 5}),
        ({"task_kind": "disk"}, set()),
        ({"pinned": True}, set()),
        ({"since": FIRST + timedelta(days=2), "kind": "run"}, {2, 5}),
        ({"until": FIRST + timedelta(days=2), "kind": "run"}, {1}),
        ({"text": "RÁPIDAS"}, {1}),
        ({"text": "rapidas descar"}, {1}),
        ({"text": "rapidas sorting"}, set()),
        ({"text": "2026-11-04"}, {2}),
        ({"text": "sweep"}, {4}),
        ({"text": "100%"}, set()),
        ({"text": "_"}, set()),
        ({"text": "'; DROP TABLE entries; --"}, set()),
        ({"text": "  "}, {1, 2, 3, 4, 5}),
    ],
)
def test_a_query_finds(filled: History, query: dict[str, object], expected: set[int]) -> None:
    assert set(found(filled, **query)) == expected
    assert filled.count(Query(**query)) == len(expected)  # type: ignore[arg-type]


def test_a_part_of_the_list(filled: History) -> None:
    whole = found(filled)
    assert found(filled, limit=2) == whole[:2]
    assert found(filled, limit=2, offset=1) == whole[1:3]
    assert found(filled, offset=3) == whole[3:]
    assert filled.count(Query(limit=2)) == 5


def test_tags(filled: History) -> None:
    filled.tag(1, ["#course", "on battery", "course", " "])
    filled.tag(2, ["course"])
    assert filled.entry(1).tags == ("course", "on-battery")
    assert filled.tags() == {"course": 2, "on-battery": 1}
    assert set(found(filled, tag="course")) == {1, 2}
    assert found(filled, tag="cour") == []
    assert found(filled, text="battery") == [1]
    filled.tag(1, [])
    assert filled.tags() == {"course": 1}


def test_edits(filled: History) -> None:
    filled.rename(2, "  A new\n name ")
    filled.note(2, "One\nTwo  \n")
    filled.pin(2)
    entry = filled.entry(2)
    assert (entry.title, entry.note, entry.pinned) == ("A new name", "One\nTwo", True)
    assert found(filled, text="new name two") == [2]
    assert found(filled, text="sorting") == []
    filled.pin(2, False)
    assert not filled.entry(2).pinned


def test_nothing_a_terminal_would_obey_is_kept(filled: History) -> None:
    filled.rename(1, "\x1b[31mred\x07")
    filled.note(1, "one\x1b]0;title\x07\r\n\ttwo")
    filled.tag(1, ["a\x1bb"])
    entry = filled.entry(1)
    assert (entry.title, entry.note, entry.tags) == ("[31mred", "one]0;title\n    two", ("ab",))


def test_delete_and_have_it_back(filled: History) -> None:
    before = filled.entries()
    filled.delete([1, 3])
    assert set(found(filled)) == {2, 4, 5}
    assert set(found(filled, deleted=True)) == {1, 3}
    assert filled.entry(1).deleted
    filled.undelete([1, 3])
    assert filled.entries() == before


def test_what_is_not_there(filled: History) -> None:
    for change in (
        lambda: filled.rename(99, "x"),
        lambda: filled.note(99, "x"),
        lambda: filled.tag(99, ["x"]),
        lambda: filled.pin(99),
        lambda: filled.delete([1, 99]),
        lambda: filled.entry(99),
        lambda: filled.result(99),
    ):
        with pytest.raises(InputError, match="no number 99"):
            change()
    assert not filled.entry(1).deleted, "all are deleted or none"


def test_a_run_is_no_study(filled: History) -> None:
    with pytest.raises(InputError, match="is a run"):
        filled.study(1)
    with pytest.raises(InputError, match="is a comparison or sweep"):
        filled.result(3)


@pytest.mark.parametrize(
    "change",
    [
        lambda history: history.rename(1, "x" * 301),
        lambda history: history.note(1, "x" * 20_001),
        lambda history: history.tag(1, ["x" * 41]),
        lambda history: history.tag(1, [f"tag{n}" for n in range(21)]),
    ],
)
def test_what_is_too_much_is_refused(filled: History, change) -> None:  # type: ignore[no-untyped-def]
    before = filled.entry(1)
    with pytest.raises(InputError, match="too"):
        change(filled)
    assert filled.entry(1) == before


def test_run_again(filled: History) -> None:
    kept = filled.result(1)
    again = filled.again(1)
    assert again.title == "Descargas rápidas"
    assert again.mix[: len(kept.experiment.mix)] == kept.experiment.mix
    study = filled.again(3)
    assert study == filled.study(3).study


@given(st.text(max_size=40))
def test_folding_is_done_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_folding() -> None:
    assert folded("Comparación ÉTÉ Straße") == "comparacion ete strasse"
