"""The command line as data, read from the program: man page and completions are made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from typer.main import get_command

from lab.cli.app import build
from lab.cli.machinery import Machinery, probe_maker, session_factory, session_maker
from lab.records.presets import NAMES
from lab.tasks import KINDS

_KNOWN = {"--preset": NAMES, "--task": tuple(KINDS)}
"""Values that a usage line has no room for."""
_PATHS = ("FILE", "FOLDER", "PATH", "PATH|-")
_CHOICES = re.compile(r"[a-z0-9][a-z0-9-]*(\|[a-z0-9][a-z0-9-]*)+")


@dataclass(frozen=True)
class Flag:
    """An option: its names, and what it wants (empty for a switch)."""

    names: tuple[str, ...]
    wants: str
    help: str
    repeated: bool = False
    path: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The values there are, where they are few and named."""
        if _CHOICES.fullmatch(self.wants):
            return tuple(self.wants.split("|"))
        return _KNOWN.get(self.names[0], ())


@dataclass(frozen=True)
class Argument:
    """What stands without a dash, as a usage line says it."""

    wants: str
    help: str
    path: bool = False


@dataclass(frozen=True)
class Command:
    """A command with its path from ``hebra`` on, and the commands below it."""

    path: tuple[str, ...]
    help: str
    flags: tuple[Flag, ...]
    arguments: tuple[Argument, ...]
    commands: tuple[Command, ...]

    @property
    def line(self) -> str:
        """As it is typed."""
        return " ".join(self.path)

    @property
    def summary(self) -> str:
        """The first paragraph of its help, on one line."""
        return " ".join(self.help.split("\n\n")[0].split())

    def walk(self) -> Iterator[Command]:
        """This command and all below it."""
        yield self
        for command in self.commands:
            yield from command.walk()


def tree() -> Command:
    """The whole command line of this checkout."""
    machinery = Machinery(sessions=session_factory, makers=session_maker, probes=probe_maker)
    return _command(get_command(build(machinery)), ("hebra",))


def _command(command: Any, path: tuple[str, ...], helps: tuple[str, ...] = ("--help",)) -> Command:
    shown = [p for p in command.params if not getattr(p, "hidden", False)]
    below = getattr(command, "commands", {})
    helps = tuple(command.context_settings.get("help_option_names", helps))
    return Command(
        path,
        (command.help or "").strip(),
        (
            *(_flag(p) for p in shown if p.opts[0].startswith("-")),
            Flag(helps, "", "Show this message and exit."),
        ),
        tuple(_argument(p) for p in shown if not p.opts[0].startswith("-")),
        tuple(_command(c, (*path, name), helps) for name, c in below.items() if not c.hidden),
    )


def _flag(option: Any) -> Flag:
    switch = bool(option.is_flag)
    wants = "" if switch else option.metavar or ("FILE" if _is_path(option) else "VALUE")
    return Flag(
        (*option.opts, *option.secondary_opts),
        wants,
        _help(option),
        bool(option.multiple),
        _is_path(option) or wants in _PATHS,
    )


def _argument(argument: Any) -> Argument:
    return Argument(argument.metavar or argument.name.upper(), _help(argument), _is_path(argument))


def _is_path(parameter: Any) -> bool:
    return "Path" in str(parameter.type_descriptor.annotation)


def _help(parameter: Any) -> str:
    text = " ".join((parameter.help or "").split())
    default = parameter.default
    if isinstance(default, (int, float, str)) and not isinstance(default, bool) and default != "":
        text += f" Default: {default}."
    return text
