"""The figures of a run as text for the clipboard: one a line, tab between name and value."""

from __future__ import annotations

from lab.session.result import Result
from lab.spec import APPROACHES
from lab.tasks import KINDS
from ui.words import N_, exact, figure, number, percent, tr


def figures_text(result: Result) -> str:
    """The figures of the whole run in the reader's words and format, ready for a spreadsheet."""
    topology = result.topology
    latency = result.latency_ms
    shares = result.shares
    rows: list[tuple[str, str]] = [
        (tr(N_("Approach")), tr(APPROACHES[result.experiment.approach].title)),
        (
            tr(N_("Processes × threads × coroutines")),
            f"{topology.processes} × {topology.threads} × {topology.coroutines}",
        ),
    ]
    for share in result.experiment.mix:
        sizes = ", ".join(
            f"{name} {exact(value) if isinstance(value, int | float) else value}"
            for name, value in share.parameters.items()
        )
        rows.append((tr(KINDS[share.kind].title), f"{exact(share.weight)} ({sizes})"))
    rows += [
        (tr(N_("Tasks done")), number(result.tasks_done)),
        (tr(N_("Tasks failed")), number(result.tasks_failed)),
        (tr(N_("Duration, s")), figure(result.seconds)),
        (tr(N_("Throughput, tasks/s")), figure(result.throughput_per_s)),
        (tr(N_("Latency p50, ms")), figure(latency.p50 if latency else None)),
        (tr(N_("Latency p95, ms")), figure(latency.p95 if latency else None)),
        (tr(N_("Latency p99, ms")), figure(latency.p99 if latency else None)),
        (tr(N_("Running")), percent(shares.running)),
        (tr(N_("Waiting for the GIL")), percent(shares.gil)),
        (tr(N_("Waiting for a core")), percent(shares.core)),
        (tr(N_("Waiting for I/O")), percent(shares.io)),
        (tr(N_("Waiting for the event loop")), percent(shares.loop)),
        (tr(N_("CPU time, s")), figure(result.cpu_seconds)),
    ]
    return "".join(f"{name}\t{value}\n" for name, value in rows)
