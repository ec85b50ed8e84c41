"""What every scenario offers to whoever watches it, and how its program is begun.

A scene has started its program and looks at it from outside: who waits, who holds, how much is
done. It does not know what ought to happen.
"""

from __future__ import annotations

import linecache
from collections.abc import Iterable
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any, Protocol

from .graph import Wait
from .locks import Holding, Thing
from .programs import Program

Stack = list[dict[str, Any]]
"""Lines of the program, the innermost last: ``function``, ``line`` (from 1) and ``text``."""


@dataclass(frozen=True)
class Look:
    """One moment."""

    waits: tuple[Wait, ...]
    held: tuple[Holding, ...]
    done: int
    """How many things are done of those wanted."""
    over: bool
    """Whether everything has ended by itself."""


class Scene(Protocol):
    """A program that goes on."""

    @property
    def workers(self) -> list[Thing]:
        """Who takes part."""
        ...

    @property
    def things(self) -> list[Thing]:
        """What they can wait for, besides each other."""
        ...

    @property
    def seen_by(self) -> str:
        """By which means waits are seen; a word of this probe."""
        ...

    def rest(self, seconds: float) -> bool:
        """Let the program go on for so long; True when the end is wished for."""
        ...

    def look(self) -> Look:
        """What there is to see now. RuntimeError when the program has failed."""
        ...

    def stacks(self) -> dict[str, Stack]:
        """Where everybody is now, by name."""
        ...

    def close(self) -> None:
        """End what can be ended; threads and tasks that are stuck end with this process."""
        ...


def begin(program: Program) -> dict[str, Any]:
    """Carry a program's definitions out, so that its functions can be called; its namespace."""
    lines = program.text.splitlines(keepends=True)
    # Where tracebacks look for the text of a line.
    linecache.cache[program.file] = (len(program.text), None, lines, program.file)
    namespace: dict[str, Any] = {"__name__": "program"}
    exec(compile(program.text, program.file, "exec"), namespace)
    return namespace


def stack_of(program: Program, places: Iterable[tuple[CodeType, int]]) -> Stack:
    """The places, outermost first, that are in the program."""
    return [
        line_of(program, code.co_name, line)
        for code, line in places
        if code.co_filename == program.file
    ]


def line_of(program: Program, function: str, line: int) -> dict[str, Any]:
    """One entry of a stack."""
    return {
        "function": function,
        "line": line,
        "text": linecache.getline(program.file, line).strip(),
    }


def frames_of(frame: FrameType | None) -> list[tuple[CodeType, int]]:
    """All places of a thread's stack, outermost first."""
    found: list[tuple[CodeType, int]] = []
    while frame is not None:
        found.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    return found[::-1]
