"""A parameter is declared once; slider, flag, file key, column and reference are made from it.

A declaration is metadata on a dataclass field, so a parameter class stays a plain frozen
dataclass and works in a bare Python. One walker, :func:`parameters`, serves every output.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from .words import told

KEY = "hebra.parameter"


@dataclass(frozen=True)
class Parameter:
    """What is known of one parameter, apart from its value."""

    name: str
    label: str
    unit: str
    default: Any
    span: tuple[float, float] | None
    scale: str
    choices: tuple[str, ...]
    help: str

    @property
    def type(self) -> type:
        """The type of the value: ``int``, ``float``, ``bool`` or ``str``."""
        return type(self.default)

    def problem(self, value: object) -> str | None:
        """Say in plain words why ``value`` is not acceptable, or ``None`` when it is."""
        if self.type is bool:
            return None if isinstance(value, bool) else told("must be true or false")
        if self.choices:
            if value in self.choices:
                return None
            return told("must be one of {choices}", choices=", ".join(self.choices))
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return told("must be a number, {span}", span=self.span_text())
        if self.type is int and value % 1 != 0:
            return told("must be a whole number, {span}", span=self.span_text())
        if self.span and not self.span[0] <= value <= self.span[1]:
            return told("must be {span}", span=self.span_text())
        return None

    def clean(self, value: Any) -> Any:
        """Return an acceptable ``value`` in the parameter's own type."""
        return value if self.choices else self.type(value)

    def span_text(self) -> str:
        """The span with its unit, as words: ``0.1 to 1,000 ms``."""
        if self.choices:
            return ", ".join(self.choices)
        if self.span is None:
            return ""
        low, high = self.span
        if not self.unit:
            return told("{low:,.10g} to {high:,.10g}", low=low, high=high)
        return told("{low:,.10g} to {high:,.10g} {unit}", low=low, high=high, unit=self.unit)


def param(
    default: Any,
    *,
    label: str,
    unit: str = "",
    span: tuple[float, float] | None = None,
    scale: str = "linear",
    choices: tuple[str, ...] = (),
    help: str,  # noqa: A002 - the word the reader of a declaration expects
) -> Any:
    """Declare one parameter as a dataclass field.

    ``scale`` is ``"linear"`` or ``"log"``; ``span`` is inclusive, in ``unit``. A number needs a
    span, a string needs choices.
    """
    if not isinstance(default, (bool, int, float, str)):
        raise TypeError(f"a parameter is a bool, an int, a float or a str, not {type(default)!r}")
    if isinstance(default, str) and not choices:
        raise TypeError("a text parameter needs its choices")
    if isinstance(default, (int, float)) and not isinstance(default, bool) and span is None:
        raise TypeError("a number without a span is no parameter")
    meta = Parameter("", label, unit, default, span, scale, choices, help)
    return dataclasses.field(default=default, metadata={KEY: meta})


def parameters(owner: Any) -> tuple[Parameter, ...]:
    """All parameters of a dataclass (or of one of its instances), in the order written."""
    return tuple(
        dataclasses.replace(field.metadata[KEY], name=field.name)
        for field in dataclasses.fields(owner)
        if KEY in field.metadata
    )
