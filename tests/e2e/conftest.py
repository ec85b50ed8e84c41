"""A desk for the whole folder, and where things stand on it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desk import Desk, missing
from tests.e2e.places import Places, lay_out
from tests.e2e.program import Home

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A virtual screen; the test is skipped, with the reason, where there can be none."""
    if reason := missing():
        pytest.skip(reason)
    with Desk(tmp_path_factory.mktemp("screen")) as desk:
        yield desk


@pytest.fixture(scope="session")
def places(qapp: QApplication) -> Places:
    """Where things stand in the window."""
    return lay_out(qapp)


@pytest.fixture
def home() -> Iterator[Home]:
    """Folders of a person who has been shown around and has done nothing else yet.

    Not below ``tmp_path``: no person's temporary folder has so long a name, and the socket of a
    fork server has to fit into 108 bytes.
    """
    with tempfile.TemporaryDirectory(prefix="e2e-") as folder:
        yield Home(Path(folder))


@pytest.fixture
def newcomers_home() -> Iterator[Home]:
    """Folders of a person who has never used Hebra."""
    with tempfile.TemporaryDirectory(prefix="e2e-") as folder:
        yield Home(Path(folder), newcomer=True)
