"""Computing in native code that lets go of the GIL: SHA-256, many times over, in one call."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from lab.spec import N_, param, told

from .kind import TaskContext, TaskKind
from .library import missing

PASSWORD = b"correct horse battery staple"
SALT = b"sixteen byte salt"
_ROUNDS = 12
_MEASURED_ITERATIONS = 2000


@dataclass(frozen=True, kw_only=True)
class NativeCpu(TaskKind):
    """Stretch a password with SHA-256 (PBKDF2, in OpenSSL) for ``ms`` of CPU time.

    One task is one call into native code. It lets go of the GIL at the start of the call and takes
    it back at the end, once, however long the task is; so threads run it on as many cores as there
    are. It waits for a core and, for an instant at the end of each task, for the GIL: beside
    threads of pure Python that instant can last a switch interval.

    It works on a few hundred bytes, so cores do not compete for memory.
    """

    # Why PBKDF2 and not sha256 over a buffer: 1,000 ms of sha256 would need a buffer of a gigabyte
    # or hundreds of calls, each of which takes the GIL back; zlib holds the GIL for its output.

    name = "native-cpu"
    title = N_("Native code (SHA-256)")
    short = N_("native CPU")
    computes = True

    ms: float = param(
        1.0,
        label=N_("Size"),
        unit="ms",
        span=(0.05, 1000.0),
        scale="log",
        help=N_("CPU time of one task on an idle core."),
    )

    @classmethod
    def unavailable(cls, *, event_loop: bool | None = None) -> str | None:
        # Before 3.12 hashlib falls back to a pure-Python PBKDF2, which would hold the GIL.
        return told("this Python was built without OpenSSL") if missing("_hashlib") else None

    def expected_s(self) -> float:
        return self.ms / 1000

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        from hashlib import pbkdf2_hmac

        call_ms, iterations_per_ms = context.native_speed or speed()
        iterations = max(1, round((self.ms - call_ms) * iterations_per_ms))
        return partial(pbkdf2_hmac, "sha256", PASSWORD, SALT, iterations)


@cache
def speed() -> tuple[float, float]:
    """What a call costs before its first iteration (ms) and iterations per ms, once a process.

    The best of several rounds, for the reason given at :func:`lab.tasks.python_cpu.calibrate`.
    """
    least = _best_ms(1)
    most = _best_ms(_MEASURED_ITERATIONS)
    iterations_per_ms = (_MEASURED_ITERATIONS - 1) / max(most - least, 1e-6)
    return max(0.0, least - 1 / iterations_per_ms), iterations_per_ms


def _best_ms(iterations: int) -> float:
    from hashlib import pbkdf2_hmac

    fine = time.get_clock_info("thread_time").resolution <= 1e-4
    clock = time.thread_time_ns if fine else time.perf_counter_ns
    took = []
    for _ in range(_ROUNDS):
        before = clock()
        pbkdf2_hmac("sha256", PASSWORD, SALT, iterations)
        took.append(clock() - before)
    return min(took) / 1e6
