"""What a window leaves that dies is made a report of, once, and a few are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.trouble.dying import dies, lives
from ui.trouble.reports import LOG_LINES, MOST, of_crash, reports_folder, unseen
from ui.trouble.slot import dead_slots
from ui.trouble.watch import MOST_ERRORS, Watch


def fail(error: Exception) -> Exception:
    """An error as it is caught, with where it comes from."""
    try:
        raise error
    except Exception as caught:  # noqa: BLE001 - whichever was given
        return caught


@pytest.mark.parametrize(
    "how, said", [("segmentation fault", "Segmentation fault"), ("abort", "Aborted")]
)
def test_a_fatal_signal_is_reported_with_all_stacks_and_the_log(how: str, said: str) -> None:
    dies(how)
    with Watch() as watch:
        assert watch.problem is None
        (report,) = unseen()
    assert report.what == f"Hebra ended with a fatal error: {said}"
    assert "waiting_for_godot" in report.text, "the stacks of all threads"
    assert "Hebra 9.9" in report.text
    assert "line 199" in report.text
    assert f"line {199 - LOG_LINES}" not in report.text
    assert str(Path.home()) not in report.text
    assert "~/secret/place" in report.text
    assert report.path.read_text() == report.text
    assert report.when
    assert (
        report.path.stat().st_mode & 0o777 == 0o600
        or report.path.parent.stat().st_mode & 0o077 == 0
    )
    with Watch():
        assert unseen() == [], "it is shown once"


@pytest.mark.parametrize("how", ["kill", "goodbye"])
def test_who_is_killed_or_leaves_is_no_crash(how: str) -> None:
    dies(how)
    with Watch() as watch:
        assert unseen() == []
        assert bool(watch._died) == (how == "kill")


def test_a_crash_beside_a_living_window_is_found(state: Path) -> None:
    alive = lives()
    try:
        dies("abort")
        assert (state / "session-2").stat().st_size
    finally:
        alive.kill()
        alive.communicate()
    with Watch() as watch:
        assert watch.slot is not None
        assert watch.slot.number == 1
        (dead,) = dead_slots(watch.slot)
        report = of_crash(dead)
        dead.empty()
        dead.close()
        assert dead_slots(watch.slot) == []
    assert report is not None
    assert "Aborted" in report.what


def test_an_error_that_ends_the_window_is_shown_at_the_next_start() -> None:
    with pytest.raises(ValueError, match="seven"), Watch():
        raise ValueError("seven")
    (report,) = unseen()
    assert report.what == "ValueError: seven"
    assert "test_an_error_that_ends_the_window" in report.text


def test_an_error_is_reported_once_for_each_place() -> None:
    with Watch() as watch:
        first = watch.report(fail(ValueError("one")))
        again = watch.report(fail(ValueError("two")))
        assert first is not None
        assert again == first
        assert "fail" in first.text
        assert "Thread MainThread" in first.text
        for number in range(MOST_ERRORS + 5):
            exec(
                compile(
                    "try:\n raise ValueError\nexcept ValueError as e:\n watch.report(e)",
                    str(number),
                    "exec",
                )
            )
        assert unseen() == [], "they were shown when they came"
    assert len(list(reports_folder().iterdir())) == MOST_ERRORS


def test_a_few_are_kept_the_newest() -> None:
    for number in range(MOST + 5):
        with pytest.raises(ValueError, match="again"), Watch():
            raise ValueError(f"again {number}")
    kept = [report.what for report in unseen()]
    assert len(kept) == MOST
    assert kept[-1] == f"ValueError: again {MOST + 4}"


@pytest.mark.parametrize("trap", ["state is a file", "reports is a file"])
def test_where_nothing_can_be_kept_the_window_opens_all_the_same(trap: str, state: Path) -> None:
    if trap == "state is a file":
        state.parent.mkdir()
        state.write_text("")
    else:
        state.mkdir(parents=True)
        (state / "reports").write_text("")
        dies("abort")
    with Watch() as watch:
        assert watch.problem is not None
        assert watch.report(fail(ValueError("seven"))) is None
        assert unseen() == []
