"""What is opened, used in a block, and ended by it however it can."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Used:
    """A context manager that gives itself; leaving the block calls :meth:`leave`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self.explain(error)
        self.leave()

    def explain(self, error: BaseException) -> None:
        """Add to ``error`` what could be seen when it came."""

    def leave(self) -> None:
        """End it; nothing of it is left."""
        raise NotImplementedError
