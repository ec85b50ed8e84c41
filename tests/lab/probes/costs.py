"""Carrying a probe of costs out, small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lab.session.probing import ProbeRun


async def carried_out(
    name: str, /, *, python: str | None = None, **order: Any
) -> Mapping[str, Any]:
    """The figures a probe ends with."""
    return (await ProbeRun(name, order, python=python).carry_out()).figures
