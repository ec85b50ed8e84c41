"""``hebra tasks``: the kinds of task with their sizes, from their declarations."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.spec import parameters
from lab.tasks import KINDS, TaskKind

from .output import write


def show(console: Console) -> None:
    """Write the kinds as a table."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for name in ("Kind and sizes", "Span", "Default", "What it is"):
        table.add_column(name, no_wrap=name == "Kind and sizes")
    for kind in KINDS.values():
        rows = parameters(kind)
        reason = kind.unavailable()
        table.add_row(Text(kind.name, style="bold"), "", "", _what(kind, reason))
        for p in rows:
            default = f"{p.default:,g} {p.unit}".rstrip()
            table.add_row(f"  {p.name}", p.span_text(), default, p.help)
    write(table, console)
    example = "hebra run --task python-cpu:ms=20,weight=70 --task wait:ms=40,weight=30"
    write(Text(f"\nFor example: {example}"), console)


def as_json() -> str:
    """The kinds as JSON, for programs."""
    return json.dumps({kind.name: _described(kind) for kind in KINDS.values()}, indent=2)


def _what(kind: type[TaskKind], reason: str | None) -> Text:
    text = Text(kind.title)
    if reason:
        text.append(f"  unavailable: {reason}", style="yellow")
    return text


def _described(kind: type[TaskKind]) -> dict[str, Any]:
    return {
        "title": kind.title,
        "computes": kind.computes,
        "available": kind.unavailable() is None,
        "unavailable_reason": kind.unavailable(),
        "help": (kind.__doc__ or "").strip(),
        "parameters": {
            p.name: {
                "label": p.label,
                "unit": p.unit,
                "default": p.default,
                "span": list(p.span) if p.span else None,
                "scale": p.scale,
                "choices": list(p.choices) or None,
                "help": p.help,
            }
            for p in parameters(kind)
        },
    }
