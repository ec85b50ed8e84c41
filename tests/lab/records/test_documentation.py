"""What docs/files.md shows is what can be read."""

from __future__ import annotations

import re
from pathlib import Path

from lab.records.reopen import load_any
from lab.records.study_tables import TABLES
from lab.session.record_log import MOST_RECORDS
from lab.session.snapshot import LANES_SHOWN
from lab.spec import Experiment, Study

TEXT = (Path(__file__).parents[3] / "docs" / "files.md").read_text(encoding="utf-8")


def test_every_example_is_read(tmp_path: Path) -> None:
    found = []
    for example in re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL):
        (tmp_path / "example.toml").write_text(example, encoding="utf-8")
        found.append(load_any(tmp_path / "example.toml"))
    run, comparison, sweep = found
    assert isinstance(run, Experiment)
    assert isinstance(comparison, Study)
    assert isinstance(sweep, Study)
    assert [candidate.key for candidate in comparison.candidates] == [
        "sequential", "threads(2)", "processes(2)[python-cpu.ms=4]",
    ]  # fmt: skip
    assert (sweep.kind, len(sweep.candidates)) == ("sweep", 5)


def test_names_and_numbers_are_those_of_the_code() -> None:
    for name in (*TABLES, f"{MOST_RECORDS:,}", f"first {LANES_SHOWN} lanes"):
        assert name in TEXT
