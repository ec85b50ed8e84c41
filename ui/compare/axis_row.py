"""One setting that a sweep varies: which, from where to where, in how many steps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.spec import Axis, Parameter
from ui.charts.compare import naming
from ui.controls.button import IconButton
from ui.controls.choice import Choice
from ui.controls.number_field import NumberField
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words

from .setup import (
    MOST_POINTS,
    Setup,
    axis_settings,
    default_axis,
    default_span,
    size_settings,
    span_of,
    spread,
)

SETTING = 184


class AxisRow(QWidget):
    """Shows an axis; ``edited`` brings it as a person wants it, ``removed`` says to drop it."""

    edited = Signal(object)
    removed = Signal()

    def __init__(self, *, ends_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends_only = ends_only
        self._axis: Axis | None = None
        self._setup: Setup | None = None
        self._settings: tuple[str, ...] = ()
        self._span = (0.0, 1.0, False, False)
        self.setting = Choice(name=N_("What varies"))
        sized(self, lambda: self.setting.setFixedWidth(fonts.px(SETTING)))
        self.setting.chosen.connect(self._take_setting)
        self.remove = IconButton("x", N_("Do not vary this one"))
        self.remove.clicked.connect(self.removed)
        self.values = Text(size=12, tone="text2", wrap=True)
        self.trouble = Text(size=12, tone="bad")
        self.trouble.hide()
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.setting)
        self._fields = QHBoxLayout()
        self._fields.setSpacing(8)
        self._row.addLayout(self._fields)
        self._row.addStretch(1)
        self._row.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self.values)
        column.addWidget(self.trouble)
        self.low: NumberField | None = None
        self.high: NumberField | None = None
        self.points: NumberField | None = None

    def show_axis(self, axis: Axis, setup: Setup) -> None:
        """Show ``axis``; settings that another axis varies are not offered."""
        taken = {other.setting for other in setup.axes} - {axis.setting}
        if self._ends_only:
            settings = tuple(size_settings(setup.mix))
        else:
            settings = tuple(name for name in axis_settings(setup) if name not in taken)
        if settings != self._settings:
            self._settings = settings
            self.setting.clear_items()
            for name in settings:
                self.setting.add_item(Words("{setting}", setting=partial(_setting, name)), name)
        if self._axis is None or self._axis.setting != axis.setting:
            self._build(axis.setting, setup)
        self._axis, self._setup = axis, setup
        self.setting.set_current(axis.setting)
        numbers = [float(value) for value in axis.values if isinstance(value, int | float)]
        for field, value in (
            (self.low, min(numbers, default=0.0)),
            (self.high, max(numbers, default=1.0)),
            (self.points, float(len(axis.values))),
        ):
            if field is not None:
                field.set_value(int(value) if self._span[2] or field is self.points else value)
        self.values.setVisible(not self._ends_only)
        self.values.set_source(
            Words(
                N_("Measured at {values}"),
                values=lambda: " · ".join(naming.value_text(value) for value in axis.values),
            )
        )

    def _build(self, setting: str, setup: Setup) -> None:
        """Make the three fields anew: what they accept is the setting's."""
        while self._fields.count():
            item = self._fields.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        low, high, whole, log = self._span = span_of(setting, setup.mix)
        unit = naming.setting_unit(setting)
        number = 1 if whole else 1.0
        ends = Parameter(
            "end", "", unit, type(number)(low), (low, high), "log" if log else "linear", (), ""
        )
        count = Parameter("points", "", "", 5, (2, MOST_POINTS), "linear", (), "")
        self.low, self.high, self.points = (
            NumberField(ends),
            NumberField(ends),
            NumberField(count),
        )
        for words, field, name in (
            (N_("from"), self.low, N_("First value")),
            (N_("to"), self.high, N_("Last value")),
            (N_("values"), self.points, N_("How many values")),
        ):
            field.set_spoken(name)
            field.entered.connect(lambda _value: self._take_span())
            field.complaint.connect(self._complain)
            label = Text(words, tone="text2")
            first = field is not self.points
            if first or not self._ends_only:
                self._fields.addWidget(label if first else field)
                self._fields.addWidget(field if first else label)

    def _take_setting(self, setting: str) -> None:
        if self._setup is not None and self._axis is not None and setting != self._axis.setting:
            made = default_span if self._ends_only else default_axis
            self.edited.emit(made(setting, self._setup.mix))

    def _take_span(self) -> None:
        if self._axis is None or self.low is None or self.high is None or self.points is None:
            return
        low, high = sorted((float(self.low.value), float(self.high.value)))
        *_, whole, log = self._span
        count = 2 if self._ends_only else int(self.points.value)
        values = spread(low, high, count, whole=whole, log=log)
        self.edited.emit(Axis(setting=self._axis.setting, values=values))

    def _complain(self, trouble: Source) -> None:
        self.trouble.set_source(trouble)
        self.trouble.setVisible(bool(trouble))


def _setting(name: str) -> str:
    text = naming.setting_axis(name)
    return text[:1].upper() + text[1:]
