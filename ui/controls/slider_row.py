"""A parameter as a row: label, slider, and a field for the exact value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from lab.spec import Parameter
from ui.controls.number_field import NumberField
from ui.controls.scale import Scale
from ui.controls.slider import Slider
from ui.controls.text import Text
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, exact, quantity

Value = int | float


class SliderRow(Worded, QWidget):
    """One declared number that can be moved while a run goes on.

    ``changed`` brings the new value at every move of the person (also while dragging); a value
    that is not acceptable is marked with its span and never brought.
    """

    changed = Signal(object)

    def __init__(
        self,
        parameter: Parameter,
        *,
        label: Source | None = None,
        label_width: int = 92,
        tone: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self._scale = Scale.of(parameter)
        self._value: Value = parameter.default
        self._locked = False
        self._label = label if label is not None else parameter.label

        self.caption = Text(self._label, wrap=True)
        sized(self, lambda: self.caption.setFixedWidth(fonts.px(label_width)))
        self.slider = Slider(self._scale, tone=tone)
        self.field = NumberField(parameter)
        self.trouble = Text(size=12, tone="bad", wrap=True)
        self.trouble.hide()
        self.caption.setBuddy(self.slider)
        self.caption.installEventFilter(self)

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.caption, 0, 0)
        grid.addWidget(self.slider, 0, 1)
        grid.addWidget(self.field, 0, 2)
        # Over the whole row: beside the caption it would wrap and be cut off.
        grid.addWidget(self.trouble, 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

        self.slider.moved.connect(self._moved)
        self.slider.reset_asked.connect(self.reset)
        self.field.entered.connect(self._take)
        self.field.stepped.connect(self._step)
        self.field.complaint.connect(self._complain)
        self._name_parts()
        self._put(self._value)

    @property
    def value(self) -> Value:
        """The value in force."""
        return self._value

    @property
    def locked(self) -> bool:
        """Whether the row is shown but cannot be moved."""
        return self._locked

    def set_value(self, value: Value) -> None:
        """Show ``value`` without emitting :attr:`changed`."""
        self._value = self.parameter.clean(value)
        self._put(self._value)

    def set_locked(self, locked: bool, reason: Source = "") -> None:
        """Dim the row with a lock; ``reason`` is said in the tool tip. The value stays shown."""
        self._locked = locked
        for part in (self.caption, self.slider, self.field):
            part.setEnabled(not locked)
        tip = reason if locked and reason else self.parameter.help
        for part in (self.caption, self.slider, self.field):
            part.set_spoken(tip=tip)

    def set_colour(self, token: str) -> None:
        """Colour the track before the handle with a token."""
        self.slider.set_tones(token)

    def reset(self) -> None:
        """Go back to the default, as by hand."""
        self._take(self.parameter.default)

    def retranslate(self) -> None:
        """Say the value in the new language."""
        self._describe()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on the label resets, like one on the slider."""
        if (
            watched is self.caption
            and event.type() == QEvent.Type.MouseButtonDblClick
            and not self._locked
        ):
            self.reset()
            return True
        return super().eventFilter(watched, event)

    def _name_parts(self) -> None:
        unit = self.parameter.unit
        name: Source = self._label
        if unit:
            name = Words(N_("{label}, {unit}"), label=lambda: said(self._label), unit=unit)
        for part in (self.slider, self.field):
            part.set_spoken(name, tip=self.parameter.help, help_=self.parameter.help)
        self.caption.set_spoken(tip=self.parameter.help, help_=self.parameter.help)
        self.set_spoken(name, help_=self.parameter.help)

    def _moved(self, tick: int) -> None:
        self._take(self._scale.value(tick))

    def _step(self, steps: int) -> None:
        now = self._scale.tick(self._value)
        go = self._scale.stepped if abs(steps) == 1 else self._scale.paged
        self._take(self._scale.value(go(now, steps)))

    def _take(self, value: Value) -> None:
        value = self.parameter.clean(value)
        changed = value != self._value
        self._value = value
        self._put(value)
        if changed:
            self.changed.emit(value)

    def _put(self, value: Value) -> None:
        self.slider.setValue(self._scale.tick(value))
        self.field.set_value(value)
        self._describe()

    def _describe(self) -> None:
        self.slider.setAccessibleDescription(quantity(exact(self._value), self.parameter.unit))

    def _complain(self, trouble: Source) -> None:
        self.trouble.set_source(trouble)
        self.trouble.setVisible(bool(trouble))
        self.field.set_spoken(description=trouble)
