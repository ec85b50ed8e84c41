"""The report of a comparison or a sweep."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lab.advice.code import program
from lab.advice.digest import Contrast, Digest, Row
from lab.advice.recommendation import Recommendation, recommend
from lab.analysis.fits import Fit
from lab.analysis.interval import Interval
from lab.records import describe
from lab.records.palette import palette
from lab.records.paper.study import panels_of, study_panel
from lab.records.paper.style import Style
from lab.records.study_document import document_of_study
from lab.records.wording import Wording
from lab.spec import APPROACHES, N_
from lab.study.point import experiment_of

from .page import Point, Report, Section, Table
from .pictures import inline
from .run_report import STATES, machine

VERDICTS = {
    "different": N_("different"),
    "equal": N_("no difference here"),
    "unsure": N_("cannot be told"),
}
UNKNOWN = "–"


def study_report(digest: Digest, wording: Wording, language: str) -> Report:
    """What a report says of a study."""
    result, advice = digest.result, recommend(digest)
    again = N_("Run it again: hebra compare --file THIS_FILE")
    if result.study.axes:
        again = N_("Run it again: hebra sweep --file THIS_FILE")
    return Report(
        language=language,
        title=describe.study_heading(result, wording),
        subtitle=describe.study_work(result.study, wording),
        state=wording.say(STATES[result.state]) if result.state in STATES else "",
        figures=(),
        sections=tuple(_sections(digest, advice, wording)),
        origin=describe.study_origin(result, wording),
        again=wording.say(again),
        document=document_of_study(result.study),
    )


def _sections(digest: Digest, advice: Recommendation, said: Wording) -> Iterator[Section]:
    result = digest.result
    yield Section(
        title=said.say(N_("Recommended for this work, here")) if advice.winner is not None else "",
        lead=said.tell(advice.headline),
        points=_evidence(digest, advice, said),
    )
    if result.cautions:
        points = [Point("warn", "", said.tell(caution.text)) for caution in result.cautions]
        yield Section(title=said.say(N_("To bear in mind")), points=points)
    style = Style(palette(dark=False), None, said)
    for name in panels_of(digest):
        chart = inline(study_panel(digest, style, name), style, name, _alternative(digest, said))
        yield Section(charts=[chart], points=_laws(digest, said) if name == "scaling" else ())
    yield Section(title=said.say(N_("Candidates")), table=_candidates(digest, advice.winner, said))
    if digest.contrasts:
        yield Section(
            title=said.say(N_("Are they different?")),
            text=said.say(N_("Ratios of the throughput, by block, with their 95 % interval.")),
            table=_contrasts(digest, said),
        )
    yield Section(title=said.say(N_("How it was measured")), points=_method(digest, said))
    if advice.winner is not None:
        code = program(experiment_of(result.study, result.study.candidates[advice.winner]))
        yield Section(title=said.say(N_("The code to do it")), code=code, folded=True)
    yield Section(title=said.say(N_("Every run")), table=_trials(digest, said), folded=True)
    yield machine(result.environment, said)


def _evidence(digest: Digest, advice: Recommendation, said: Wording) -> list[Point]:
    points = [
        Point(reason.kind, said.tell(reason.lead), said.tell(reason.text))
        for reason in advice.reasons
    ]
    if advice.margin is None or advice.against is None:
        return points
    text = said.say(
        N_("{times} times {other}"),
        times=said.number(advice.margin.value),
        other=_named(digest, advice.against, said),
    )
    span = ""
    if advice.margin.low is not None and advice.margin.high is not None:
        span = said.say(
            N_("95 % interval {low}–{high}"),
            low=said.number(advice.margin.low),
            high=said.number(advice.margin.high),
        )
    return [Point("good", text, span), *points]


def _laws(digest: Digest, said: Wording) -> list[Point]:
    points = []
    for curve in digest.scalings:
        name = said.say(APPROACHES[curve.approach].title)
        for law, fit in (("Amdahl", curve.amdahl), ("USL", curve.usl)):
            if not isinstance(fit, Fit):
                points.append(Point("note", f"{name}, {law}:", said.tell(fit.why)))
                continue
            text = f"α {_share(fit.alpha, said)}"
            if fit.law == "usl":
                text += f" · β {_share(fit.beta, said)}"
            if fit.peak_lanes is not None and fit.peak is not None:
                text += " · " + said.say(
                    N_("peak {peak} tasks/s at {lanes} lanes"),
                    peak=said.number(fit.peak),
                    lanes=said.number(fit.peak_lanes),
                )
            elif fit.limit is not None:
                text += " · " + said.say(N_("limit {limit} tasks/s"), limit=said.number(fit.limit))
            points.append(Point("note", f"{name}, {law}:", text))
    return points


def _method(digest: Digest, said: Wording) -> list[Point]:
    result = digest.result
    protocol = result.study.protocol
    points = [
        Point("note", "", describe.study_course(result, said) + "."),
        Point(
            "note",
            "",
            said.say(
                N_("Each run warmed up for at least {warm} s and was measured for {seconds} s."),
                warm=said.number(protocol.warm_up_s),
                seconds=said.number(protocol.seconds),
            ),
        ),
    ]
    if result.noise is not None:
        text = said.say(
            N_("Noise floor from A/A runs: ±{percent} %. Smaller differences are called equal."),
            percent=said.number(100 * (result.noise.ratio - 1), 1),
        )
        points.append(Point("note", "", text))
    return points


def _candidates(digest: Digest, winner: int | None, said: Wording) -> Table:
    head = [
        said.say(N_("Approach")),
        said.say(N_("Processes × threads × coroutines")),
        said.say(N_("tasks/s")),
        said.say(N_("times the baseline")),
        "p95 ms",
        said.say(N_("CPU ms a task")),
        said.say(N_("cores")),
        "MiB",
    ]
    order = [*digest.ranking, *(r.place for r in digest.rows if r.place not in digest.ranking)]
    rows = [_candidate(digest.rows[place], said) for place in order]
    marked = order.index(winner) if winner in order else None
    return Table(head, rows, texts=2, marked=marked)


def _candidate(row: Row, said: Wording) -> tuple[str, ...]:
    return (
        describe.candidate_title(row.candidate, said),
        describe.candidate_numbers(row.candidate, said),
        _spanned(row.throughput_per_s, said),
        _spanned(row.speedup, said),
        UNKNOWN if row.latency_ms is None else said.number(row.latency_ms.p95),
        _plain(row.cpu_ms_per_task, said),
        _plain(row.cores_used, said),
        _plain(row.memory_mib, said),
    )


def _contrasts(digest: Digest, said: Wording) -> Table:
    head = [
        said.say(N_("First")),
        said.say(N_("Second")),
        said.say(N_("Verdict")),
        said.say(N_("Ratio")),
        "p",
        said.say(N_("Cliff’s δ")),
    ]
    rows = [_contrast(digest, contrast, said) for contrast in digest.contrasts]
    return Table(head, rows, texts=3)


def _contrast(digest: Digest, contrast: Contrast, said: Wording) -> tuple[str, ...]:
    names = [_named(digest, place, said) for place in (contrast.first, contrast.second)]
    p, effect = contrast.p_value, contrast.effect
    return (
        *names,
        said.say(VERDICTS[contrast.verdict]),
        _spanned(contrast.ratio, said),
        UNKNOWN if p is None else said.number(p, 3),
        UNKNOWN if effect is None else said.number(effect),
    )


def _trials(digest: Digest, said: Wording) -> Table:
    head = [
        said.say(N_("Candidate")),
        said.say(N_("State")),
        said.say(N_("block")),
        said.say(N_("tasks/s")),
        "p95 ms",
        said.say(N_("warm-up, s")),
        said.say(N_("measured, s")),
        said.say(N_("tasks")),
    ]
    states = {"measured": N_("measured"), **STATES}
    candidates = digest.result.study.candidates
    rows = [
        (
            candidates[trial.candidate].key,
            said.say(states[trial.state]),
            str(trial.block + 1),
            said.number(trial.throughput_per_s),
            UNKNOWN if trial.latency_ms is None else said.number(trial.latency_ms.p95),
            said.number(trial.warm_up_s),
            said.number(trial.seconds),
            said.number(trial.tasks_done, 0),
        )
        for trial in digest.result.trials
    ]
    return Table(head, rows, texts=2)


def _alternative(digest: Digest, said: Wording) -> str:
    lines = []
    for place in digest.ranking[:3]:
        figure = _spanned(digest.rows[place].throughput_per_s, said)
        lines.append(f"{_named(digest, place, said)}: {figure} {said.say(N_('tasks/s'))}")
    return "; ".join(lines)


def _named(digest: Digest, place: int, said: Wording) -> str:
    candidate = digest.rows[place].candidate
    title, numbers = (
        f(candidate, said) for f in (describe.candidate_title, describe.candidate_numbers)
    )
    return f"{title} {numbers}"


def _share(interval: Interval, said: Wording) -> str:
    """A law's parameter: two digits that count, however small it is."""
    low, high = interval.low, interval.high
    text = _fine(interval.value, said)
    return (
        text if low is None or high is None else f"{text} ({_fine(low, said)}–{_fine(high, said)})"
    )


def _fine(value: float, said: Wording) -> str:
    digits = 0 if value == 0 else max(0, 1 - math.floor(math.log10(abs(value))))
    return said.number(value, min(digits, 9))


def _spanned(interval: Interval | None, said: Wording) -> str:
    if interval is None:
        return UNKNOWN
    text = said.number(interval.value)
    if interval.low is None or interval.high is None:
        return text
    return f"{text} ({said.number(interval.low)}–{said.number(interval.high)})"


def _plain(interval: Interval | None, said: Wording) -> str:
    return UNKNOWN if interval is None else said.number(interval.value)
