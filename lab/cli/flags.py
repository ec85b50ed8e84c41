"""Command-line flags made from the declarations: a new parameter is a new flag by itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Optional, TypeVar

import typer

from lab.spec import Options, Parameter, Topology, parameters

Command = TypeVar("Command", bound=Callable[..., Any])

TABLES: dict[str, tuple[Parameter, ...]] = {
    "topology": parameters(Topology),
    "options": parameters(Options),
}
"""The tables of an experiment file whose keys are flags."""
_PANELS = {"topology": "Shape of the run", "options": "Settings"}


def flag_name(parameter: Parameter) -> str:
    """``--start-method`` for ``start_method``."""
    return "--" + parameter.name.replace("_", "-")


def with_declared_flags(command: Command) -> Command:
    """Give ``command`` (which takes ``**declared``) a flag for every declared parameter.

    A flag that is not given arrives as None, so that the file's value or the default holds.
    """
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    made = [_argument(p, _PANELS[table]) for table, flags in TABLES.items() for p in flags]
    command.__signature__ = signature.replace(parameters=[*own, *made])  # type: ignore[attr-defined]
    command.__annotations__ |= {argument.name: argument.annotation for argument in made}
    command.__annotations__.pop("declared", None)
    return command


def given(declared: Mapping[str, Any]) -> Iterable[tuple[str, Parameter, Any]]:
    """The flags that were given: table, declaration, value."""
    for table, flags in TABLES.items():
        for parameter in flags:
            if declared.get(parameter.name) is not None:
                yield table, parameter, declared[parameter.name]


def _argument(parameter: Parameter, panel: str) -> inspect.Parameter:
    name = flag_name(parameter)
    kind: Any = Optional[parameter.type]  # noqa: UP045 - typer reads it at run time
    names = [name]
    if parameter.type is bool:
        names = [f"{name}/--no{name[1:]}"]
    elif not parameter.choices:
        # Checked with all the rest, so that the message names the span as everywhere else.
        kind = Optional[float]  # noqa: UP045
    option = typer.Option(
        *names, help=_help(parameter), metavar=_metavar(parameter), rich_help_panel=panel
    )
    annotation: Any = Annotated[kind, option]
    keyword = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(parameter.name, keyword, default=None, annotation=annotation)


def _metavar(parameter: Parameter) -> str | None:
    if parameter.type is bool:
        return None
    return "|".join(parameter.choices) if parameter.choices else parameter.unit.upper() or "N"


def _help(parameter: Parameter) -> str:
    span = "" if parameter.choices or parameter.type is bool else f" {parameter.span_text()}."
    default = parameter.default
    shown = ("on" if default else "off") if isinstance(default, bool) else default
    # The shape's defaults are the default experiment's, which --help does not load.
    default_text = "" if parameter in TABLES["topology"] else f" Default: {shown}."
    return f"{parameter.help}{span}{default_text}"
