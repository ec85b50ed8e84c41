"""The cells of a sweep over two settings: which candidate is in which, and what it is called."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lab.advice.digest import Digest, Row
from lab.spec import Axis, Value
from ui.charts.compare import naming


class Cells:
    """Candidates by the values of their two settings; x and y count these, from 0."""

    def __init__(self, digest: Digest | None) -> None:
        axes = digest.result.study.axes if digest is not None else ()
        self.axes: tuple[Axis, Axis] | None = (axes[1], axes[0]) if len(axes) == 2 else None
        """The two settings: across, and upwards. None where the study has not two axes."""
        self.places: dict[tuple[int, int], int] = {}
        self.where: dict[int, tuple[int, int]] = {}
        if digest is None or self.axes is None:
            return
        across, up = self.axes
        for row in digest.rows:
            x = _index(across.values, naming.value_of(row.candidate, across.setting))
            y = _index(up.values, naming.value_of(row.candidate, up.setting))
            if x is not None and y is not None:
                self.places[x, y] = row.place
                self.where[row.place] = (x, y)

    def path(self) -> list[int]:
        """All places, row by row from the bottom left."""
        cells = sorted(self.places.items(), key=lambda cell: (cell[0][1], cell[0][0]))
        return [place for _, place in cells]

    def beside(self, place: int, dx: int, dy: int) -> int:
        """The neighbour of a cell; itself at the edge."""
        x, y = self.where[place]
        return self.places.get((x + dx, y + dy), place)

    def named(self, row: Row) -> str:
        """A candidate by the values of its cell, else as it is called everywhere."""
        if self.axes is None or row.place not in self.where:
            return str(naming.called(row.candidate))
        indices = self.where[row.place]
        words = (
            naming.setting_value(axis.setting, axis.values[index])
            for axis, index in zip(reversed(self.axes), reversed(indices), strict=True)
        )
        return ", ".join(words)


def _index(values: Sequence[Value], value: Value | None) -> int | None:
    for index, one in enumerate(values):
        if one == value or (
            isinstance(one, float)
            and isinstance(value, int | float)
            and math.isclose(one, value, rel_tol=1e-9)
        ):
            return index
    return None
