"""Thousands of connections at once: what each keeps, in coroutines and in threads."""

from __future__ import annotations

from lab.session.probing import UnavailableError
from lab.spec import N_, told
from lab.spec.words import from_json
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import judged, ratio

SAME = 1000
"""So many both of them hold, for the comparison."""
MANY = (5_000, 10_000)
REPEATS = 3
PART = 1 / 3


async def measure(laboratory: Laboratory) -> Figures:
    """``kib`` a connection by repeat for ``asyncio`` and ``threads``; ``many`` of them, too."""
    kib: dict[str, list[float]] = {"asyncio": [], "threads": []}
    rates: dict[str, float] = {}
    for _ in range(REPEATS):
        for how, found in kib.items():
            result = await laboratory.probe("connections", how=how, count=SAME, seconds=0.3)
            found.append(_known(result.figures["kib_per_connection"]))
            rates[how] = result.figures["requests_per_s"]
    many = []
    for count in MANY:
        result = await laboratory.probe("connections", how="asyncio", count=count, seconds=0.5)
        names = ("asked", "connected", "connect_s", "kib_per_connection", "requests_per_s", "limit")
        many.append({name: result.figures[name] for name in names})
    return {"count": SAME, "kib": kib, "requests_per_s": rates, "many": many}


def _known(kib: float | None) -> float:
    if kib is None:
        raise UnavailableError(told("This system does not tell how much memory a process keeps"))
    return kib


def judge(figures: Figures) -> Judgement:
    """A connection in a coroutine keeps less than a third of what one in a thread keeps."""
    part = ratio(figures["kib"]["asyncio"], figures["kib"]["threads"])
    most = max(figures["many"], key=lambda found: found["connected"])
    return judged(
        part,
        high=PART,
        unit="×",
        says=told(
            "A connection in asyncio kept {times:.2f} times the memory of one in a thread;"
            " {connected:,} were held at once",
            times=part.value,
            connected=most["connected"],
        ),
        details=[
            *(
                Detail(title=title, value=figures["requests_per_s"][how], unit="/s")
                for how, title in (
                    ("asyncio", N_("Requests answered by asyncio")),
                    ("threads", N_("Requests answered by threads")),
                )
            ),
            *_many(figures),
        ],
    )


def _many(figures: Figures) -> list[Detail]:
    details = []
    for found in figures["many"]:
        held = told(
            "{connected:,} of {asked:,} in {seconds:.1f} s, {kib:.1f} KiB each",
            connected=found["connected"],
            asked=found["asked"],
            seconds=found["connect_s"],
            kib=found["kib_per_connection"],
        )
        details.append(Detail(title=N_("Connected by asyncio"), value=held))
        if found["limit"]:
            details.append(Detail(title=N_("Why no more"), value=from_json(found["limit"])))
    return details


CLAIMS = (
    Claim(
        id="aio-many",
        group="asyncio",
        title=N_("Asyncio holds thousands of connections at small cost"),
        experiment=N_(
            "1,000 real connections in asyncio and in threads; 5,000 and 10,000 in asyncio"
        ),
        figure=N_("memory a connection, asyncio over threads"),
        rule=N_("the ratio's whole interval is below a third"),
        seconds=14.0,
        measure=measure,
        judge=judge,
    ),
)
