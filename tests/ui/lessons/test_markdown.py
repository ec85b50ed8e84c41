"""Markdown as rich text: code in colours, nothing of it is carried out or loaded."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.lessons.markdown import rich
from ui.lessons.prose import Prose
from ui.theme import look
from ui.theme.tokens import current
from ui.words import N_


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    look.apply(qapp, "light")


def test_a_program_has_the_colours_of_code() -> None:
    found = rich("```python\nfor i in x:  # <why>\n    pass\n```")
    assert f'<span style="color:{current().code_keyword}">for</span>' in found
    assert "&lt;why&gt;" in found
    assert f'bgcolor="{current().sunken}"' in found
    assert "color:" not in rich("```text\nfor i in x\n```")


def test_html_is_shown_as_it_is_written() -> None:
    found = rich('<script>x</script> ![p](file:///etc/passwd) [l](javascript:x) <b onclick="x">')
    assert "<script" not in found
    assert "<img" not in found
    assert 'href="javascript' not in found
    assert "<b" not in found


def test_a_sign_stays_with_its_figure() -> None:
    assert "20\u00a0%" in rich("about 20 % of")


def test_text_is_as_high_as_it_is_long(qtbot: QtBot) -> None:
    prose = Prose(N_("Text of the lesson"))
    qtbot.addWidget(prose)
    prose.resize(400, 10)
    prose.show()
    prose.set_markdown("word " * 200)
    high = prose.height()
    assert high > 200
    prose.resize(800, high)
    qtbot.waitUntil(lambda: prose.height() < high)
    prose.set_markdown("")
    assert prose.height() == 0
