"""Ask a Python which one it is, without holding up the window."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from lab.spec.words import why

PATIENCE_S = 5.0
_ASK = "import platform as p; print(p.python_implementation(), p.python_version())"


async def version_of(python: str) -> str:
    """What the interpreter at this path says it is (``CPython 3.13.1``), or why it says nothing."""
    try:
        process = await asyncio.create_subprocess_exec(
            *(python, "-I", "-S", "-c", _ASK),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError as error:
        return why(error)
    try:
        said, _ = await asyncio.wait_for(process.communicate(), PATIENCE_S)
    except TimeoutError:
        return "no answer"
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return said.decode(errors="replace").strip() or "no answer"
