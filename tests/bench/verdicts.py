"""Claims on this machine, over and over: how long all of them take, and how steady verdicts are.

Beside other programs a verdict about time is inconclusive, as it should be; then it is told as
such and says nothing about steadiness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lab.verdicts.batch import Batch
from lab.verdicts.claims import CLAIMS
from lab.verdicts.laboratory import RealLaboratory

from .drive import run
from .figure import Figure

STEADY = (
    "gil-one", "cpu-threads", "native-threads", "io-threads", "shared-memory", "race", "deadlock",
    "proc-parallel", "proc-ipc", "proc-overhead", "aio-one-thread", "aio-blocked", "aio-many",
    "aio-races", "switch",
)  # fmt: skip
"""Their verdict is the same every time on an idle machine."""
LONGEST_S = 360.0
ROUNDS, QUICK_ROUNDS = 5, 1


def measure(quick: bool) -> Iterator[Figure]:
    """How long a round takes; for each claim in how many rounds its commonest verdict came."""
    verdicts: dict[str, list[str]] = {claim.id: [] for claim in CLAIMS}
    seconds: list[float] = []
    rounds = QUICK_ROUNDS if quick else ROUNDS
    for _ in range(rounds):
        found = run(Batch(CLAIMS, RealLaboratory()).run())
        seconds.append(sum(finding.seconds for finding in found))
        for finding in found:
            verdicts[finding.claim].append(finding.judgement.verdict)
    bench = "Verdicts"
    yield Figure(bench=bench, name="all claims", values=tuple(seconds), unit="s", most=LONGEST_S)
    for name, told in verdicts.items():
        ((usual, count),) = Counter(told).most_common(1)
        steady = name in STEADY and usual != "inconclusive"
        yield Figure(
            bench=bench,
            name=name,
            values=(float(count),),
            unit=f"of {rounds} {usual}",
            least=float(rounds) if steady else None,
        )
