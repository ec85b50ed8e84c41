"""What the engine tells, in words a person can read."""

from __future__ import annotations

import signal
from typing import Any

from lab.errors import SessionError
from lab.spec.words import from_json, told

from .snapshot import Event
from .steering import Undone


def event_of(message: dict[str, Any], t_s: float) -> Event | None:
    """The event behind one of the engine's messages; None for those that are no event."""
    said = message["say"]
    if said == "worker-lost":
        how = from_json(message["how"])
        text = told("Process {number} {how}", number=message["rank"] + 1, how=how)
        if twice := message["possibly_twice"]:
            text = told(
                "{what}; {count} tasks may have been carried out twice", what=text, count=twice
            )
        return Event(t_s, "worker-lost", text)
    if said == "task-failed":
        last = message["traceback"].strip().splitlines()[-1]
        return Event(t_s, "task-failed", f"{message['kind']}: {last}", message["traceback"])
    if said == "lane-broken":
        last = message["traceback"].strip().splitlines()[-1]
        text = told(
            "Thread {thread} of process {process} ended: {what}",
            thread=message["thread"] + 1,
            process=message["rank"] + 1,
            what=last,
        )
        return Event(t_s, "lane-broken", text, message["traceback"])
    if said == "capped":
        text = told(
            "{limit} of {threads} threads a process are run: more threads that compute could not be"
            " started in useful time",
            limit=message["limit"],
            threads=message["threads"],
        )
        return Event(t_s, "capped", text)
    if said == "full":
        reason = from_json(message["reason"])
        return Event(t_s, "full", told("The system has no room for more: {why}", why=reason))
    if said == "start-method":
        text = told(
            "This system cannot start processes by {wanted}; {used} is used instead",
            wanted=message["wanted"],
            used=message["used"],
        )
        return Event(t_s, "start-method", text)
    return None


def undone_event(refused: Undone, t_s: float) -> Event:
    """That the engine could not follow, and what went back because of it."""
    reason, names = from_json(refused.reason), ", ".join(name for name, *_ in refused.settings)
    text = told("{why}; the change went back to what runs", why=reason)
    if names:
        text = told("{why}; {settings} went back to what runs", why=reason, settings=names)
    return Event(t_s, "unavailable", text)


def not_begun(python: str, status: int, stderr: str) -> SessionError:
    """Why an engine ended before it was ready."""
    if status < 0:
        name = signal.Signals(-status).name
        return SessionError(
            told("The engine was killed by {signal} while it started", signal=name), details=stderr
        )
    lines = stderr.strip().splitlines()
    what = told("The engine could not be started: it is no Python that can run it")
    return SessionError(
        told("{what} ({said})", what=what, said=lines[-1].strip()) if lines else what,
        where=python,
        todo=told("Choose CPython 3.10 or newer."),
        details=stderr,
    )


def failure_of(reason: str, status: int, t_s: float, stderr: str) -> SessionError:
    """Why a run ended that should not have."""
    kept = told("What was measured until then is kept.")
    if reason == "no workers left":
        what = told("All worker processes were gone after {seconds:.1f} s", seconds=t_s)
    elif status < 0:
        name = signal.Signals(-status).name
        what = told(
            "The engine was killed by {signal} after {seconds:.1f} s", signal=name, seconds=t_s
        )
    else:
        what = told("The engine ended by itself after {seconds:.1f} s", seconds=t_s)
    return SessionError(what, todo=kept, details=stderr)
