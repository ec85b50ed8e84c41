"""How the work divides between two kinds of task: one slider, a share at either end."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.controls.scale import Scale
from ui.controls.slider import Slider
from ui.controls.text import Text
from ui.controls.worded import Source, Worded, said
from ui.words import N_, Words, percent

_STEPS = 100


class MixSlider(Worded, QWidget):
    """``CPU 70 %`` left, ``I/O 30 %`` right; ``changed`` brings the left share, 0..1."""

    changed = Signal(float)

    def __init__(
        self, left: Source = "", right: Source = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self.left_label = Text(size=12, weight=600)
        self.right_label = Text(size=12, weight=600)
        scale = Scale(low=0, high=_STEPS, quantum=1.0, logarithmic=False, whole=True)
        self.slider = Slider(scale, tone="accent", second="other")
        ends = QHBoxLayout()
        ends.setContentsMargins(0, 0, 0, 0)
        ends.addWidget(self.left_label)
        ends.addStretch(1)
        ends.addWidget(self.right_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(ends)
        column.addWidget(self.slider)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.slider.moved.connect(self._moved)
        self.slider.reset_asked.connect(self._even)
        self.set_share(0.5)
        self._name_parts()

    @property
    def share(self) -> float:
        """The left kind's share, 0..1."""
        return self.slider.value() / _STEPS

    def set_share(self, share: float) -> None:
        """Show a share without emitting :attr:`changed`."""
        self.slider.setValue(round(share * _STEPS))
        self.retranslate()

    def set_kinds(self, left: Source, right: Source) -> None:
        """Name the two kinds."""
        self._left, self._right = left, right
        self._name_parts()
        self.retranslate()

    def set_colour(self, token: str) -> None:
        """Colour the left kind's part of the track with a token."""
        self.slider.set_tones(token, "other")

    def retranslate(self) -> None:
        """Write both shares in the language of now."""
        # As sources: a label that is told of a new language shows its source again.
        self.left_label.set_source(f"{said(self._left)} {percent(self.share)}")
        self.right_label.set_source(f"{said(self._right)} {percent(1 - self.share)}")
        self.slider.setAccessibleDescription(f"{self.left_label.text()}, {self.right_label.text()}")

    def _name_parts(self) -> None:
        name = Words(
            N_("Mix of {left} and {right}, %"),
            left=lambda: said(self._left),
            right=lambda: said(self._right),
        )
        self.slider.set_spoken(name)
        self.set_spoken(name)

    def _moved(self, _tick: int) -> None:
        self.retranslate()
        self.changed.emit(self.share)

    def _even(self) -> None:
        self.slider.setValue(_STEPS // 2)
        self._moved(_STEPS // 2)
