"""One measurement at a time."""

from __future__ import annotations

from ui.run.turn import Turn


def test_one_has_the_turn_until_it_is_given_back() -> None:
    turn = Turn()
    told: list[str] = []
    turn.changed.connect(lambda: told.append(turn.holder))
    assert turn.take("bench")
    assert turn.take("bench"), "whoever has it may ask again"
    assert not turn.take("compare")
    turn.give_back("compare")
    assert turn.holder == "bench", "only the holder gives it back"
    turn.give_back("bench")
    assert turn.take("compare")
    assert told == ["bench", "", "compare"]
