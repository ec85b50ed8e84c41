"""The CSV file that both data kinds add up: many sales, each of a shop."""

from __future__ import annotations

import os
import random
import threading
from contextlib import suppress
from pathlib import Path

SHOPS = 16
_DIFFERENT = 1000


def sales_file(folder: Path, rows: int) -> Path:
    """The file of ``rows`` sales in ``folder``, made when it is not there yet.

    Lanes in many processes may come here at once. Each writes under a name of its own and moves
    the finished file into place: a file under the final name is always whole, and as all of them
    write the same, it does not matter whose it is.
    """
    path = folder / f"sales-{rows}.csv"
    if not path.exists():
        unfinished = folder / f"sales-{rows}-{os.getpid()}-{threading.get_ident()}.building"
        unfinished.write_text(_text(rows), encoding="ascii", newline="\n")
        with suppress(PermissionError):  # Windows: another one's is there and being read
            unfinished.replace(path)
        unfinished.unlink(missing_ok=True)
    return path


def _text(rows: int) -> str:
    """A thousand sales over and over: a larger file must not keep the engine waiting."""
    draw = random.Random(7).random
    block = [
        f"{int(draw() * SHOPS)},{1 + int(draw() * 99)},{1 + draw() * 99:.2f}\n"
        for _ in range(_DIFFERENT)
    ]
    whole, rest = divmod(rows, _DIFFERENT)
    return "shop,units,price\n" + "".join(block) * whole + "".join(block[:rest])
