"""What would change a recommendation: the task size from which on another candidate pays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.spec import parameters, told
from lab.tasks import KINDS

from .reasons import Reason
from .saying import called, short

if TYPE_CHECKING:
    from lab.study.break_even import BreakEven


def turning(found: BreakEven) -> tuple[Reason, ...]:
    """What was found of the break-even; nothing where the search was given up."""
    if not found.points or found.outcome in ("unsure", "interrupted", "failed"):
        return ()
    kind, _, name = found.setting.rpartition(".")
    unit = next((p.unit for p in parameters(KINDS[kind]) if p.name == name), "")
    sizes = [point.size for point in found.points]
    fields: dict[str, object] = {
        "setting": told(KINDS[kind].short),
        "unit": unit,
        "low": short(min(sizes)),
        "high": short(max(sizes)),
    }
    first, second = called(found.first), called(found.second)
    if found.outcome == "equal":
        text = told(
            "{first} and {second}: no difference from {low:,.10g} to {high:,.10g} {unit} of"
            " {setting}.",
            first=first,
            second=second,
            **fields,
        )
        return (Reason(kind="equal", lead=told("At every size."), text=text),)
    if found.outcome in ("always", "never"):
        text = told(
            "{faster} against {slower}: more from {low:,.10g} to {high:,.10g} {unit} of {setting}.",
            faster=second if found.outcome == "always" else first,
            slower=first if found.outcome == "always" else second,
            **fields,
        )
        return (Reason(kind="good", lead=told("At every size."), text=text),)
    size = found.size
    if size is None:
        return ()
    fields |= {"first": first, "second": second, "size": short(size.value)}
    if size.low is None or size.high is None:
        text = told(
            "Up to {size:,.10g} {unit} of {setting} more with {first}, from there on with"
            " {second}.",
            **fields,
        )
    else:
        fields |= {"low": short(size.low), "high": short(size.high)}
        text = told(
            "Up to {size:,.10g} {unit} of {setting} ({low:,.10g} to {high:,.10g}) more with"
            " {first}, from there on with {second}.",
            **fields,
        )
    return (Reason(kind="warn", lead=told("It turns over."), text=text),)
