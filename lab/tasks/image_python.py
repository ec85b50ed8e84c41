"""Blurring a picture in pure Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from lab.spec import N_, param

from .kind import TaskContext, TaskKind

_S_PER_PIXEL = 0.15e-6


@dataclass(frozen=True, kw_only=True)
class ImagePython(TaskKind):
    """Blur a grey picture of ``side`` x ``side`` pixels in pure Python.

    Each pixel becomes the mean of the 9 x 9 around it, first along the rows, then along the
    columns: about 0.15 µs a pixel. It never lets go of the GIL by itself, so threads take turns and
    only processes make it faster. It waits for nothing but a core and the GIL.

    Pillow's filter (``image-native``) makes the same picture of it, some fifty times as fast.
    """

    name = "image-python"
    title = N_("Image filter, Python")
    short = N_("Python filter")
    computes = True
    frees_gil = False

    side: int = param(
        128,
        label=N_("Side"),
        unit="px",
        span=(16, 1024),
        scale="log",
        help=N_("Width and height of the picture; twice the side is four times the work."),
    )

    def expected_s(self) -> float:
        return 0.00005 + self.side**2 * _S_PER_PIXEL

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        from .picture import box_blur, grey_picture

        return partial(box_blur, grey_picture(self.side), self.side)
