"""Look: applies theme, palette, style and type to the application, in one place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.theme import fonts, icons, sizing, tokens
from ui.theme.tokens import DARK, LIGHT, Theme, colour

CHOICES = ("system", "light", "dark")

_chosen: list[str] = []


def apply(app: QApplication, choice: str = "system") -> None:
    """Give the application its look: ``"light"``, ``"dark"`` or what the ``"system"`` says.

    May be called again at any time; all widgets repaint. Following the system goes on until
    another choice is applied.
    """
    if choice not in CHOICES:
        raise ValueError(f"no such look: {choice!r}")
    first = not _chosen
    _chosen[:] = [choice]
    if first or app.style().objectName() != "fusion":
        fonts.load()
        app.setStyle(QStyleFactory.create("Fusion"))
    if first:
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: follow(app))
    follow(app)


def chosen() -> str:
    """What was applied last: ``"light"``, ``"dark"`` or ``"system"``."""
    return _chosen[0] if _chosen else "system"


def follow(app: QApplication) -> None:
    """Put the theme of the present choice in force and tell every widget."""
    tokens.use(theme_for(app, chosen()))
    app.setFont(fonts.font())
    app.setPalette(palette())
    app.setStyleSheet(sheet())
    app.setWindowIcon(icons.app_icon())
    sizing.again()


def set_text_size(app: QApplication, percent: int) -> None:
    """Make all text ``percent`` of the system's text size; every widget follows at once."""
    fonts.set_zoom(percent / 100)
    if _chosen:
        follow(app)
        sizing.resized(app)


def theme_for(app: QApplication, choice: str) -> Theme:
    """The theme a choice stands for now; light where the system tells nothing."""
    if choice == "system":
        dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    else:
        dark = choice == "dark"
    return DARK if dark else LIGHT


_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "border",
}
_DIMMED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def palette() -> QPalette:
    """The whole palette of the theme in force."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, colour(token))
    for role in _DIMMED:
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("text3"))
    return made


def sheet() -> str:
    """The one style sheet: frames by name, menus, scroll bars, line edits, tables, tool tips."""
    t = tokens.current()
    unit = fonts.px
    return f"""
    QFrame#card {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: 10px; }}
    QFrame#panel {{ background: {t.surface}; border: 0; border-right: 1px solid {t.border}; }}
    QFrame#bar {{ background: {t.surface}; border: 0; border-bottom: 1px solid {t.border}; }}
    QFrame#foot {{ background: {t.surface}; border: 0; border-top: 1px solid {t.border}; }}
    QFrame#status {{ background: {t.rail}; border: 0; border-top: 1px solid {t.border}; }}
    QFrame#rail {{ background: {t.rail}; border: 0; border-right: 1px solid {t.border}; }}
    QFrame#rule {{ background: {t.border}; border: 0; max-height: 1px; min-height: 1px; }}
    QFrame#vrule {{ background: {t.border}; border: 0; max-width: 1px; min-width: 1px; }}
    QScrollArea, QScrollArea > QWidget > QWidget#page {{ background: transparent; border: 0; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle {{ background: {t.other}; border-radius: 3px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 32px; }}
    QScrollBar::handle:horizontal {{ min-width: 32px; }}
    QScrollBar::handle:hover {{ background: {t.control}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QMenu {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; }}
    QMenu::item {{ padding: {unit(6)}px {unit(24)}px {unit(6)}px {unit(8)}px; border-radius: 5px; }}
    QMenu::item:selected {{ background: {t.accent_tint}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {t.text3}; }}
    QMenu::icon {{ padding-left: 8px; }}
    QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
                padding: 4px 6px; }}
    .QLineEdit, .QPlainTextEdit {{ border: 1px solid {t.control}; border-radius: 7px;
                padding: 0 6px; background: {t.surface}; color: {t.text};
                selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    .QLineEdit:focus, .QPlainTextEdit:focus {{ border: 2px solid {t.accent}; padding: 0 5px; }}
    NoteField {{ border: 1px solid {t.border}; border-radius: 7px; padding: 0 4px;
                background: {t.surface}; color: {t.text};
                selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    NoteField:focus {{ border: 2px solid {t.accent}; padding: 0 3px; }}
    NumberField, LineField {{ background: transparent; border: 0; }}
    QComboBox QAbstractItemView {{ background: {t.raised}; color: {t.text}; outline: 0;
                border: 1px solid {t.border}; padding: 4px; }}
    QComboBox QAbstractItemView::item {{ padding: 0 8px; border-radius: 5px; color: {t.text}; }}
    QComboBox QAbstractItemView::item:selected {{ background: {t.accent_tint}; }}
    QComboBox QAbstractItemView::item:disabled {{ color: {t.text3}; }}
    QTableView {{ background: {t.surface}; border: 0; gridline-color: {t.border}; outline: 0; }}
    QHeaderView {{ background: {t.surface}; border: 0; }}
    QHeaderView::section {{ background: {t.surface}; color: {t.text3}; border: 0;
                border-bottom: 1px solid {t.border}; padding: 0 12px; }}
    """
