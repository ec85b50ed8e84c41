"""The shape of the JSON of a cost study: what was measured, every single value, and the medians."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .json_shape import Count, Fact, SaidShape, Shape, Text

COSTS = "hebra-costs/1"
MOST_SAMPLES = 100_000
MOST_KINDS = 100


class CostStudyShape(Shape):
    """What was to be measured."""

    section: Literal["start", "messages", "switch", "connections"]
    kinds: Annotated[list[Text], Field(max_length=MOST_KINDS)]
    sizes: Annotated[list[Count], Field(max_length=MOST_KINDS)]
    repeats: Annotated[int, Field(ge=1, le=MOST_SAMPLES)]
    seed: Count
    quick: bool
    python: Text | None = None


class CostSampleShape(Shape):
    """One measurement; ``figures`` are by name, with the unit in it."""

    kind: Text
    size: Count
    block: Count
    figures: dict[str, float]
    limit: SaidShape | None = None
    seconds: float
    others_cores: float


class CostMissingShape(Shape):
    """A kind, or one size of it, that could not be measured."""

    kind: Text
    size: Count | None
    reason: SaidShape


class CostsShape(Shape):
    """A cost study of one section, finished or not."""

    format: Literal["hebra-costs/1"] = Field(alias="schema")
    study: CostStudyShape
    state: Literal["finished", "interrupted", "failed"]
    started_at: Text
    seconds: float
    samples: Annotated[list[CostSampleShape], Field(max_length=MOST_SAMPLES)]
    missing: Annotated[list[CostMissingShape], Field(max_length=MOST_SAMPLES)]
    environment: dict[str, Fact]
    problem: SaidShape | None = None
