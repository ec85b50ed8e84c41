"""Each rule on made-up machines: what passes, what does not, and that it says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.installation.check import Check
from lab.installation.clock import COARSE_NS, SLOW_NS, Clock, judge_clock
from lab.installation.engines import Engine, judge_engines
from lab.installation.folders import LITTLE, Folder, judge_folders
from lab.installation.libraries import EXTRAS, MEASURED, judge_libraries
from lab.installation.limits import SPARE, Limits, judge_limits
from lab.installation.window import Window, judge_window
from lab.spec import MOST_LANES, MOST_THREADS

LIMIT = st.none() | st.integers(1, 10**6)


def verdicts(checks: tuple[Check, ...]) -> dict[str, str]:
    for check in checks:
        assert (check.verdict == "pass") == (check.todo == ""), check
    return {check.name: check.verdict for check in checks}


@given(LIMIT, LIMIT, LIMIT, LIMIT)
def test_limits_pass_when_the_largest_run_fits(
    user: int | None, group: int | None, system: int | None, files: int | None
) -> None:
    found = verdicts(judge_limits(Limits(user=user, group=group, system=system, files=files)))
    fits = all(n is None or n >= MOST_THREADS + SPARE for n in (user, group, system))
    assert (found["threads"] == "pass") == fits
    assert (found["files"] == "pass") == (files is None or files >= MOST_LANES + SPARE)


def test_the_tightest_limit_is_named_with_what_it_means() -> None:
    threads, files = judge_limits(Limits(user=50_000, group=512, system=90_000, files=1024))
    assert threads.found == "at most 512 (pids.max of the control group)"
    assert "more than about 412 threads" in threads.todo
    assert "about 924 connections" in files.todo


@pytest.mark.parametrize(
    "clock, verdict",
    [
        (Clock(monotonic=True, step_ns=40, reading_ns=60, back=0, source="tsc"), "pass"),
        (Clock(monotonic=True, step_ns=40, reading_ns=60, back=0), "pass"),
        (Clock(monotonic=True, step_ns=0, reading_ns=60, back=0, source="tsc"), "warn"),
        (Clock(monotonic=True, step_ns=COARSE_NS + 1, reading_ns=60, back=0), "warn"),
        (Clock(monotonic=True, step_ns=40, reading_ns=SLOW_NS + 1, back=0), "warn"),
        (Clock(monotonic=True, step_ns=40, reading_ns=60, back=0, source="hpet"), "warn"),
        (Clock(monotonic=True, step_ns=40, reading_ns=60, back=1, source="tsc"), "fail"),
        (Clock(monotonic=False, step_ns=40, reading_ns=60, back=0), "fail"),
    ],
)
def test_a_clock_has_to_be_steady_and_fine(clock: Clock, verdict: str) -> None:
    assert verdicts(judge_clock(clock)) == {"clock": verdict}


@pytest.mark.parametrize(
    "engines, verdict",
    [
        ((Engine(method="fork", python="cpython 3.11"),), ("pass", "pass")),
        (
            (Engine(method="fork", python="cpython 3.11"), Engine(method="spawn", failure="no")),
            ("pass", "fail"),
        ),
        ((Engine(method="fork", failure="no"),), ("fail", "fail")),
        (
            (Engine(method="spawn", python="cpython"), Engine(method="fork", offered=False)),
            ("pass", "pass"),
        ),
    ],
)
def test_the_engine_has_to_run_by_every_method_there_is(
    engines: tuple[Engine, ...], verdict: tuple[str, str]
) -> None:
    found = judge_engines(engines)
    assert tuple(verdicts(found).values()) == verdict
    assert all(engine.failure in found[1].todo for engine in engines)


def folder(**more: object) -> Folder:
    return Folder(name="x", title="X", path=Path("/x"), lost="All.", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "seen, verdict",
    [
        (folder(free=LITTLE), "pass"),
        (folder(free=None), "pass"),
        (folder(free=LITTLE - 1), "warn"),
        (folder(refusal="Permission denied"), "warn"),
        (folder(refusal="Permission denied", verdict="fail"), "fail"),
    ],
)
def test_folders_have_to_be_writable_with_room(seen: Folder, verdict: str) -> None:
    assert verdicts(judge_folders((seen,))) == {"folder-x": verdict}


ALL = dict.fromkeys((*MEASURED, *EXTRAS.values()), "1.0")


@pytest.mark.parametrize(
    "python, found, without, verdict",
    [
        ((3, 11, 7), ALL, {}, ["pass", "pass", "pass"]),
        ((3, 13, 0), ALL, {"postgres": "no DSN"}, ["pass", "pass", "pass"]),
        ((3, 14, 0), {}, {"http": "aiohttp is missing"}, ["warn", "warn", "pass"]),
    ],
)
def test_libraries(
    python: tuple[int, ...], found: dict[str, str], without: dict[str, str], verdict: list[str]
) -> None:
    checks = judge_libraries(python, found, without)
    assert list(verdicts(checks).values()) == verdict
    assert all(reason in str(checks) for reason in without.values())


@pytest.mark.parametrize(
    "window, environment, verdict",
    [
        (Window(versions="Qt 6", fonts={"Inter": True}), {"DISPLAY": ":0"}, ("pass", "pass")),
        (Window(versions="Qt 6", fonts={"Inter": False}), {"DISPLAY": ":0"}, ("pass", "warn")),
        (Window(failure="no plugin"), {}, ("warn", "pass")),
        (Window(failure="no plugin"), {"DISPLAY": ":987"}, ("warn", "pass")),
    ],
)
def test_a_window_has_to_open_where_there_is_a_display(
    window: Window,
    environment: dict[str, str],
    verdict: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert tuple(verdicts(judge_window(window, environment)).values()) == verdict


def test_a_window_that_does_not_open_on_a_display_is_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("lab.installation.display.x11_answers", lambda _display: True)
    monkeypatch.setattr("lab.installation.display.loads", lambda _name: True)
    window, _ = judge_window(Window(failure="it fell over"), {"DISPLAY": ":0"})
    assert (window.verdict, window.found) == ("fail", "it fell over")
