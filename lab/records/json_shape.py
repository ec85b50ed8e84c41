"""The shape of a run's JSON, declared once: results are checked by it when they are read, and it is
published as JSON Schema. A study's is in :mod:`lab.records.study_shape`.

What is read comes from anywhere, so numbers are finite, lists have an end, and nothing is converted
silently. Keys that are not known are left alone: a newer Hebra may write more.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lab.errors import InputError
from lab.session.snapshot import Marker
from lab.spec.words import told

from .complaint import file_key

RUN = "hebra-result/1"

MOST_ROWS = 1_000_000

Count = Annotated[int, Field(ge=0, lt=2**63)]
Text = Annotated[str, Field(max_length=1_000_000)]
Fact = str | int | float | bool | None
S = TypeVar("S", bound="Shape")


class Shape(BaseModel):
    """Base of all objects."""

    model_config = ConfigDict(strict=True, frozen=True, allow_inf_nan=False)


class SaidShape(Shape):
    """A text and, where it was made of parts, which; the parts let it be said in any language."""

    text: Text
    source: Text | None = None
    fields: dict[str, Any] = Field(default_factory=dict)


class LatencyShape(Shape):
    """Latency in milliseconds; all null when nothing was timed."""

    p50: float | None
    p95: float | None
    p99: float | None
    max: float | None


class SharesShape(Shape):
    """How the lanes' time divides, each 0 to 1; null where the system cannot tell.

    ``gil_or_core`` stands for the two where they cannot be told apart.
    """

    running: float | None = None
    gil: float | None = None
    core: float | None = None
    io: float | None = None
    loop: float | None = None
    gil_or_core: float | None = None


class CoresShape(Shape):
    """Load of the machine's cores over the run, 0 to 1."""

    count: Count
    mean_load: float | None
    mean_experiment_load: float | None


class KindShape(Shape):
    """One kind of task over the whole run."""

    done: Count
    failed: Count
    throughput_per_s: float
    latency_ms: LatencyShape


class TopologyShape(Shape):
    """The shape at the end of the run."""

    processes: Count
    threads: Count
    coroutines: Count
    lanes: Count


class MarkerShape(Shape):
    """A change made while the run went on."""

    t_s: float
    setting: Text
    old: Fact
    new: Fact
    text: Text = ""


class MarkersShape(Shape):
    """What has markers."""

    markers: Annotated[list[MarkerShape], Field(max_length=MOST_ROWS)]

    def made(self) -> tuple[Marker, ...]:
        """The markers."""
        return tuple(Marker(m.t_s, m.setting, m.old, m.new) for m in self.markers)


class EventShape(SaidShape):
    """Something worth telling that happened."""

    t_s: float
    kind: Text
    details: Text = ""


class RunShape(MarkersShape):
    """A run of Hebra, finished or interrupted. What is not known is null."""

    format: Literal["hebra-result/1"] = Field(alias="schema")
    state: Text
    started_at: Annotated[Text, Field(description="ISO 8601, with the zone.")]
    approach: Text
    topology: TopologyShape
    tasks_done: Count
    tasks_failed: Count
    possibly_twice: Annotated[
        Count, Field(description="Tasks that may have been done twice after a worker was lost.")
    ]
    seconds: float
    time_to_finish_s: Annotated[
        float | None, Field(description="Of a fixed number of tasks, else null.")
    ]
    start_up_ms: Annotated[
        float | None, Field(description="From the wish to the first task begun; not in seconds.")
    ] = None
    throughput_per_s: float
    latency_ms: LatencyShape
    by_kind: dict[str, KindShape]
    shares: SharesShape
    cores: CoresShape
    cpu_seconds: float
    missed_records: Count
    environment: dict[str, Fact]
    experiment: Annotated[
        dict[str, Any],
        Field(description="What was run, as in an experiment file."),
    ]
    events: Annotated[list[EventShape], Field(max_length=MOST_ROWS)]
    series: list[dict[str, float | None]] = Field(
        default_factory=list,
        max_length=MOST_ROWS,
        description="One row a sample; keys are the columns.",
    )


def shaped(shape: type[S], whole: object, where: str) -> S:
    """``whole`` checked; InputError names the first key that is not as it should be."""
    try:
        return shape.model_validate(whole)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        # Pydantic's own words: such a file was written by a program, not by a person.
        what = told("this is not Hebra's JSON ({why})", why=first["msg"])
        key = file_key(first["loc"])
        raise InputError(what, where=f"{where}, {key}" if key else where) from None
