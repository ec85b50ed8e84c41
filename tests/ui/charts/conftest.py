from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui import words
from ui.theme import look


@pytest.fixture(autouse=True)
def ordinary_look(qapp: QApplication) -> Iterator[None]:
    words.set_language("en")
    look.apply(qapp, "light")
    yield
    look.apply(qapp, "light")
    words.set_language("en")
