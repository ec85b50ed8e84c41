"""The shape of a study's JSON: what was studied, every trial, and the figures made of them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .json_shape import (
    MOST_ROWS,
    Count,
    Fact,
    LatencyShape,
    SaidShape,
    Shape,
    SharesShape,
    Text,
    TopologyShape,
)

STUDY = "hebra-study/1"
MOST_TRIALS = 100_000
MOST_BUCKETS = 65_536


class HistogramShape(Shape):
    """How many latencies fell into each bucket; buckets that are not listed are empty.

    Bucket i holds i nanoseconds for i < 32. Else, with s = i // 16 - 1, it holds the 2**s whole
    nanoseconds from (i - 16 * s) * 2**s on. ``length`` is how many buckets there are.
    """

    length: Annotated[int, Field(ge=0, le=MOST_BUCKETS)]
    buckets: Annotated[list[Count], Field(max_length=MOST_BUCKETS)]
    counts: Annotated[list[Count], Field(max_length=MOST_BUCKETS)]


class CourseShape(Shape):
    """Throughput over a trial, warm-up included; ``t_s`` are the intervals' ends."""

    t_s: Annotated[list[float | None], Field(max_length=MOST_ROWS)]
    per_s: Annotated[list[float | None], Field(max_length=MOST_ROWS)]


class TrialShape(Shape):
    """One run of one candidate; figures are of the measured time, after the warm-up."""

    candidate: Annotated[Count, Field(description="Its place among the candidates, from 0.")]
    name: Annotated[Text, Field(description="The candidate's key: threads(4).")] = ""
    block: Count
    place: Annotated[Count, Field(description="In the order in which the runs were made.")]
    state: Literal["measured", "interrupted", "failed"]
    problem: SaidShape | None
    started_at: Text
    start_up_ms: Annotated[
        float | None, Field(description="From the wish to the first task begun.")
    ]
    warm_up_s: Annotated[float, Field(description="How much was cut off at the beginning.")]
    steady: bool | None
    seconds: float
    tasks_done: Count
    tasks_failed: Count
    throughput_per_s: float
    latency_ms: LatencyShape
    histogram: HistogramShape
    longest_ms: float
    shares: SharesShape
    cpu_ms_per_task: float | None
    cores_used: float | None
    memory_mib: float | None
    others_cores: Annotated[
        float | None, Field(description="Cores' worth of other programs' load meanwhile.")
    ]
    course: CourseShape


class NoiseShape(Shape):
    """How far two equal candidates lie apart here: ratios up to this are no difference."""

    ratio: float
    pairs: Count
    measured_at: Text


class CautionShape(SaidShape):
    """Something a careful person would say of the study."""

    kind: Text
    candidates: Annotated[list[Count], Field(max_length=MOST_TRIALS)]


class IntervalShape(Shape):
    """A figure, where it lies with 95 % confidence, and how many values it is from."""

    value: float
    low: float | None
    high: float | None
    count: Count


class RowShape(Shape):
    """One candidate's figures over all its trials."""

    name: Text
    approach: Text
    topology: TopologyShape
    settings: dict[str, Fact]
    trials: Count
    throughput_per_s: IntervalShape | None
    speedup: Annotated[IntervalShape | None, Field(description="Against the baseline.")]
    latency_ms: Annotated[LatencyShape, Field(description="From the merged histograms.")]
    p95_ms: IntervalShape | None
    cpu_ms_per_task: IntervalShape | None
    memory_mib: IntervalShape | None
    cores_used: IntervalShape | None
    start_up_ms: IntervalShape | None
    shares: SharesShape
    unsteady: Count
    failed: Count


class ContrastShape(Shape):
    """Two candidates' throughput held against each other: ``first`` over ``second``."""

    first: Text
    second: Text
    ratio: IntervalShape
    p_value: float | None
    effect: Annotated[float | None, Field(description="Cliff's delta, -1 to 1.")]
    verdict: Literal["different", "equal", "unsure"]


class FitShape(Shape):
    """A scaling law fitted to a curve, or why none was: then only ``law`` and ``refused``."""

    law: Literal["amdahl", "usl"]
    refused: SaidShape | None = None
    one: IntervalShape | None = None
    alpha: IntervalShape | None = None
    beta: IntervalShape | None = None
    peak_lanes: float | None = None
    peak: float | None = None
    limit: float | None = None
    lanes: list[float] = Field(default_factory=list)
    residuals: list[float | None] = Field(default_factory=list)


class ScalingShape(Shape):
    """The curve of one approach over its number of lanes."""

    approach: Text
    candidates: list[Text]
    lanes: list[Count]
    speedup: list[IntervalShape]
    fits: list[FitShape]


class DigestShape(Shape):
    """The study in figures; it can be worked out again from the trials."""

    baseline: Text
    ranking: Annotated[list[Text], Field(description="The highest throughput first.")]
    candidates: list[RowShape]
    contrasts: list[ContrastShape]
    scalings: list[ScalingShape]


class StudyShape(Shape):
    """A comparison or a sweep, finished or cut short. What is not known is null."""

    format: Literal["hebra-study/1"] = Field(alias="schema")
    kind: Literal["comparison", "sweep"]
    state: Literal["finished", "interrupted", "failed"]
    complete: bool
    problem: SaidShape | None
    started_at: Annotated[Text, Field(description="ISO 8601, with the zone.")]
    seconds: float
    study: Annotated[
        dict[str, Any],
        Field(description="What was studied, as in a study file."),
    ]
    candidates: list[Text] = Field(
        default_factory=list, max_length=MOST_TRIALS, description="Their keys, by place."
    )
    noise: NoiseShape | None
    cautions: Annotated[list[CautionShape], Field(max_length=MOST_TRIALS)]
    environment: dict[str, Fact]
    trials: Annotated[list[TrialShape], Field(max_length=MOST_TRIALS)]
    digest: DigestShape | None = None
