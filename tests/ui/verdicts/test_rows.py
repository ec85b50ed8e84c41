"""What the list shows of a board: groups, filters, search."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lab.verdicts.claim import VERDICTS
from tests.ui.verdicts.made import CLAIMS, GROUPS, finding
from ui.verdicts.rows import ALL, FILTERS, Board, Group, Row

IDS = [claim.id for claim in CLAIMS]
BOARD = Board(CLAIMS, GROUPS)
known = st.dictionaries(st.sampled_from(IDS), st.sampled_from(VERDICTS))


@given(known)
def test_every_claim_is_in_one_filter(verdicts: dict[str, str]) -> None:
    findings = {id_: finding(id_, verdict) for id_, verdict in verdicts.items()}
    board = replace(BOARD, findings=findings)
    counts = board.counts()
    assert counts[ALL] == len(CLAIMS) == sum(counts[key] for key in FILTERS if key != ALL)
    for key in FILTERS:
        rows = [line for line in board.lines(key) if isinstance(line, Row)]
        assert len(rows) == counts[key]
    assert len(board.missing) == counts["not run"]


def test_a_claim_keeps_its_filter_while_it_is_measured_again() -> None:
    board = replace(BOARD, findings={"race": finding("race", "refuted")}, running="race")
    (_group, row) = board.lines("refuted")
    assert isinstance(row, Row)
    assert (row.state, row.verdict) == ("running", "refuted")


def test_a_group_says_how_far_it_is_whatever_is_filtered() -> None:
    board = replace(BOARD, findings={"gil-one": finding("gil-one")}, running="gil-wait")
    group = board.lines(ALL, "bytecode")[0]
    assert group == Group("gil", "The GIL", claims=2, measured=1, running=1)


def test_all_words_have_to_occur() -> None:
    found = [line for line in BOARD.lines(ALL, "THREADS overlap") if isinstance(line, Row)]
    assert [row.claim.id for row in found] == ["io-threads"]
    assert BOARD.lines(ALL, "threads nowhere") == []
