"""A reader's language: words and figures. An argument wherever something is said, never global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lab.spec.words import Told

Words = Callable[[str], str]


@dataclass(frozen=True)
class _Figure:
    """A number in a message: written as its source says, with the reader's signs."""

    value: float
    decimal: str

    def __format__(self, spec: str) -> str:
        group = "." if self.decimal == "," else ","
        text = format(self.value, spec).replace("-", "−")
        return text.translate({ord(","): group, ord("."): self.decimal})

    def __str__(self) -> str:
        return format(self, "")


@dataclass(frozen=True)
class Wording:
    """``words`` translates a text marked with ``N_()``; ``decimal`` is the decimal sign."""

    words: Words = str
    decimal: str = "."

    def say(self, text: str, **fields: object) -> str:
        """``text`` in the reader's language, its fields filled in."""
        return self.words(text).format(**fields)

    def tell(self, text: str) -> str:
        """A message of the laboratory in the reader's language; what is not told stays as it is."""
        if not isinstance(text, Told):
            return text
        fields = {name: self._field(value) for name, value in text.fields.items()}
        return self.words(text.source).format(**fields) if fields else self.words(text.source)

    def _field(self, value: object) -> object:
        if isinstance(value, str):
            return self.tell(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _Figure(value, self.decimal)
        return value

    def number(self, value: float, digits: int | None = None) -> str:
        """A figure with the reader's decimal sign; three significant digits unless told."""
        if digits is None:
            size = abs(value)
            digits = 0 if size >= 99.95 or value == 0 else 1 if size >= 9.995 else 2
            digits = 3 if 0 < size < 0.9995 else digits
        group = "." if self.decimal == "," else ","
        text = f"{value:,.{digits}f}".replace("-", "−")
        return text.translate({ord(","): group, ord("."): self.decimal})

    def percent(self, share: float) -> str:
        """A share of 1 as whole percent."""
        return f"{self.number(100 * share, 0)} %"

    def plain(self, value: float) -> str:
        """A figure on an axis, without needless zeros."""
        return f"{value:.10g}".replace("-", "−").replace(".", self.decimal)
