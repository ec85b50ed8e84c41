"""``hebra hazard …``: the hazards, each in a file of its own that adds its command."""

from __future__ import annotations

import typer

from lab.cli.machinery import Machinery

from . import convoy, deadlock, loop, queues, race, schedules

HAZARDS = (race, schedules, deadlock, loop, convoy, queues)


def build(machinery: Machinery) -> typer.Typer:
    """The sub-commands; ``machinery`` makes the probes."""
    app = typer.Typer(
        name="hazard",
        help="Let go wrong what goes wrong with concurrency, and mend it.",
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for hazard in HAZARDS:
        hazard.add(app, machinery)
    return app
