"""The four figures at the top: of now while a run goes on, of the whole run afterwards."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.controls.tile import Tile
from ui.controls.tiling import Tiling
from ui.controls.worded import Source
from ui.run.amounts import Amount, Cores, Count
from ui.words import N_, UNKNOWN, Words, change, figure, percent

from .figures import Figures
from .marker_words import words_of
from .since import Change


class Tiles(Tiling):
    """Throughput, latency, cores used, and what the lanes wait for most where that is shared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.throughput = Tile(N_("Throughput"))
        self.latency = Tile(N_("Latency p95"))
        self.cores = Tile(N_("Cores used"))
        self.waiting = Tile(N_("Waiting for the GIL"))
        self._all = (self.throughput, self.latency, self.cores, self.waiting)
        super().__init__(self._all, 4, parent=parent)
        for tile, help_ in (
            (self.throughput, N_("Tasks finished a second, all kinds together.")),
            (
                self.latency,
                N_("95 of 100 tasks took no longer than this, from their start to their end."),
            ),
            (
                self.cores,
                N_("CPU time this experiment uses in a second: as many cores would be fully busy."),
            ),
            (
                self.waiting,
                N_("Share of the lanes' time spent waiting for their turn to run Python code."),
            ),
        ):
            tile.set_spoken(help_=help_, tip=help_)
        self.show_nothing()

    def set_compact(self, compact: bool) -> None:
        """Take less height."""
        for tile in self._all:
            tile.set_compact(compact)

    def show_nothing(self) -> None:
        """There are no figures yet."""
        for tile in self._all:
            tile.set_figures(UNKNOWN)

    def show_now(self, now: Figures, change_: Change | None) -> None:
        """Figures of now, with what the last change did to them."""
        so_far = Words(N_("{n} tasks so far"), n=Count(now.tasks_done))
        half: Source = ""
        if now.p50_ms is not None:
            half = Words(N_("half of them within {p50} ms"), p50=Amount(now.p50_ms))
        since: Source = ""
        moved: tuple[str, str] = ("", "")
        if change_ is not None:
            words = words_of(change_.setting, change_.old, change_.new)
            since = Words(N_("since {change}"), change=words)
            before = change_.before
            rate = change_.of(now.throughput_per_s, before.throughput_per_s)
            p95 = change_.of(now.p95_ms, before.p95_ms)
            moved = ("" if rate is None else change(rate), "" if p95 is None else change(p95))
        self._show(
            now,
            (moved[0], since if moved[0] else so_far),
            (moved[1], since if moved[1] else half),
            ("", _cores_note(now)),
            ("", _waiting_note(now)),
        )

    def show_whole(self, whole: Figures) -> None:
        """Figures of a run that has ended."""
        tasks = Words(N_("whole run, {n} tasks"), n=Count(whole.tasks_done))
        rest = ("", N_("whole run"))
        self._show(whole, ("", tasks), rest, rest, rest)

    def _show(self, now: Figures, *bottoms: tuple[str, Source]) -> None:
        loop = on_loop(now)
        self.waiting.set_label(
            N_("Waiting for the event loop") if loop else N_("Waiting for the GIL")
        )
        share = now.loop if loop else now.gil
        tops: tuple[tuple[str, Source], ...] = (
            (figure(now.throughput_per_s), N_("tasks/s")),
            (figure(now.p95_ms), "ms" if now.p95_ms is not None else ""),
            (str(Cores(now.cores_used)), Words(N_("of {cores}"), cores=Count(now.cores))),
            (percent(share), N_("of lane time") if share is not None else ""),
        )
        for tile, top, bottom in zip(self._all, tops, bottoms, strict=True):
            tile.set_figures(*top, *bottom)


def on_loop(now: Figures) -> bool:
    """Whether lanes wait for an event loop rather than for a GIL."""
    if now.approach == "combined":
        return now.topology.coroutines > 1 and (now.loop or 0.0) > (now.gil or 0.0)
    return now.approach == "asyncio"


def _cores_note(now: Figures) -> Source:
    processes = now.topology.processes
    if processes > 1:
        return Words(N_("{processes} processes, a GIL each"), processes=Count(processes))
    if now.lanes == 1 or now.approach == "asyncio":
        return N_("one thread, one core at most")
    if now.computes:
        return N_("one GIL, one core at most")
    return Words(N_("other programs use {cores}"), cores=Cores(now.others))


def _waiting_note(now: Figures) -> Source:
    if now.gil is None and now.loop is None:
        return N_("not known on this system")
    topology = now.topology
    if on_loop(now):
        each = Count(topology.coroutines)
        return Words(N_("{coroutines} coroutines on each loop"), coroutines=each)
    if topology.threads > 1:
        return Words(N_("{threads} threads on each GIL"), threads=Count(topology.threads))
    return N_("nobody shares one")
