"""The stacks of a deadlock as text, to be pasted somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.controls.worded import said
from ui.words import N_, tr

from .waits import Graph
from .wording import called, told


def stacks_text(figures: Mapping[str, Any], graph: Graph) -> str:
    """Who waits for whom, and the lines each is on, the innermost last."""
    lines = [said(sentence) for sentence in told(graph)]
    for stack in figures.get("stacks", ()):
        lines += ["", f"{said(called(graph.node(stack['who'])))}:"]
        lines += [
            tr(
                N_("  line {line} in {function}: {text}"),
                line=frame["line"],
                function=frame["function"],
                text=frame["text"],
            )
            for frame in stack["frames"]
        ]
    return "\n".join(lines) + "\n"
