"""A cost study without probes: measurements come when the test lets them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from lab.costs.conductor import CostProgress
from lab.costs.result import CostResult, CostSample
from lab.costs.study import CostStudy
from tests.lab.costs.made import ENVIRONMENT, STARTED_AT, made_sample


class FakeConductor:
    """Does what `CostConductor` promises; `let` lets so many more measurements happen."""

    def __init__(self, study: CostStudy) -> None:
        self.study = study
        self.on_progress: Callable[[CostProgress], object] | None = None
        self.on_sample: Callable[[CostSample], object] | None = None
        self.state = "interrupted"
        self.error: BaseException | None = None
        self.samples: list[CostSample] = []
        self._to_come = [turn for turn in study.turns() if turn.kind != "interpreter"]
        self._all = len(self._to_come)
        self._allowed = asyncio.Semaphore(0)
        self._cancelled = False

    def let(self, count: int | None = None) -> None:
        """Let ``count`` more happen, or all there are."""
        for _ in range(len(self._to_come) if count is None else count):
            self._allowed.release()

    async def run(self) -> CostResult:
        while self._to_come:
            turn = self._to_come[0]
            if self.on_progress is not None:
                done = len(self.samples)
                left = 0.4 * len(self._to_come)
                self.on_progress(
                    CostProgress(
                        done=done, all=self._all, turn=turn, blocks=self.study.repeats,
                        seconds_done=0.4 * done, seconds_left=left,
                    )
                )  # fmt: skip
            await self._allowed.acquire()
            if self.error is not None:
                raise self.error
            if self._cancelled:
                return self.result_now()
            self._to_come.pop(0)
            self.samples.append(made_sample(turn, self.study.section))
            if self.on_sample is not None:
                self.on_sample(self.samples[-1])
            await asyncio.sleep(0)
        self.state = "finished"
        return self.result_now()

    def cancel(self) -> None:
        self._cancelled = True
        self._allowed.release()

    def result_now(self) -> CostResult:
        return CostResult(
            study=self.study, state=self.state, started_at=STARTED_AT,
            seconds=0.4 * len(self.samples), samples=tuple(self.samples), missing=(),
            environment=ENVIRONMENT,
        )  # fmt: skip
