"""The door of the first window: what second starts ask it to open.

A letter is one line and is answered as soon as it was read, so whoever wrote it can go. Anything
else that comes is hung up on.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from contextlib import suppress

from ui.single.first import First
from ui.single.letter_box import ANSWER
from ui.single.wish import LARGEST, Wish, from_line

PATIENCE_S = 5.0
"""Who has not said what is wished after this long is hung up on."""
_log = logging.getLogger(__name__)


class Door:
    """Tells ``hear`` of every wish from `open` until `close`; of none beside another first window.

    It lives on the window's loop.
    """

    def __init__(self, first: First | None, hear: Callable[[Wish], object]) -> None:
        self._first, self._hear = first, hear
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begin to hear; a window without a letter box lets another one be the first."""
        if self._first is None:
            return
        try:
            box = self._first.box.open()
        except OSError as error:
            _log.warning("other starts cannot reach this window: %s", error)
            self._first.close()
            return
        self._server = await asyncio.start_server(self._answer, sock=box, limit=LARGEST)

    def close(self) -> None:
        """Hear no more: the next start gets a window of its own. Idempotent."""
        if self._server is not None:
            self._server.close()
        if self._first is not None:
            self._first.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            wish = await asyncio.wait_for(self._read(reader), PATIENCE_S)
            writer.write(ANSWER)
            await writer.drain()
        except (OSError, ValueError, TimeoutError) as error:
            _log.warning("hung up on somebody at the door: %s", error)
        else:
            self._hear(wish)
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _read(self, reader: asyncio.StreamReader) -> Wish:
        """The wish of a letter with the right secret; ValueError for any other."""
        assert self._first is not None
        wish, secret = from_line(await reader.readline())
        if not hmac.compare_digest(secret.encode(), self._first.box.secret.encode()):
            raise ValueError("the secret is wrong")
        return wish
