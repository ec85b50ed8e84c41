"""A comparison for people: figures with intervals, what to mind, and what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.text import Text

from lab.advice.digest import Digest
from lab.advice.expected import Outcome
from lab.advice.recommendation import recommend
from lab.records import describe
from lab.records.wording import Wording

from .output import write
from .study_table import curves, grid_of, table_of

_STATES = {"interrupted": "interrupted: these are the runs made until then", "failed": "failed"}
_MARKS = {"good": ("✓", "green"), "equal": ("=", "cyan"), "warn": ("!", "yellow")}
_PLAIN_WIDTH = 160


def show(figures: Digest, outcomes: Sequence[Outcome], console: Console) -> None:
    """Write the study: set in tables on a terminal, else aligned plain text without colours."""
    width = console.width if console.is_terminal else _PLAIN_WIDTH
    write(picture(figures, outcomes, width), console)


def picture(figures: Digest, outcomes: Sequence[Outcome], width: int) -> RenderableType:
    """The study as rich shows it, on so many columns."""
    result, wording = figures.result, Wording()
    title = Text(describe.study_heading(result, wording), style="bold")
    if result.state in _STATES:
        title.append(f"  {_STATES[result.state]}", style="bold yellow")
    parts: list[RenderableType] = [
        title,
        Text(describe.study_work(result.study, wording)),
        Text(describe.study_course(result, wording), style="dim"),
        "",
    ]
    if len(result.study.axes) == 2 and figures.ranking:
        grid = grid_of(figures)
        # Where it has no room it is left out: the table below has every figure of it.
        if Console(width=1000).measure(grid).maximum <= width:
            parts += [grid, ""]
    parts.append(table_of(figures, width))
    if lines := curves(figures):
        parts += ["", *lines]
    parts += ["", _floor(figures)]
    parts += [_marked("!", "yellow", "", c.text, width) for c in result.cautions]
    parts += _recommendation(figures, width)
    if outcomes:
        parts += ["", *(_outcome(outcome, width) for outcome in outcomes)]
    parts += ["", Text(describe.study_origin(result, wording), style="dim")]
    return Group(*parts)


def failures(outcomes: Sequence[Outcome], console: Console) -> None:
    """Say on standard error what is not as expected."""
    for outcome in outcomes:
        if not outcome.holds:
            said = f"hebra: not as expected: {outcome.claim}: {outcome.said}"
            console.print(said, style="red", markup=False, highlight=False, soft_wrap=True)


def _floor(figures: Digest) -> Text:
    noise = figures.result.noise
    if noise is None:
        text = "The noise floor of this machine is not known: small differences may be chance."
        return Text(text, style="dim")
    percent = Wording().number(100 * (noise.ratio - 1), 1)
    text = f"Noise floor ±{percent} %: smaller differences are called no difference."
    return Text(text, style="dim")


def _recommendation(figures: Digest, width: int) -> list[RenderableType]:
    found = recommend(figures)
    lines: list[RenderableType] = ["", Text(found.headline, style="bold")]
    for reason in found.reasons:
        mark, colour = _MARKS[reason.kind]
        lines.append(_marked(mark, colour, reason.lead, reason.text, width))
    return lines


def _outcome(outcome: Outcome, width: int) -> Text:
    mark, colour = ("✓", "green") if outcome.holds else ("✗", "bold red")
    return _marked(mark, colour, f"{outcome.claim}:", outcome.said, width)


def _marked(mark: str, colour: str, lead: str, text: str, width: int) -> Text:
    """A mark and a sentence, its further lines set in below the first."""
    said = " ".join(part for part in (lead, text) if part)
    lines = textwrap.wrap(said, max(40, min(width, 100) - 2)) or [""]
    whole = Text.assemble((mark, colour), " ", "\n  ".join(lines))
    if lead:
        whole.stylize("bold", 2, 2 + min(len(lead), len(lines[0])))
    return whole
