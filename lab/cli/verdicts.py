"""``hebra verdicts``: claims measured one after another, told, kept and written.

The first Ctrl+C ends the measurement under way; what was found until then is told, written and
kept. The exit code says whether it could be carried out, never what came out.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from lab.errors import HebraError, InputError
from lab.records.complaint import did_you_mean
from lab.records.verdict_store import VerdictStore
from lab.records.verdict_tables import (
    verdicts_json_text,
    write_verdicts_csv,
    write_verdicts_html,
)
from lab.verdicts.batch import Batch
from lab.verdicts.claim import Claim, Finding, Laboratory
from lab.verdicts.claims import CLAIMS

from .conduct_study import conducted
from .exits import FAILED, FINE, INTERRUPTED
from .keeping import VARIABLE
from .output import warn, write
from .outputs import Outputs, Write
from .verdict_progress import VerdictProgress
from .verdict_table import listing, picture

Findings = Mapping[str, Finding]


@dataclass(frozen=True, kw_only=True)
class VerdictOutputs(Outputs[Findings]):
    """What may be written of verdicts."""

    def paths(self) -> list[Path]:
        """As :class:`Outputs` says."""
        return [path for path in (self.csv, self.report) if path is not None]

    def json_text(self, what: Findings) -> str:
        """As :class:`Outputs` says."""
        return verdicts_json_text(what)

    def writers(self) -> Mapping[Path, Write[Findings]]:
        """As :class:`Outputs` says."""
        made: dict[Path | None, Write[Findings]] = {
            self.csv: write_verdicts_csv,
            self.report: write_verdicts_html,
        }
        return {path: write for path, write in made.items() if path is not None}


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How it is carried out, besides which claims. ``python`` is the one that is examined."""

    outputs: VerdictOutputs = field(default_factory=VerdictOutputs)
    python: str | None = None
    keep: bool = True


def chosen(only: Sequence[str]) -> tuple[Claim, ...]:
    """The claims named, in their own order, or all; InputError names one that is not there."""
    names = [name.strip() for words in only for name in words.split(",") if name.strip()]
    known = {claim.id: claim for claim in CLAIMS}
    for name in names:
        if name not in known:
            todo = f"{did_you_mean(name, known)} There are: {', '.join(known)}."
            raise InputError(f"there is no claim {name!r}", where="--only", todo=todo)
    return tuple(claim for claim in CLAIMS if claim.id in names) if names else CLAIMS


def list_claims(claims: Sequence[Claim], console: Console) -> None:
    """Write what there is to measure, with the verdicts that are kept."""
    store = VerdictStore()
    kept = store.load()
    if store.problem:
        warn(Console(stderr=True), store.problem)
    write(listing(claims, kept), console)


def carry_out(
    claims: Sequence[Claim],
    manner: Manner,
    laboratory: Callable[[str | None], Laboratory],
    complain: Console,
) -> int:
    """Measure, tell, keep and write; the exit code."""
    manner.outputs.check()
    keeping = _Keeping(complain, wanted=manner.keep)
    batch = Batch(claims, laboratory(manner.python))
    found, interrupted = asyncio.run(_measured(batch, keeping, complain))
    findings = {finding.claim: finding for finding in found}
    if manner.outputs.to_stdout:
        manner.outputs.print_json(findings)
    else:
        write(picture(claims, findings), Console(highlight=False, markup=False))
    written = manner.outputs.write(findings, complain)
    if interrupted:
        return INTERRUPTED
    return FINE if written else FAILED


async def _measured(
    batch: Batch, keeping: _Keeping, complain: Console
) -> tuple[tuple[Finding, ...], bool]:
    with VerdictProgress(complain) as progress:

        def on_finding(finding: Finding) -> None:
            progress.finding(finding)
            keeping.keep(finding)

        def cancel() -> None:
            progress.ending()
            batch.cancel()

        batch.on_progress = progress.show
        batch.on_finding = on_finding
        return await conducted(batch.run(), cancel)


class _Keeping:
    """The store; one that cannot be written is a warning, once, and costs no measurement."""

    def __init__(self, complain: Console, *, wanted: bool) -> None:
        self._store = VerdictStore() if wanted and not os.environ.get(VARIABLE) else None
        self._complain = complain

    def keep(self, finding: Finding) -> None:
        if self._store is None:
            return
        try:
            self._store.keep(finding)
        except HebraError as error:
            warn(self._complain, f"the verdicts are not kept: {error}")
            self._store = None
            return
        if self._store.problem:
            warn(self._complain, self._store.problem)
            self._store.problem = ""
