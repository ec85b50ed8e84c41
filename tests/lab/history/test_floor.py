"""The noise floor is known as long as it is still that of this machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.history.floor import FILE, keep_floor, known_floor
from lab.study.trial import NoiseFloor


def test_a_floor_of_another_day_or_machine_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path))
    floor = NoiseFloor(ratio=1.02, pairs=4, measured_at="2026-01-01T10:00:00+01:00")
    keep_floor(floor, None, busy=False)
    assert known_floor(None) is None
    now = NoiseFloor(ratio=1.02, pairs=4, measured_at=datetime.now(UTC).isoformat())
    keep_floor(now, None, busy=False)
    assert known_floor(None) == now
    early = datetime.now(UTC) - timedelta(hours=1)
    hour_old = NoiseFloor(ratio=1.02, pairs=4, measured_at=early.isoformat())
    keep_floor(hour_old, None, busy=False)
    assert known_floor(None) == hour_old
    keep_floor(hour_old, None, busy=True)
    assert known_floor(None) is None
    keep_floor(now, None, busy=False)
    monkeypatch.setattr("psutil.boot_time", lambda: 12345.0)
    assert known_floor(None) is None
    (tmp_path / FILE).write_text("[]")
    assert known_floor(None) is None
