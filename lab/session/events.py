"""What the engine tells, in words a person can read."""

from __future__ import annotations

import signal
from typing import Any

from lab.errors import SessionError

from .snapshot import Event


def event_of(message: dict[str, Any], t_s: float) -> Event | None:
    """The event behind one of the engine's messages; None for those that are no event."""
    said = message["say"]
    if said == "worker-lost":
        text = f"Process {message['rank'] + 1} {message['how']}"
        if message["possibly_twice"]:
            text += f"; {message['possibly_twice']} tasks may have been carried out twice"
        return Event(t_s, "worker-lost", text)
    if said == "task-failed":
        last = message["traceback"].strip().splitlines()[-1]
        return Event(t_s, "task-failed", f"{message['kind']}: {last}", message["traceback"])
    if said == "lane-broken":
        last = message["traceback"].strip().splitlines()[-1]
        text = f"Thread {message['thread'] + 1} of process {message['rank'] + 1} ended: {last}"
        return Event(t_s, "lane-broken", text, message["traceback"])
    if said == "capped":
        return Event(
            t_s,
            "capped",
            f"{message['limit']} of {message['threads']} threads a process are run: more threads"
            " that compute could not be started in useful time",
        )
    if said == "full":
        return Event(t_s, "full", f"The system has no room for more: {message['reason']}")
    return None


def not_begun(python: str, status: int, stderr: str) -> SessionError:
    """Why an engine ended before it was ready."""
    if status < 0:
        name = signal.Signals(-status).name
        return SessionError(f"The engine was killed by {name} while it started", details=stderr)
    lines = stderr.strip().splitlines()
    said = f" ({lines[-1].strip()})" if lines else ""
    return SessionError(
        f"The engine could not be started: it is no Python that can run it{said}",
        where=python,
        todo="Choose CPython 3.10 or newer.",
        details=stderr,
    )


def failure_of(reason: str, status: int, t_s: float, stderr: str) -> SessionError:
    """Why a run ended that should not have."""
    kept = "What was measured until then is kept."
    if reason == "no workers left":
        what = f"All worker processes were gone after {t_s:.1f} s"
    elif status < 0:
        name = signal.Signals(-status).name
        what = f"The engine was killed by {name} after {t_s:.1f} s"
    else:
        what = f"The engine ended by itself after {t_s:.1f} s"
    return SessionError(what, todo=kept, details=stderr)
