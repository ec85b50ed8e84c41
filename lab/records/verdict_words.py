"""A verdict's figures in a reader's words, for the command line and for reports."""

from __future__ import annotations

from lab.verdicts.claim import Detail, Judgement

from .wording import Wording

UNKNOWN = "–"


def measured_text(judged: Judgement, said: Wording) -> str:
    """The figure with its interval: ``1.02 × (1.00–1.04)``."""
    figure = judged.figure
    if figure is None:
        return UNKNOWN
    text = f"{said.number(figure.value)} {judged.unit}".rstrip()
    if figure.low is None or figure.high is None:
        return text
    return f"{text} ({said.number(figure.low)}–{said.number(figure.high)})"


def bounds_text(judged: Judgement, said: Wording) -> str:
    """Within which bounds the figure confirms: ``≤ 1.25 ×``."""
    unit = f" {judged.unit}" if judged.unit else ""
    low = None if judged.low is None else said.number(judged.low)
    high = None if judged.high is None else said.number(judged.high)
    if low is not None and high is not None:
        return f"{low}–{high}{unit}"
    if low is not None:
        return f"≥ {low}{unit}"
    return UNKNOWN if high is None else f"≤ {high}{unit}"


def detail_text(detail: Detail, said: Wording) -> str:
    """A further figure: ``Running on a core: 25 %``."""
    value = said.tell(detail.value) if isinstance(detail.value, str) else said.number(detail.value)
    return f"{said.say(detail.title)}: {value} {detail.unit}".rstrip()


def sentences(judged: Judgement, said: Wording) -> str:
    """What was measured and, where it decides nothing, why: whole sentences."""
    told = [said.tell(text).rstrip(".") for text in (judged.says, judged.reason) if text]
    return " ".join(f"{text[:1].upper()}{text[1:]}." for text in told)
