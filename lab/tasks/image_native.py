"""Blurring a picture with Pillow, in C."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from lab.spec import N_, param, told

from .kind import TaskContext, TaskKind
from .library import missing, reach_installed

_S_PER_PIXEL = 3e-9


@dataclass(frozen=True, kw_only=True)
class ImageNative(TaskKind):
    """Blur a grey picture of ``side`` x ``side`` pixels with Pillow, in C.

    Each pixel becomes the mean of the 9 x 9 around it: about 3 ns a pixel. Pillow lets go of the
    GIL while it blurs, so threads do it on as many cores as there are; not all of its filters do
    (its median does not). It waits for a core and, for an instant at the end of each task, for the
    GIL.

    ``image-python`` makes the same picture of it in pure Python.
    """

    name = "image-native"
    title = N_("Image filter, Pillow")
    short = N_("Pillow filter")
    computes = True

    side: int = param(
        1024,
        label=N_("Side"),
        unit="px",
        span=(16, 4096),
        scale="log",
        help=N_("Width and height of the picture; twice the side is four times the work."),
    )

    @classmethod
    def unavailable(cls, *, event_loop: bool | None = None) -> str | None:
        if missing("PIL"):
            return told("{library} is not installed in this Python", library="Pillow")
        return None

    def expected_s(self) -> float:
        return 0.00005 + self.side**2 * _S_PER_PIXEL

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        reach_installed()
        from PIL import Image, ImageFilter

        from .picture import RADIUS, grey_picture

        size = (self.side, self.side)
        picture = Image.frombytes("L", size, grey_picture(self.side))
        return partial(picture.filter, ImageFilter.BoxBlur(RADIUS))
