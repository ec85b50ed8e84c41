"""The shapes of a lesson's own blocks, checked where they come in."""

from __future__ import annotations

import math
from functools import cache
from typing import Annotated, Any

from pydantic import PlainValidator

from lab.records.schema import TEXT, Table, table, unacceptable
from lab.spec.words import told

MOST_ANSWER = 4000
SCALES = ("log", "linear")


def _asked(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 300 or "\n" in value:
        raise unacceptable(
            told("must be a question of one line, at most {most} characters", most=300)
        )
    return value.strip()


def _answer(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_ANSWER:
        raise unacceptable(told("must be text, at most {most} characters", most=MOST_ANSWER))
    return value.strip()


def _one_of(*names: str) -> Any:
    def check(value: object) -> str:
        if value not in names:
            raise unacceptable(told("must be one of {choices}", choices=", ".join(names)))
        return str(value)

    return Annotated[Any, PlainValidator(check)]


def _span(value: object) -> tuple[float, float]:
    ends = value if isinstance(value, list) and len(value) == 2 else ()
    plain = [float(end) for end in ends if type(end) in (int, float) and abs(end) < 1e12]
    if len(plain) != 2 or plain[0] >= plain[1] or any(map(math.isnan, plain)):
        raise unacceptable(told("must be the lowest and the highest guess, as in [0.5, 8]"))
    return plain[0], plain[1]


@cache
def predict_model(figures: tuple[str, ...]) -> type[Table]:
    """What is guessed: which of the ``figures``, of which side, on which scale."""
    return table(
        "predict",
        asked=(Annotated[Any, PlainValidator(_asked)], ...),
        figure=(_one_of(*figures), figures[0]),
        of=(TEXT, None),
        against=(TEXT, None),
        span=(Annotated[Any, PlainValidator(_span)], None),
        scale=(_one_of(*SCALES), None),
    )


@cache
def question_model() -> type[Table]:
    """One question to think about, and its answer."""
    return table(
        "question",
        asked=(Annotated[Any, PlainValidator(_asked)], ...),
        answer=(Annotated[Any, PlainValidator(_answer)], ...),
    )
