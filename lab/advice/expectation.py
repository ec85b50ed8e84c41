"""What somebody expects of a comparison, in a small language: ``processes > 1.6 * threads``.

::

    expectation = claim { "and" claim }
    claim       = [ margin "*" ] term  relation  [ margin "*" ] term
    relation    = ">" | "<" | "="
    margin      = a number above 0, as in 1.6; one in a claim, none beside "="
    term        = approach [ "(" numbers ")" ] [ "[" settings "]" ]

A term is written as a candidate's key, ``combined(8x2x1)``, ``threads(4)[python-cpu.ms=5]``, and
may say less: it names all candidates it fits, and of these stands for the one with the highest
throughput. ``threads`` is the best of all shapes of threads. ``>`` and ``<`` speak of throughput
and hold only with significance; ``=`` is "no difference here". :mod:`lab.advice.expected` judges.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from lab.errors import InputError
from lab.spec import APPROACHES, Candidate, Value, told

FORM = '"processes > threads", "processes(2) > 1.6 * threads(2)" or "threads = asyncio"'
_SPACE = re.compile(r"\s*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NAME = re.compile(r"[A-Za-z][A-Za-z-]*")
_NUMBERS = re.compile(r"\(\s*(\d{1,9}(?:\s*x\s*\d{1,9})*)\s*\)")
_SETTINGS = re.compile(r"\[([^\]=,]+=[^\]=,]+(?:,[^\]=,]+=[^\]=,]+)*)\]")
_TURNED = {">": "<", "<": ">", "=": "="}


@dataclass(frozen=True)
class Term:
    """One or more candidates: all that the term fits.

    ``numbers`` are those of the levels the approach leaves free, None where none were given;
    ``settings`` are names with their values as written.
    """

    approach: str
    numbers: tuple[int, ...] | None = None
    settings: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """As it is written."""
        numbers = f"({'x'.join(map(str, self.numbers))})" if self.numbers else ""
        settings = ",".join(f"{name}={value}" for name, value in self.settings)
        return f"{self.approach}{numbers}" + (f"[{settings}]" if settings else "")

    def fits(self, candidate: Candidate) -> bool:
        """Whether ``candidate`` is one of those the term names."""
        if candidate.approach != self.approach:
            return False
        free = APPROACHES[self.approach].free
        if self.numbers is not None and self.numbers != tuple(
            getattr(candidate.shape, level) for level in free
        ):
            return False
        there = dict(candidate.settings)
        return all(name in there and _same(there[name], written) for name, written in self.settings)


@dataclass(frozen=True)
class Claim:
    """``first`` is above (``>``), below (``<``) or equal to (``=``) ``margin`` times ``second``."""

    first: Term
    relation: str
    second: Term
    margin: float = 1.0

    def __str__(self) -> str:
        """As it is written, the margin at the right."""
        margin = "" if self.margin == 1.0 else f"{repr(self.margin).removesuffix('.0')} * "
        return f"{self.first} {self.relation} {margin}{self.second}"


def parse(text: str) -> tuple[Claim, ...]:
    """The claims of an expectation, all of which are to hold. InputError says where it is wrong."""
    return _Reader(text).claims()


class _Reader:
    """Reads an expectation from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def claims(self) -> tuple[Claim, ...]:
        found = [self._claim()]
        while self._left():
            if (word := self._take(_NAME)) != "and":
                raise self._bad(told("and or the end should follow"), len(word))
            found.append(self._claim())
        return tuple(found)

    def _claim(self) -> Claim:
        before, first = self._margin(), self._term()
        relation = self._left()[:1]
        if relation not in _TURNED:
            raise self._bad(told(">, < or = should follow"))
        self._at += 1
        after, second = self._margin(), self._term()
        if before is not None and after is not None:
            raise self._bad(told("a claim has one margin, not two"))
        if (before or after) is not None and relation == "=":
            raise self._bad(told("= has no margin: it says that there is no difference"))
        if before is not None:
            return Claim(second, _TURNED[relation], first, before)
        return Claim(first, relation, second, 1.0 if after is None else after)

    def _margin(self) -> float | None:
        number = self._take(_NUMBER)
        if not number:
            return None
        if self._left()[:1] != "*":
            raise self._bad(told("* should follow the margin"))
        self._at += 1
        if not 0 < float(number) < 1e9:
            raise self._bad(told("a margin is a number above 0"))
        return float(number)

    def _term(self) -> Term:
        name = self._take(_NAME)
        if name not in APPROACHES:
            close = difflib.get_close_matches(name, APPROACHES, n=1)
            names = ", ".join(APPROACHES)
            todo = (
                told("Did you mean {name}?", name=close[0])
                if close
                else told("Known: {names}.", names=names)
            )
            raise self._bad(told("the name of an approach should stand"), len(name), todo)
        numbers = None
        if (match := _NUMBERS.match(self._text, self._at)) is not None:
            numbers = tuple(int(number) for number in match[1].split("x"))
            wanted = len(APPROACHES[name].free)
            if len(numbers) != wanted:
                what = told(
                    "{approach} is written as {form}",
                    approach=name,
                    form=f"{name}({'x'.join('2' * wanted)})" if wanted else name,
                )
                raise self._bad(what)
            self._at = match.end()
        settings: tuple[tuple[str, str], ...] = ()
        if (match := _SETTINGS.match(self._text, self._at)) is not None:
            pairs = (pair.partition("=") for pair in match[1].split(","))
            settings = tuple((name.strip(), value.strip()) for name, _, value in pairs)
            self._at = match.end()
        return Term(name, numbers, settings)

    def _take(self, pattern: re.Pattern[str]) -> str:
        """What of ``pattern`` comes next, after space; empty when something else does."""
        self._left()
        match = pattern.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match[0]

    def _left(self) -> str:
        """What is still to be read, without space before it."""
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at :]

    def _bad(self, what: str, back: int = 0, todo: str = "") -> InputError:
        left = self._text[self._at - back :].strip()
        place = told("at {text}", text=repr(left[:30])) if left else told("at the end")
        todo = todo or told("Write {form}.", form=FORM)
        return InputError(told("{what}, {place}", what=what, place=place), todo=todo)


def _same(value: Value, written: str) -> bool:
    try:
        return float(value) == float(written)
    except ValueError:
        return str(value) == written
