"""What measures for claims: studies through the conductor, probes in processes of their own.

A batch asks through `Shared`: an experiment that serves several claims is carried out once. Every
result tells how much other programs used meanwhile; the rules decide what that is worth.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lab.experiments.truths import usable_cores
from lab.session import Session
from lab.session.machine import Fact
from lab.session.probing import ProbeResult, ProbeRun, UnavailableError
from lab.spec import Study, told
from lab.study.conductor import Conductor
from lab.study.run import Maker
from lab.study.trial import StudyResult
from lab.tasks import KINDS

from .claim import Laboratory

FREE_THREADED = ("python3.14t", "python3.13t", "python3.15t")
"""What a Python without a GIL is usually called."""


class RealLaboratory:
    """Measures on this machine. Used on one loop; one measurement at a time."""

    def __init__(self, python: str | None = None, make: Maker = Session) -> None:
        self.python = python
        self._make = make
        self._calibration: dict[str | None, Mapping[str, float]] = {}

    @property
    def cores(self) -> int:
        """Cores that may be used."""
        return usable_cores()

    async def study(self, study: Study) -> StudyResult:
        """Carry a comparison out at ordinary priority, on the Python it names or on ours.

        A task is the very same work in every study of one Python. UnavailableError when this
        Python lacks what the work needs.
        """
        python = study.python or self.python
        if python is None:
            _check_there(study)
        options = replace(study.options, lower_priority=False)
        study = replace(study, python=python, options=options)
        conductor = Conductor(study, self._make, calibration=self._calibration.get(python))
        result = await conductor.run()
        if conductor.calibration:
            self._calibration[python] = dict(conductor.calibration)
        return result

    async def probe(self, name: str, /, **order: Any) -> ProbeResult:
        """Carry a probe out. UnavailableError when it cannot be done here."""
        return await ProbeRun(name, order, python=self.python).carry_out()

    def free_threaded(self) -> str:
        """The path of a Python without a GIL; UnavailableError where none is found."""
        for name in FREE_THREADED:
            if path := shutil.which(name):
                return os.path.realpath(path)
        first, second = FREE_THREADED[:2]
        raise UnavailableError(
            told(
                "No Python without a GIL was found: {first} or {second} has to be on the PATH",
                first=first,
                second=second,
            )
        )


def _check_there(study: Study) -> None:
    for share in study.mix:
        if problem := KINDS[share.kind].unavailable():
            raise UnavailableError(problem)


class Shared:
    """A laboratory that carries each experiment out once, and remembers what it ran on."""

    def __init__(self, laboratory: Laboratory) -> None:
        self._laboratory = laboratory
        self._studies: list[tuple[Study, StudyResult]] = []
        self.environment: dict[str, Fact] = {}
        """Facts of the machine and the Python, of what was asked for since it was last emptied."""

    @property
    def cores(self) -> int:
        """Cores that may be used."""
        return self._laboratory.cores

    @property
    def python(self) -> str | None:
        """The Python that is examined."""
        return self._laboratory.python

    def free_threaded(self) -> str:
        """The path of a Python without a GIL."""
        return self._laboratory.free_threaded()

    async def study(self, study: Study) -> StudyResult:
        """Carry a comparison out, unless the very same one was finished before."""
        result = next((found for asked, found in self._studies if asked == study), None)
        if result is None:
            result = await self._laboratory.study(study)
            if result.state == "finished":
                self._studies.append((study, result))
        self.environment.update(result.environment)
        return result

    async def probe(self, name: str, /, **order: Any) -> ProbeResult:
        """Carry a probe out. Each call is a measurement of its own: claims repeat them."""
        result = await self._laboratory.probe(name, **order)
        self.environment.update(result.environment)
        return result
