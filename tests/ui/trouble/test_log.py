"""The log stays small, belongs to one window, and never costs one."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.trouble.dying import lives
from ui.trouble import log
from ui.trouble.slot import take_slot

own = logging.getLogger("hebra")


@pytest.fixture(autouse=True)
def loggers_as_they_were() -> Iterator[None]:
    root = logging.getLogger()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in log.OWN}
    level, root.handlers = root.level, []
    yield
    log.end()
    root.handlers = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


def test_it_is_three_small_files_whatever_is_told(state: Path) -> None:
    slot = take_slot()
    log.begin(slot)
    for number in range(30_000):
        own.info("%s %d", "x" * 80, number)
    log.end()
    slot.close()
    files = sorted(state.glob("hebra.log*"))
    assert len(files) == log.FILES
    assert sum(file.stat().st_size for file in files) <= log.FILES * log.BYTES
    assert (state / "hebra.log").read_text().splitlines()[-1].endswith(" 29999")


def test_two_windows_write_to_two_logs(state: Path) -> None:
    other = lives()
    try:
        slot = take_slot()
        assert slot.log == state / "hebra-2.log"
        slot.close()
    finally:
        other.kill()
        other.communicate()
    again = take_slot()
    assert again.log == state / "hebra.log"
    again.close()


def test_others_tell_warnings_only_and_python_s_warnings_are_told(state: Path) -> None:
    slot = take_slot()
    log.begin(slot)
    logging.getLogger("somebody.else").info("chatter")
    logging.getLogger("somebody.else").warning("beware")
    logging.getLogger("ui.shell").info("of ours")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old ways", DeprecationWarning, stacklevel=1)
    log.end()
    slot.close()
    told = (state / "hebra.log").read_text()
    assert "chatter" not in told
    for words in ("beware", "of ours", "old ways"):
        assert words in told


def test_a_full_disk_ends_the_log_and_nothing_else(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slot = take_slot()
    slot.log.symlink_to("/dev/full")
    log.begin(slot)
    own.info("one")
    own.info("two")
    log.end()
    slot.close()
    assert capsys.readouterr().err.count("the log cannot be written") == 1


def test_a_log_that_cannot_be_opened_is_told(state: Path) -> None:
    slot = take_slot()
    slot.log.mkdir()
    with pytest.raises(OSError, match="Is a directory"):
        log.begin(slot)
    slot.close()
