"""Command-line flags made from the declarations: a new parameter is a new flag by itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Optional, TypeVar

import typer

from lab.spec import Options, Parameter, Protocol, Topology, parameters

Command = TypeVar("Command", bound=Callable[..., Any])

_PANELS = {
    "topology": "Shape of the run",
    "protocol": "How it is measured",
    "options": "Settings",
}


def with_flags(command: Command, made: list[inspect.Parameter]) -> Command:
    """Give ``command``, which takes them as keywords, these flags besides its own."""
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
    command.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*own, *made]
    )
    command.__annotations__ |= {argument.name: argument.annotation for argument in made}
    command.__annotations__.pop("given", None)
    return command


class FlagSet:
    """Flags that several commands have: by name, what typer is to know and the default."""

    def __init__(self, **flags: tuple[Any, Any]) -> None:
        self._flags = flags

    def flags(self, command: Command) -> Command:
        """Give ``command`` (which takes ``**given``) these flags."""
        keyword = inspect.Parameter.KEYWORD_ONLY
        return with_flags(
            command,
            [
                inspect.Parameter(name, keyword, default=default, annotation=annotation)
                for name, (annotation, default) in self._flags.items()
            ],
        )


class Declared:
    """The declared parameters that are flags of a command, by the table of a file they belong to.

    ``renamed`` gives a flag to a parameter whose own name another table has as well; the shape's
    flags tell no default, as theirs are the default experiment's, which ``--help`` does not load.
    """

    def __init__(
        self,
        tables: Mapping[str, tuple[Parameter, ...]],
        renamed: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.tables = tables
        self._renamed = renamed or {}

    def flag(self, table: str, parameter: Parameter) -> str:
        """``--start-method`` for ``start_method``."""
        own = "--" + parameter.name.replace("_", "-")
        return self._renamed.get((table, parameter.name), own)

    def flags(self, command: Command) -> Command:
        """Give ``command`` (which takes ``**given``) a flag for every declared parameter.

        A flag that is not given arrives as None, so that the file's value or the default holds.
        """
        made = [self._argument(table, p) for table, flags in self.tables.items() for p in flags]
        return with_flags(command, made)

    def given(self, declared: Mapping[str, Any]) -> Iterator[tuple[str, Parameter, Any]]:
        """The flags that were given: table, declaration, value."""
        for table, flags in self.tables.items():
            for parameter in flags:
                value = declared.get(self._name(table, parameter))
                if value is not None:
                    yield table, parameter, value

    def put(
        self, declared: Mapping[str, Any], document: dict[str, Any]
    ) -> dict[tuple[str | int, ...], str]:
        """Put what was given into the tables of ``document``; by key, the flag that said it."""
        said: dict[tuple[str | int, ...], str] = {}
        for table, parameter, value in self.given(declared):
            whole = isinstance(value, float) and value.is_integer()
            document.setdefault(table, {})[parameter.name] = int(value) if whole else value
            said[table, parameter.name] = self.flag(table, parameter)
        return said

    def _name(self, table: str, parameter: Parameter) -> str:
        return self.flag(table, parameter)[2:].replace("-", "_")

    def _argument(self, table: str, parameter: Parameter) -> inspect.Parameter:
        name = self.flag(table, parameter)
        kind: Any = Optional[parameter.type]  # noqa: UP045 - typer reads it at run time
        names = [name]
        if parameter.type is bool:
            names = [f"{name}/--no{name[1:]}"]
        elif not parameter.choices:
            # Checked with all the rest, so that the message names the span as everywhere else.
            kind = Optional[float]  # noqa: UP045
        option = typer.Option(
            *names,
            help=_help(parameter, with_default=table != "topology"),
            metavar=_metavar(parameter),
            rich_help_panel=_PANELS[table],
        )
        annotation: Any = Annotated[kind, option]
        keyword = inspect.Parameter.KEYWORD_ONLY
        return inspect.Parameter(
            self._name(table, parameter), keyword, default=None, annotation=annotation
        )


RUN = Declared({"topology": parameters(Topology), "options": parameters(Options)})
STUDY = Declared(
    {"protocol": parameters(Protocol), "options": parameters(Options)},
    # The seed of a study is that of its order.
    renamed={("options", "seed"): "--mix-seed"},
)


def _metavar(parameter: Parameter) -> str | None:
    if parameter.type is bool:
        return None
    return "|".join(parameter.choices) if parameter.choices else parameter.unit.upper() or "N"


def _help(parameter: Parameter, *, with_default: bool) -> str:
    span = "" if parameter.choices or parameter.type is bool else f" {parameter.span_text()}."
    default = parameter.default
    shown = ("on" if default else "off") if isinstance(default, bool) else default
    return f"{parameter.help}{span}" + (f" Default: {shown}." if with_default else "")
