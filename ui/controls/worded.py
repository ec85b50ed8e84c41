"""Words kept as their source, said anew when the language changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from ui.words import Words, tr

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object

Source = str | Words
"""A marked text, or one with fields: what a control is given instead of translated words."""


def said(source: Source) -> str:
    """``source`` in the reader's language."""
    return tr(source) if isinstance(source, str) else str(source)


class Worded(_Base):
    """Mixin, placed before the Qt class: calls :meth:`retranslate` on a change of language.

    It keeps accessible name, accessible description, tool tip and help as sources.
    """

    _name: Source = ""
    _description: Source = ""
    _tip: Source = ""
    _help: Source = ""
    _out_of_view = ""

    def set_spoken(
        self,
        name: Source | None = None,
        *,
        description: Source | None = None,
        tip: Source | None = None,
        help_: Source | None = None,
    ) -> None:
        """Set what a screen reader says, the tool tip, and the text F1 shows (``whatsThis``)."""
        if name is not None:
            self._name = name
        if description is not None:
            self._description = description
            if not description:
                self.setAccessibleDescription("")
        if tip is not None:
            self._tip = tip
        if help_ is not None:
            self._help = help_
        self._speak()

    def set_whole(self, text: str) -> None:
        """Tell in the tool tip what there is no room to show whole; "" when all is in view."""
        if text != self._out_of_view:
            self._out_of_view = text
            self.setToolTip("\n".join(filter(None, (text, said(self._tip)))))

    def retranslate(self) -> None:
        """Set every text anew; a control overrides it for the texts of its own."""

    def changeEvent(self, event: QEvent) -> None:
        """Say everything again when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()
            self.retranslate()
        super().changeEvent(event)

    def _speak(self) -> None:
        if self._name:
            self.setAccessibleName(said(self._name))
        if self._description:
            self.setAccessibleDescription(said(self._description))
        if self._tip:
            self.setToolTip("\n".join(filter(None, (self._out_of_view, said(self._tip)))))
        if self._help:
            self.setWhatsThis(said(self._help))
