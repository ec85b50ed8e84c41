"""The bundled fonts have every letter that is shown, so a system without fonts is no matter."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtGui import QFont, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from lab.assets import resource
from ui.theme import fonts, look

ANYHOW = "−–—…·×±µσαβδ≤≥≈½→←↑↓▲▼▶★✓✗“”’«»¿¡º€"
"""What figures and signs are made of, whether a text has it today or not."""
ONLY_IN_THE_TERMINAL = "█▉▊▋▌▍▎▏"
LOOKS = """
import sys
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication
from ui.theme import fonts, look
app = QApplication([])
print(len(QFontDatabase.families()))
print(fonts.scale())
fonts.set_zoom(1.0)
look.apply(app, "light")
print(fonts.scale())
for size, weight, mono in ((13, 400, False), (13, 500, False), (28, 600, False), (12, 400, True)):
    wanted = fonts.font(size, weight, mono=mono)
    info = QFontInfo(wanted)
    print(info.family(), info.weight(), info.pixelSize(), fonts.metrics(size, weight).height() > 0)
print(fonts.width("MMMM", 13, 400) < fonts.width("MMMM", 13, 600))
"""


def _written() -> Iterator[tuple[str, str]]:
    """Every text a person may come to see, and where it is from."""
    for language in ("en", "es"):
        path = resource("locale", language, "LC_MESSAGES", "hebra.po")
        with path.open("rb") as file:
            for message in read_po(file):
                for text in (message.id, message.string):
                    for one in [text] if isinstance(text, str) else text or ():
                        yield one, path.name
    for path in resource("lessons").rglob("*.md"):
        yield path.read_text(encoding="utf-8"), path.name
    for path in resource("experiments").glob("*.toml"):
        yield path.read_text(encoding="utf-8"), path.name


def _in_the_source(root: Path) -> Iterator[tuple[str, str]]:
    """The strings of the program: signs are often put between texts."""
    for folder in ("lab", "ui"):
        for path in (root / folder).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value, path.name


@pytest.fixture(scope="module")
def letters(root: Path) -> dict[str, str]:
    """Every printable character, and one place where it is found."""
    found = dict.fromkeys(ANYHOW, "always")
    for text, place in (*_written(), *_in_the_source(root)):
        for letter in text:
            if letter.isprintable() and letter not in ONLY_IN_THE_TERMINAL:
                found.setdefault(letter, place)
    return found


def test_no_letter_is_missing(qapp: QApplication, letters: dict[str, str]) -> None:
    assert len(letters) > 120
    faces = sorted(resource("fonts").glob("Inter*.otf"))
    assert len(faces) == 3
    for face in faces:
        raw = QRawFont(str(face), 16)
        missing = {x: y for x, y in letters.items() if not raw.supportsCharacter(ord(x))}
        assert not missing, f"{face.name} lacks {missing}"
    # Code is ASCII; what surrounds it there is in Spanish too.
    spoken = {x: y for x, y in letters.items() if ord(x) < 0x180 or x in "→←–…×−"}
    for face in sorted(resource("fonts").glob("JetBrains*.ttf")):
        raw = QRawFont(str(face), 16)
        missing = {x: y for x, y in spoken.items() if not raw.supportsCharacter(ord(x))}
        assert not missing, f"{face.name} lacks {missing}"


def test_the_families_are_found_by_their_names(qapp: QApplication, letters: dict[str, str]) -> None:
    look.apply(qapp, "light")
    metrics = QFontMetrics(QFont(fonts.SANS))
    assert not [letter for letter in letters if not metrics.inFontUcs4(ord(letter))]
    assert metrics.horizontalAdvance("▲") > 0


def test_a_system_without_any_font_looks_the_same(root: Path, tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    done = subprocess.run(
        [sys.executable, "-c", LOOKS],
        cwd=root,
        env={**os.environ, "FONTCONFIG_FILE": str(empty), "HOME": str(tmp_path)},
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    before, first_scale, scale, *faces, heavier = done.stdout.splitlines()
    assert int(before) <= 3, "Qt's own aliases at most"
    assert first_scale == scale == "1.0"
    assert faces == [
        "Inter 400 13 True",
        "Inter 500 13 True",
        "Inter 600 28 True",
        "JetBrains Mono 400 12 True",
    ]
    assert heavier == "True"
