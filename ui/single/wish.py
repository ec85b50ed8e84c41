"""What a second start asks of the first window, as one line of JSON."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any, NamedTuple

LARGEST = 1 << 20
"""Bytes of a line; more files than fit are no wish of a person."""


class Wish(NamedTuple):
    """Files to open, by their whole names, and what lets the window come to the front.

    ``activation`` is Wayland's token, ``startup`` X11's: whoever was clicked gives it to the
    process it starts, and the desktop lets nobody take the focus without one. No dataclass: the
    first paint would wait for its import.
    """

    files: tuple[str, ...] = ()
    activation: str = ""
    startup: str = ""


def wish_for(files: Sequence[str | os.PathLike[str]]) -> Wish:
    """The wish of this process: names are taken from its own folder."""
    return Wish(
        files=tuple(os.path.abspath(file) for file in files),  # noqa: PTH100 - no import before Qt
        activation=os.environ.get("XDG_ACTIVATION_TOKEN", ""),
        startup=os.environ.get("DESKTOP_STARTUP_ID", ""),
    )


def to_line(wish: Wish, secret: str) -> bytes:
    """The wish as it is sent; a name that is no text travels as it is."""
    return json.dumps({"secret": secret, **wish._asdict()}).encode() + b"\n"


def from_line(line: bytes) -> tuple[Wish, str]:
    """The wish and the secret that a line says. Raises ValueError for anything else."""
    read: Any = json.loads(line)
    try:
        files, words = read["files"], (read["activation"], read["startup"], read["secret"])
    except (TypeError, KeyError) as error:
        raise ValueError("this is no wish") from error
    if not isinstance(files, list) or not all(isinstance(text, str) for text in (*files, *words)):
        raise ValueError("a wish is made of texts")
    if any("\0" in file for file in files):
        raise ValueError("this is not the name of a file")
    return Wish(files=tuple(files), activation=words[0], startup=words[1]), words[2]
