"""What a bubble says of a candidate beside the baseline and the best."""

from __future__ import annotations

from lab.advice.digest import Digest, Row
from ui.charts.compare import naming
from ui.charts.compare.bubble import Line
from ui.charts.compare.figures import spread, written
from ui.words import N_, NBSP, tr


def contrast_lines(digest: Digest, row: Row) -> list[Line]:
    """A candidate held against the baseline, and against the best where that is another."""
    said: list[Line] = []
    if row.speedup is not None and row.place != digest.baseline:
        base = digest.rows[digest.baseline].candidate
        alone = base.approach == "sequential"
        name = tr(N_("sequential")) if alone else naming.in_words(base)
        times, around = f"{written(row.speedup)}{NBSP}×", spread(row.speedup)
        text = tr(N_("{times} {baseline}"), times=times, baseline=name)
        said.append(Line(f"{text} ({around})" if around else text))
    best = digest.ranking[0] if digest.ranking else None
    if best is not None and best != row.place:
        for contrast in digest.contrasts:
            if {contrast.first, contrast.second} == {best, row.place}:
                name = naming.in_words(digest.rows[best].candidate)
                said.append(Line(tr(_VERDICTS[contrast.verdict], best=name)))
                break
    return said


_VERDICTS = {
    "different": N_("Differs from the best, {best}"),
    "equal": N_("No difference here from the best, {best}"),
    "unsure": N_("Too few repeats to tell from the best, {best}"),
}
