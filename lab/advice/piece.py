"""A kind of task as plain Python: the form of what a made program is put together from.

A piece says the same twice where it can: as a function that blocks its thread, and as a coroutine
function. What carries out a task gives a number that only depends on its sizes, so that programs of
different approaches can be held against each other by the sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lab.spec import Value

Sizes = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One kind of task. ``call`` is an expression that gives what carries out one task.

    ``loop_call`` is the same for a coroutine, empty where there is no async form; ``functions``
    and ``loop_functions`` are what each of them needs. ``context`` is a ``with`` item that has to
    be entered first (``loop_context`` in its place where the coroutine function is used, unless
    None), ``loop_end`` a line that an event loop ends with. ``needs`` are libraries by the names
    one installs. Source texts end without a line break.
    """

    call: str
    functions: tuple[str, ...] = ()
    loop_call: str = ""
    loop_functions: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    context: str = ""
    loop_context: str | None = None
    loop_end: str = ""
    needs: tuple[str, ...] = ()


def plain(value: Value) -> str:
    """A number as it is written in a program: ``20``, ``0.04``, ``20_000``."""
    number = float(value)
    return f"{int(number):_}" if number.is_integer() else f"{number:.10g}"
