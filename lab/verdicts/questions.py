"""The questionnaire behind *When to use which*: questions about a program, and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lab.spec import N_

WORK, MANY, DATA, CORES, STYLE = "work", "many", "data", "cores", "style"
WAITS, PYTHON, NATIVE, BOTH = "waits", "python", "native", "both"
FEW, DOZENS, THOUSANDS = "few", "dozens", "thousands"
APART, SHARED, LARGE = "apart", "shared", "large"
ALL_CORES, ONE_CORE = "all", "one"
ASYNC, PLAIN = "async", "plain"


@dataclass(frozen=True)
class Option:
    """One answer; its texts are marked for translation."""

    key: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Question:
    """One question, with its answers in the order they are offered."""

    key: str
    text: str
    options: tuple[Option, ...]


QUESTIONS = (
    Question(
        WORK,
        N_("What does the program do most of the time?"),
        (
            Option(WAITS, N_("It waits"), N_("for a network, a disk, a database")),
            Option(PYTHON, N_("It computes in Python"), N_("loops, parsing, rules, objects")),
            Option(NATIVE, N_("It computes in C"), N_("images, compression, hashes, large arrays")),
            Option(BOTH, N_("Both"), N_("each task waits and then computes")),
        ),
    ),
    Question(
        MANY,
        N_("How many tasks are under way at once?"),
        (
            Option(FEW, N_("A few"), N_("up to about 10")),
            Option(DOZENS, N_("Dozens"), N_("up to some hundreds")),
            Option(THOUSANDS, N_("Thousands"), N_("a server's open connections")),
        ),
    ),
    Question(
        DATA,
        N_("What do the tasks have to do with each other?"),
        (
            Option(APART, N_("Next to nothing"), N_("each has its own input and output")),
            Option(SHARED, N_("They change the same data"), N_("a counter, a cache, a list")),
            Option(LARGE, N_("They hand on large data"), N_("megabytes from one to the next")),
        ),
    ),
    Question(
        CORES,
        N_("Does it have to use all cores?"),
        (
            Option(ALL_CORES, N_("Yes"), N_("it is to be finished sooner")),
            Option(ONE_CORE, N_("No"), N_("one core is enough, or the others are taken")),
        ),
    ),
    Question(
        STYLE,
        N_("May its code become async/await?"),
        (
            Option(ASYNC, N_("Yes"), N_("and its libraries have async versions")),
            Option(PLAIN, N_("No"), N_("it stays as it is, or its libraries block")),
        ),
    ),
)
"""In the order they are asked."""


@dataclass(frozen=True)
class Answers:
    """One answer to each question, by key."""

    work: str
    many: str
    data: str
    cores: str
    style: str


def answers_of(given: Mapping[str, str]) -> Answers | None:
    """The answers, once every question has one; KeyError for an answer that is not offered."""
    for question in QUESTIONS:
        answer = given.get(question.key)
        if answer is None:
            return None
        if answer not in {option.key for option in question.options}:
            raise KeyError(f"{answer!r} is no answer to {question.key!r}")
    return Answers(**{question.key: given[question.key] for question in QUESTIONS})
