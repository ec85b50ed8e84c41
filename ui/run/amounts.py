"""Figures as fields of a sentence: each writes itself in the language of now."""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import figure, number, percent


@dataclass(frozen=True)
class Share:
    """A share 0..1 that is written as per cent in the reader's language."""

    value: float

    def __str__(self) -> str:
        return percent(self.value)


@dataclass(frozen=True)
class Amount:
    """A measured figure, written with three significant digits in the reader's language."""

    value: float

    def __str__(self) -> str:
        return figure(self.value)


@dataclass(frozen=True)
class Rough:
    """An estimate, written with one decimal: more would claim too much."""

    value: float

    def __str__(self) -> str:
        return number(self.value, 1)


@dataclass(frozen=True)
class Count:
    """A whole number, written with the reader's thousands separators."""

    value: int

    def __str__(self) -> str:
        return number(self.value)


@dataclass(frozen=True)
class Cores:
    """Cores' worth of CPU, written alike wherever it stands: 0.74, 1.98, 12.5."""

    value: float

    def __str__(self) -> str:
        return number(self.value, 2 if self.value < 9.995 else 1)


@dataclass(frozen=True)
class Whole:
    """A number without digits it does not need: 10, 0.5."""

    value: float

    def __str__(self) -> str:
        return number(self.value, 0 if self.value == int(self.value) else 1)
