"""Every test has a person's folders of its own, short enough for the path of a socket."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The variables that lead to the folders; set in this process as well."""
    with tempfile.TemporaryDirectory(prefix="one-") as folder:
        made = {}
        for name in ("XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "HEBRA_DATA", "TMPDIR"):
            path = Path(folder, name[-4:])
            path.mkdir(mode=0o700)
            made[name] = str(path)
            monkeypatch.setenv(name, str(path))
        monkeypatch.setattr(tempfile, "tempdir", made["TMPDIR"])
        yield made
