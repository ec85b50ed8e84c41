from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lab.assets import resource
from ui.controls.text import Text
from ui.theme import fonts, icons, look
from ui.theme.tokens import DARK, LIGHT, current


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    look.apply(qapp, "light")
    yield qapp
    fonts.set_zoom(1.0)
    look.apply(qapp, "light")


def test_light_and_dark_recolour_what_is_on_screen(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = Text("word", tone="text2", parent=window)
    window.show()
    role = QPalette.ColorRole.WindowText
    assert label.palette().color(role).name().upper() == LIGHT.text2

    look.apply(app, "dark")

    assert current() is DARK
    assert window.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg
    qtbot.waitUntil(lambda: label.palette().color(role).name().upper() == DARK.text2)


def test_a_window_without_a_word_from_the_system_is_light(app: QApplication) -> None:
    look.apply(app, "system")
    assert look.chosen() == "system"
    assert current().name == look.theme_for(app, "system").name


def test_an_unknown_look_is_refused(app: QApplication) -> None:
    with pytest.raises(ValueError, match="blue"):
        look.apply(app, "blue")


def test_the_bundled_families_are_used_with_figures_of_one_width(app: QApplication) -> None:
    assert {fonts.SANS, fonts.MONO} <= set(QFontDatabase.families())
    assert QFontInfo(app.font()).family() == fonts.SANS
    for size, weight in ((12, 400), (13, 600), (28, 600)):
        face = QFontMetricsF(fonts.font(size, weight))
        assert face.horizontalAdvance("1111") == pytest.approx(face.horizontalAdvance("0000"))


def test_all_type_grows_with_the_systems_text_size(app: QApplication) -> None:
    fonts.set_zoom(1.0)
    small = fonts.font(13).pixelSize()
    fonts.set_zoom(2.0)
    assert small == 13
    assert fonts.font(13).pixelSize() == 26
    assert fonts.px(32) == 64


def test_the_style_sheet_leaves_other_fields_alone(app: QApplication, qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.resize(100, 32)
    line.show()
    edge = line.grab().toImage().pixelColor(50, 0)
    assert edge.name().upper() == LIGHT.control


def test_icons_take_the_colour_of_their_token(app: QApplication) -> None:
    image = icons.pixmap("stop-fill", 16, "bad", 2.0).toImage()
    assert (image.width(), image.height()) == (32, 32)
    assert image.pixelColor(16, 16).name().upper() == LIGHT.bad
    look.apply(app, "dark")
    image = icons.pixmap("stop-fill", 16, "bad", 2.0).toImage()
    assert image.pixelColor(16, 16).name().upper() == DARK.bad


def test_every_shipped_icon_can_be_drawn(app: QApplication) -> None:
    for path in resource("icons").glob("*.svg"):
        image = icons.pixmap(path.stem, 24).toImage()
        assert any(
            image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(24)
        ), path.name


def test_every_icon_named_in_the_window_is_shipped(root: Path) -> None:
    shipped = {path.stem for path in resource("icons").glob("*.svg")}
    named = set()
    for path in (root / "ui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'\bicon="([a-z-]+)"', text))
        named |= set(re.findall(r'picture\([^"]*"([a-z-]+)", \d', text))
    assert named
    assert named <= shipped


def test_a_missing_icon_is_an_error_where_it_is_named(app: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon")


def test_the_app_has_an_icon_in_all_sizes(app: QApplication) -> None:
    assert {16, 48, 256} <= {size.width() for size in icons.app_icon().availableSizes()}


def test_licences_of_what_is_bundled_are_shipped() -> None:
    texts = [path.read_text(encoding="utf-8") for path in resource("licences").glob("*.txt")]
    assert any("SIL OPEN FONT LICENSE" in text and "Inter" in text for text in texts)
    assert any("SIL OPEN FONT LICENSE" in text and "JetBrains" in text for text in texts)
    assert any("MIT License" in text and "Phosphor" in text for text in texts)
