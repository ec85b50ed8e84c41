"""What review would say of every file, said here once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path.relative_to(ROOT)
    for folder in ("lab", "ui", "tests", "packaging")
    for path in (ROOT / folder).rglob("*.py")
)
WINDOW = [path for path in SOURCES if path.parts[0] == "ui"]
LONGEST = 400
NAME = "Hebra"

# What shows a text to a person: the argument that is the text has to be translated.
SHOWS = {
    "QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction",
    "addAction", "addMenu", "addTab", "setText", "setTitle", "setToolTip", "setStatusTip",
    "setWindowTitle", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription",
    "setWhatsThis", "setPrefix", "setSuffix", "setInformativeText",
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]{4,}")
"""Shorter ones are units and symbols."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name


@cache
def names_of_qt() -> frozenset[str]:
    """Every name that a class of Qt or pyqtgraph has, hence may be overridden."""
    import pyqtgraph
    from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets

    modules = (QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets, pyqtgraph)
    return frozenset(
        name
        for module in modules
        for owner in vars(module).values()
        if isinstance(owner, type)
        for name in dir(owner)
    )


def test_there_are_sources() -> None:
    assert Path("lab/spec/words.py") in SOURCES
    assert WINDOW


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_is_named_by_what_it_holds(path: Path) -> None:
    assert path.stem not in {"util", "utils", "helpers", "misc", "common"}
    assert not path.stem.startswith("qt_")


@pytest.mark.parametrize("path", WINDOW, ids=str)
def test_only_overrides_are_camel_case(path: Path) -> None:
    camel = {name for name in functions(path) if re.search(r"[a-z][A-Z]", name)}
    assert sorted(camel - names_of_qt()) == []


def literals(node: ast.expr) -> Iterator[str]:
    """The text that an argument is, or the fixed parts of it."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield re.sub(r"<[^>]*>", "", part.value)


def untranslated(path: Path) -> Iterator[str]:
    """Texts that are shown as they are written."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            for argument in node.args if name in SHOWS else ():
                for text in literals(argument):
                    if text != NAME and WORD.search(text):
                        yield f"{path}:{node.lineno}: {name}({text!r})"


@pytest.mark.parametrize("path", WINDOW, ids=str)
def test_what_is_shown_is_translated(path: Path) -> None:
    assert list(untranslated(path)) == []
