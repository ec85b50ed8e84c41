"""What review would say of every file, said here once."""

from __future__ import annotations

import ast
import logging
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
    """Every name that a class of Qt, pyqtgraph or logging has, hence may be overridden."""
    import pyqtgraph
    from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets

    modules = (QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets, pyqtgraph, logging)
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


def test_every_file_can_be_read_in_one_go() -> None:
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in SOURCES}
    assert [path for path, text in texts.items() if len(text.splitlines()) > LONGEST] == []


def test_every_file_is_named_by_what_it_holds() -> None:
    nameless = {"util", "utils", "helpers", "misc", "common"}
    assert [p for p in SOURCES if p.stem in nameless or p.stem.startswith("qt_")] == []


def test_only_overrides_are_camel_case() -> None:
    camel = {(p, name) for p in WINDOW for name in functions(p) if re.search(r"[a-z][A-Z]", name)}
    assert sorted((p, name) for p, name in camel if name not in names_of_qt()) == []


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


def test_what_is_shown_is_translated() -> None:
    assert [found for path in WINDOW for found in untranslated(path)] == []


# ── Systems ──────────────────────────────────────────────────────────────────────────────────
NAMES_OF_SYSTEMS = {("sys", "platform"), ("os", "name"), ("platform", "system")}
BY_NAME = {
    Path("lab/cli/window.py"): "which systems name their display in the environment is Qt's rule",
    Path("lab/places.py"): "platformdirs goes by the name; it is not imported that early",
}
"""Where a system's name decides, and why nothing could be asked instead."""


def says_system(node: ast.AST) -> bool:
    """Whether somewhere in there is ``sys.platform`` or one of its kin."""
    return any(
        isinstance(inner, ast.Attribute)
        and isinstance(inner.value, ast.Name)
        and (inner.value.id, inner.attr) in NAMES_OF_SYSTEMS
        for inner in ast.walk(node)
    )


def decides_by_name(module: ast.Module) -> list[int]:
    """Lines on which the system's name is compared, searched, or imported to be so."""
    lines = []
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            named = {(node.module, alias.name) for alias in node.names}
            found = bool(named & NAMES_OF_SYSTEMS)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asks = node.func.attr in {"startswith", "endswith", "get"}
            found = asks and (says_system(node.func.value) or any(map(says_system, node.args)))
        elif isinstance(node, ast.Subscript):
            found = says_system(node.slice)
        else:
            found = isinstance(node, ast.Compare | ast.Match) and says_system(node)
        if found:
            lines.append(getattr(node, "lineno", 0))
    return lines


@pytest.mark.parametrize(
    "planted",
    [
        'if sys.platform == "win32":\n    pass',
        'if "linux" in sys.platform:\n    pass',
        'x = sys.platform.startswith("darwin")',
        'x = 1 if platform.system() == "Windows" else 2',
        'if os.name != "posix":\n    pass',
        'x = {"nt": 1}[os.name]',
        'x = {"nt": 1}.get(os.name)',
        'match sys.platform:\n    case "win32":\n        pass',
        "from sys import platform",
    ],
)
def test_a_decision_by_a_systems_name_is_found(planted: str) -> None:
    assert decides_by_name(ast.parse(planted))


def test_systems_are_told_by_what_they_can_do() -> None:
    """See lab/capabilities.py. A name that is shown or written down is fine."""
    product = [path for path in SOURCES if path.parts[0] in ("lab", "ui")]
    found = {path: lines for path in product if (lines := decides_by_name(tree(path)))}
    assert found.keys() == BY_NAME.keys(), f"by the system's name on these lines: {found}"
