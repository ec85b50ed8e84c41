"""However many start at once, one window is the first, and the others are heard by it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from lab.capabilities import WITHOUT
from tests.ui.single.starts import end, said, start
from ui.single.first import Standing, stand
from ui.single.wish import Wish

MANY = 6


@pytest.mark.parametrize("without", ["", "unix-sockets"], ids=["unix", "port"])
def test_a_second_start_is_heard_with_its_files(
    home: dict[str, str], tmp_path: Path, without: str
) -> None:
    home = {**home, WITHOUT: without}
    first = start(home)
    assert said(first) == "first"
    second = start(home, "a b.toml", "/abs/ñ.csv", cwd=tmp_path)
    assert said(second) == "heard"
    assert second.wait() == 0
    assert said(first) == f"{tmp_path / 'a b.toml'}|/abs/ñ.csv"
    end(first, second)


@pytest.mark.parametrize("without", ["", "unix-sockets"], ids=["unix", "port"])
def test_of_many_starts_at_once_one_is_the_first(home: dict[str, str], without: str) -> None:
    home = {**home, WITHOUT: without}
    starts = [start(home, f"/{number}") for number in range(MANY)]
    stands = [said(one) for one in starts]
    assert sorted(stands) == ["first"] + ["heard"] * (MANY - 1)
    first = starts[stands.index("first")]
    wished = {said(first) for _ in range(MANY - 1)}
    assert wished == {f"/{n}" for n in range(MANY)} - {f"/{stands.index('first')}"}
    end(*starts)


@pytest.mark.parametrize("without", ["", "unix-sockets"], ids=["unix", "port"])
def test_what_a_killed_window_leaves_is_taken_over(home: dict[str, str], without: str) -> None:
    home = {**home, WITHOUT: without}
    killed = start(home)
    assert said(killed) == "first"
    left = sorted(Path(home["XDG_RUNTIME_DIR"]).iterdir())
    end(killed)
    assert sorted(Path(home["XDG_RUNTIME_DIR"]).iterdir()) == left, "it could not clear up"
    next_one = start(home)
    assert said(next_one) == "first"
    second = start(home, "/x")
    assert (said(second), said(next_one)) == ("heard", "/x")
    end(next_one, second)


def test_a_window_of_its_own_is_neither(home: dict[str, str]) -> None:
    first = start(home)
    assert said(first) == "first"
    own = start(home, own=True)
    assert said(own) == "beside"
    end(first, own)


@pytest.mark.parametrize("variable", ["XDG_CONFIG_HOME", "HEBRA_DATA", "DISPLAY"])
def test_other_settings_data_or_display_are_another_window(
    home: dict[str, str], variable: str, tmp_path: Path
) -> None:
    first, other = start(home), start({**home, variable: str(tmp_path / "other")})
    assert (said(first), said(other)) == ("first", "first")
    end(first, other)


def test_a_folder_that_others_can_look_into_is_not_used(home: dict[str, str]) -> None:
    runtime = Path(home["XDG_RUNTIME_DIR"])
    runtime.chmod(0o755)
    first, second = start(home), None
    try:
        assert said(first) == "first"
        second = start(home, "/x")
        assert (said(second), said(first)) == ("heard", "/x")
        assert list(runtime.iterdir()) == []
        (made,) = Path(home["TMPDIR"]).iterdir()
        assert made.stat().st_mode & 0o077 == 0
    finally:
        end(first, *([second] if second else []))


def test_without_any_folder_every_start_gets_a_window(
    home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", home["XDG_RUNTIME_DIR"] + "/gone")
    trap = Path(home["TMPDIR"], f".hebra-{os.getuid()}")
    trap.symlink_to(home["XDG_CONFIG_HOME"])
    assert stand(Wish()) == Standing(), "a link that somebody laid there is not followed"
    trap.unlink()
    trap.write_text("a file")
    assert stand(Wish()) == Standing()


def test_a_first_window_that_hangs_does_not_keep_others_from_opening(
    home: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = start(home)
    assert said(hanging) == "first"
    hanging.send_signal(signal.SIGSTOP)
    monkeypatch.setattr("ui.single.first.PATIENCE_S", 0.2)
    assert stand(Wish()) == Standing()
    end(hanging)


def test_the_lock_is_free_once_the_first_has_left(home: dict[str, str]) -> None:
    standing = stand(Wish())
    assert standing.first is not None
    standing.first.box.open().close()
    standing.first.close()
    standing.first.close()
    other = start(home)
    assert said(other) == "first"
    end(other)
