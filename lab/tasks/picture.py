"""The picture that both image kinds blur, and the blur itself as one would write it in Python.

Both kinds do the same work: a box blur of the same grey picture, first along the rows, then along
the columns. A test holds the two results against each other, so what differs is only the language.
"""

from __future__ import annotations

import random
from functools import lru_cache

RADIUS = 4
"""Pixels to either side that a pixel becomes the mean of; the cost does not depend on it."""


@lru_cache(maxsize=2)
def grey_picture(side: int) -> bytes:
    """``side`` x ``side`` grey pixels, the same ones each time."""
    return random.Random(7).randbytes(side * side)


def box_blur(pixels: bytes, side: int) -> bytes:
    """Every pixel becomes the mean of the square around it; beyond the edge lies more of the edge.

    Pure Python, nothing but whole numbers in lists: what a thread needs the GIL for all along.
    """
    rows = [_blur_line(pixels[start : start + side]) for start in range(0, side * side, side)]
    columns = [_blur_line(bytes(column)) for column in zip(*rows, strict=True)]
    return bytes(value for row in zip(*columns, strict=True) for value in row)


def _blur_line(line: bytes) -> list[int]:
    width = 2 * RADIUS + 1
    padded = line[:1] * RADIUS + line + line[-1:] * (RADIUS + 1)
    total = sum(padded[:width])
    blurred = []
    for gone, new in zip(padded, padded[width:]):  # noqa: B905 - the longer one has only what stays
        blurred.append((total + RADIUS) // width)
        total += new - gone
    return blurred
