"""The manual page hebra(1), written out from the command tree, so that it tells what there is."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime

from command_tree import Command, Flag
from project import APP_ID, HOMEPAGE, VERSION

from lab.cli import exits

ENDS = {
    exits.FINE: "Done.",
    exits.BAD_INPUT: "Something that was written is not acceptable: a flag, a file, a value.",
    exits.FAILED: "It failed, or a file could not be written.",
    exits.NOT_AS_EXPECTED: "What --expect says does not hold with significance.",
    exits.INTERRUPTED: "Ctrl+C or SIGTERM; what was measured until then is told, written and kept.",
}
VARIABLES = {
    "HEBRA_DATA": "The folder in which history and verdicts are kept, instead of the usual one.",
    "HEBRA_NO_HISTORY": "If 1, nothing is kept in the history.",
    "HEBRA_POSTGRES_DSN": "The PostgreSQL server that the postgres tasks ask, as libpq writes it. "
    "It is in no record.",
    "HEBRA_WITHOUT": "Capabilities of the system that Hebra is to do without, for tests:"
    " fork,groups.",
    "QT_SCALE_FACTOR": "Draws the window so many times larger.",
    "XDG_CONFIG_HOME": "Where settings are kept, instead of ~/.config.",
    "XDG_DATA_HOME": "Where what was measured is kept, instead of ~/.local/share.",
    "XDG_STATE_HOME": "Where the log is and what a crash leaves, instead of ~/.local/state.",
}
FILES = {
    "~/.config/hebra/": "What the window remembers, and the experiment that was there last.",
    "~/.local/share/hebra/": "The history (history.db), verdicts, the progress of lessons.",
    "~/.local/state/hebra/": "The log, and reports of crashes. They are sent nowhere.",
    "*.hebra, *.toml": "An experiment, a comparison or a sweep. Every result holds its own, and is"
    " read as one: hebra run --file result.csv.",
}
EXAMPLES = {
    "hebra run --approach threads --threads 4 --task python-cpu:ms=20 --seconds 10": (
        "Four threads compute for ten seconds."
    ),
    "hebra run --file run.csv": "A result repeats itself.",
    "hebra compare --task python-cpu:ms=2 --candidate threads:2 --candidate processes:2"
    " --report out.html": "Threads or processes? The report opens in any browser.",
    "hebra sweep --vary threads=1,2,4,8,16 --task wait:ms=20": "How throughput grows with threads.",
    "hebra hazard deadlock --scenario philosophers": "Who waits for whom, and what mends it.",
    "hebra doctor": "Whether figures are true on this machine.",
}


def man_page(tree: Command, epoch: int) -> str:
    """The page in man(7)'s language; ``epoch`` is its date, in seconds since 1970."""
    date = datetime.fromtimestamp(epoch, UTC).date().isoformat()
    lines = [
        f'.TH HEBRA 1 "{date}" "Hebra {VERSION}" "User Commands"',
        ".SH NAME",
        "hebra \\- a desktop laboratory for concurrency in Python",
        ".SH SYNOPSIS",
        "\n.br\n".join(map(_usage, (tree, *tree.commands))),
        ".SH DESCRIPTION",
        *_paragraphs(tree.help),
        ".PP",
        _filled(
            "Everything the window does is done by the commands as well. Flags of parameters are "
            "the keys of a file; a flag wins over the file, and the file over the defaults."
        ),
        ".SH OPTIONS",
        *(line for flag in tree.flags for line in _flag(flag)),
        ".SH COMMANDS",
        *(line for command in tree.walk() if command.path[1:] for line in _command(command)),
        ".SH EXIT STATUS",
        *_list({str(code): said for code, said in ENDS.items()}),
        ".SH ENVIRONMENT",
        *_list(VARIABLES),
        ".SH FILES",
        *_list(FILES),
        ".SH EXAMPLES",
        *_list(EXAMPLES),
        ".SH SEE ALSO",
        _filled(
            f"{HOMEPAGE} tells more, and what the figures mean. Its id in app stores is {APP_ID}."
        ),
    ]
    return "\n".join([*lines, ""])


def _command(command: Command) -> list[str]:
    return [
        f'.SS "{_text(command.line)}"',
        _usage(command),
        ".PP",
        *_paragraphs(command.help),
        *(
            line
            for argument in command.arguments
            if argument.help
            for line in (".TP", f"\\fI{_text(argument.wants)}\\fP", _filled(argument.help))
        ),
        *(line for flag in command.flags for line in _flag(flag)),
    ]


def _usage(command: Command) -> str:
    words = [f"\\fB{_text(command.line)}\\fP"]
    if command.flags:
        words.append("[\\fIoptions\\fP]")
    if command.commands:
        words.append("\\fIcommand\\fP ..." if command.path[1:] else "[\\fIcommand\\fP ...]")
    words += [f"\\fI{_text(argument.wants)}\\fP" for argument in command.arguments]
    return " ".join(words)


def _flag(flag: Flag) -> list[str]:
    names = ", ".join(f"\\fB{_text(name)}\\fP" for name in flag.names)
    wants = f" \\fI{_text(flag.wants)}\\fP" if flag.wants else ""
    return [".TP", names + wants, _filled(flag.help)]


def _paragraphs(help_: str) -> list[str]:
    lines: list[str] = []
    for paragraph in help_.split("\n\n"):
        lines += [".PP", _filled(paragraph)]
    return lines[1:]


def _list(entries: dict[str, str]) -> list[str]:
    return [
        line
        for term, said in entries.items()
        for line in (".TP", f"\\fB{_text(term)}\\fP", _filled(said))
    ]


def _filled(text: str) -> str:
    """Plain text as lines of roff."""
    return "\n".join(map(_text, textwrap.wrap(text, 72, break_on_hyphens=False)))


def _text(text: str) -> str:
    r"""One line as roff reads it: ``\`` and ``-`` escaped, no request at its start."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped)
