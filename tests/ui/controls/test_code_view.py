"""A listing shows the program whole, whatever is marked in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.controls.conftest import Stage
from ui.controls.code_view import CodeView, tint
from ui.controls.python_parts import Part, parts
from ui.theme import fonts
from ui.theme.tokens import DARK, LIGHT, Theme, mix, use
from ui.words import N_, Words

PROGRAM = '''def work(n):
    """Adds,
    in two lines."""
    global counter
    for _ in range(n):
        counter = counter + 1  # not atomic
'''


def kinds(program: str) -> dict[str, set[str]]:
    """What is coloured as what."""
    lines = program.split("\n")
    found: dict[str, set[str]] = {}
    for part in parts(program):
        found.setdefault(part.kind, set()).add(lines[part.line][part.start : part.end])
    return found


def test_words_are_coloured_by_what_they_are() -> None:
    assert kinds(PROGRAM) == {
        "keyword": {"def", "global", "for", "in"},
        "function": {"work", "range"},
        "string": {'"""Adds,', '    in two lines."""'},
        "number": {"1"},
        "comment": {"# not atomic"},
    }


def test_a_string_with_fields_is_a_string_on_every_python() -> None:
    assert 'f"' in "".join(sorted(kinds('print(f"{a} of {b}")')["string"]))


def test_a_piece_of_a_program_is_shown_all_the_same() -> None:
    assert parts("with lock:\n        (") == [Part(0, 0, 4, "keyword")]


@given(st.text(st.sampled_from("ab (:)\n\t'\"#\\f{}1é"), max_size=60))
def test_no_part_lies_outside_its_line(program: str) -> None:
    lines = program.split("\n")
    for part in parts(program):
        assert 0 <= part.start < part.end
        assert part.line < len(lines)


def test_every_line_is_shown_in_full(stage: Stage) -> None:
    view = CodeView(PROGRAM)
    stage(view, width=200)
    column = fonts.metrics(12, mono=True).horizontalAdvance("0")
    assert view.width() >= column * max(map(len, PROGRAM.split("\n")))
    assert view.text == PROGRAM.rstrip("\n")


def test_marks_are_seen_and_told_and_can_be_taken_away(stage: Stage) -> None:
    view = CodeView(PROGRAM)
    stage(view)
    bare, size = view.grab().toImage(), view.size()
    view.mark(6, "bad", Words(N_("{first} {second}"), first="A", second="reads"), "threads")
    view.mark(6, "bad", "B waits", "combined")
    assert view.marks() == {6: ("bad", ["A reads", "B waits"])}
    assert "A reads, B waits" in view.accessibleDescription()
    assert view.accessibleDescription().startswith("def work(n):")
    assert view.grab().toImage() != bare
    view.clear_marks()
    assert view.marks() == {}
    assert view.grab().toImage() == bare
    assert view.size() == size


def test_a_line_that_is_not_there_cannot_be_marked(stage: Stage) -> None:
    view = CodeView("x = 1")
    stage(view)
    with pytest.raises(ValueError, match="2"):
        view.mark(2, "bad")


def test_programs_side_by_side_can_be_equally_high(stage: Stage) -> None:
    short, long = CodeView("x = 1"), CodeView(PROGRAM)
    short.keep_lines(6)
    stage(short, long)
    assert short.height() == long.height()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("tone", ["bad", "good", "warn", "accent", "threads", "combined"])
def test_code_can_be_read_on_a_tint(theme: Theme, tone: str) -> None:
    from tests.ui.theme.test_contrast import contrast

    use(theme)
    try:
        paper = tint(tone).name()
        for ink in ("text", "code_keyword", "code_function", "code_number", "code_comment"):
            assert contrast(getattr(theme, ink), paper) >= 4.5, ink
        assert contrast(theme.text, mix("surface", tone, 0.22).name()) >= 4.5
    finally:
        use(LIGHT)
