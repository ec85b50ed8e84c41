"""``hebra compare`` and ``hebra sweep``: a study, from its candidates to a recommendation."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from lab.advice.digest import Digest, digest
from lab.advice.expectation import Claim, parse
from lab.advice.expected import Outcome, check_terms, judge
from lab.errors import InputError, SessionError
from lab.history.floor import known_floor
from lab.records import describe
from lab.records.study_file import save_study
from lab.records.wording import Wording
from lab.spec import Study
from lab.study.conductor import Conductor
from lab.study.estimate import seconds_of
from lab.study.noise import noise_study
from lab.study.run import Maker
from lab.study.trial import NoiseFloor, StudyResult, Trial

from .conduct import Interrupted
from .conduct_study import conducted
from .exits import FAILED, FINE, INTERRUPTED, NOT_AS_EXPECTED
from .keeping import Keeping
from .noise import measured_floor
from .output import tell
from .outputs import StudyOutputs
from .progress import duration
from .study_progress import StudyProgress


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a study is carried out on the command line, apart from what it is."""

    outputs: StudyOutputs
    expect: Sequence[str] = ()
    save: Path | None = None
    """Where the study itself is written, before it is measured."""
    noise: bool = True
    keep: bool = True


def claims_of(texts: Sequence[str], study: Study) -> tuple[Claim, ...]:
    """What ``--expect`` says, checked against the candidates."""
    claims: list[Claim] = []
    for text in texts:
        try:
            found = parse(text)
            check_terms(found, study)
        except InputError as error:
            raise InputError(error.what, where=f'--expect "{text}"', todo=error.todo) from None
        claims += found
    return tuple(claims)


def announce(study: Study, manner: Manner) -> int:
    """Say what would be measured and how long that takes."""
    _prepare(study, manner)
    protocol = study.protocol
    print(f"{study.kind.capitalize()}: {describe.study_work(study, Wording())}")
    for candidate in study.candidates:
        print(f"  {candidate.key}")
    runs = len(study.candidates) * protocol.repeats
    print(
        f"{runs} runs ({protocol.repeats} blocks of {len(study.candidates)}) of "
        f"{protocol.seconds:g} s: about {duration(seconds_of(study))}"
    )
    if manner.noise and known_floor(study.python) is None:
        twins = noise_study(python=study.python)
        print(f"and before them the noise floor of this machine, {duration(seconds_of(twins))}")
    return FINE


def _prepare(study: Study, manner: Manner) -> tuple[Claim, ...]:
    """Refuse what cannot be done before anything is; what is expected."""
    claims = claims_of(manner.expect, study)
    manner.outputs.check()
    if manner.save is not None:
        save_study(manner.save, study)
    return claims


def carry_out(study: Study, manner: Manner, make: Maker, complain: Console) -> int:
    """Measure it, write and keep what was found, and return the exit code."""
    claims = _prepare(study, manner)
    with Keeping(complain, wanted=manner.keep) as keeping:
        floor = known_floor(study.python)
        if manner.noise and floor is None:
            try:
                floor = measured_floor(study, make, complain)
            except (Interrupted, KeyboardInterrupt):
                return INTERRUPTED
        result, interrupted = measure(study, floor, make, keeping, complain)
        keeping.finish_study(result)
        figures = digest(result)
        outcomes = judge(claims, figures)
        written = _tell(figures, outcomes, manner.outputs, complain)
    return _code(result, outcomes, interrupted=interrupted, written=written)


def measure(
    study: Study, floor: NoiseFloor | None, make: Maker, keeping: Keeping, complain: Console
) -> tuple[StudyResult, bool]:
    """Carry it out, with progress on a terminal; the result, and whether it was cut short."""

    async def whole() -> tuple[StudyResult, bool]:
        conductor = Conductor(study, make, noise=floor)
        title = study.title or describe.study_work(study, Wording())
        with StudyProgress(study, title, complain) as progress:
            keeping.begin_study(study)
            conductor.on_progress = progress.show

            def on_trial(trial: Trial) -> None:
                progress.trial(trial)
                keeping.keep_study(conductor.result_now())

            conductor.on_trial = on_trial

            def cancel() -> None:
                progress.ending()
                conductor.cancel()

            return await conducted(conductor.run(), cancel)

    return asyncio.run(whole())


def _tell(
    figures: Digest, outcomes: Sequence[Outcome], outputs: StudyOutputs, complain: Console
) -> bool:
    """Say and write what was found; whether every file could be written."""
    from .study_report import failures, show

    if outputs.to_stdout:
        outputs.print_json(figures)
    else:
        show(figures, outcomes, Console(highlight=False, markup=False))
    failures(outcomes, complain)
    written = outputs.write(figures, complain)
    if figures.result.state == "failed":
        tell(complain, SessionError(figures.result.problem))
    return written


def _code(
    result: StudyResult, outcomes: Sequence[Outcome], *, interrupted: bool, written: bool
) -> int:
    if interrupted:
        return INTERRUPTED
    if result.state == "failed" or not written:
        return FAILED
    return FINE if all(outcome.holds for outcome in outcomes) else NOT_AS_EXPECTED
