"""Completions for bash, zsh and fish, written out from the command tree.

They hold every command, flag and choice, so that Tab asks no program and answers at once.
"""

from __future__ import annotations

from collections.abc import Callable

from command_tree import Argument, Command, Flag

_NOTE = "# Completions of hebra, made from its command line."


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _names(flags: tuple[Flag, ...]) -> str:
    return " ".join(name for flag in flags for name in flag.names)


# ── bash ─────────────────────────────────────────────────────────────────────────────────────
def bash(tree: Command) -> str:
    """For bash-completion, which loads it by the command's name."""
    below = [c.line for command in tree.walk() for c in command.commands]
    lines = [
        _NOTE,
        "_hebra() {",
        "    local cur prev words cword path=hebra word",
        "    _init_completion -n := || return",
        '    for word in "${words[@]:1:cword-1}"; do',
        '        case "$path $word" in',
        f'            {" | ".join(map(_quoted, below))}) path+=" $word" ;;',
        "        esac",
        "    done",
        '    case "$path $prev" in',
    ]
    by_answer: dict[str, list[str]] = {}
    for command in tree.walk():
        for flag in command.flags:
            if flag.wants:
                for name in flag.names:
                    by_answer.setdefault(_bash_value(flag), []).append(f"{command.line} {name}")
    for answer, cases in by_answer.items():
        lines.append(f"        {' | '.join(map(_quoted, cases))}) {answer}return ;;")
    lines += ["    esac", '    case "$path" in']
    for command in tree.walk():
        offered = " ".join([_names(command.flags), *(c.path[-1] for c in command.commands)])
        files = any(argument.path for argument in command.arguments)
        lines.append(f"        {_quoted(command.line)})")
        if command.commands:
            lines.append(
                f'            mapfile -t COMPREPLY < <(compgen -W "{offered}" -- "$cur") ;;'
            )
        else:
            lines += [
                "            if [[ $cur == -* ]]; then",
                f'                mapfile -t COMPREPLY < <(compgen -W "{offered}" -- "$cur")',
                *(["            else", "                _filedir"] if files else []),
                "            fi ;;",
            ]
    lines += ["    esac", "}", "complete -F _hebra hebra", ""]
    return "\n".join(lines)


def _bash_value(flag: Flag) -> str:
    if flag.choices:
        return f'mapfile -t COMPREPLY < <(compgen -W "{" ".join(flag.choices)}" -- "$cur"); '
    return "_filedir; " if flag.path else ""


# ── zsh ──────────────────────────────────────────────────────────────────────────────────────
def zsh(tree: Command) -> str:
    """For a folder of ``fpath``, as ``_hebra``."""
    lines = ["#compdef hebra", _NOTE]
    for command in tree.walk():
        lines += ["", f"{_function(command)}() {{"]
        specs = [_zsh_flag(flag) for flag in command.flags]
        if command.commands:
            named = [_quoted(f"{c.path[-1]}:{c.summary}") for c in command.commands]
            specs += ["'1: :->command'", "'*:: :->rest'"]
            lines += [
                "    local state line",
                "    local -a commands=(",
                *(f"        {name}" for name in named),
                "    )",
                f"    _arguments -C {' '.join(specs)}",
                "    case $state in",
                "        command) _describe command commands ;;",
                "        rest)",
                "            case $line[1] in",
                *(
                    f"                {_quoted(c.path[-1])}) {_function(c)} ;;"
                    for c in command.commands
                ),
                "            esac ;;",
                "    esac",
            ]
        else:
            specs += [_zsh_argument(argument) for argument in command.arguments]
            lines += ["    _arguments \\", *(f"        {spec} \\" for spec in specs[:-1])]
            lines.append(f"        {specs[-1]}")
        lines.append("}")
    return "\n".join([*lines, "", '_hebra "$@"', ""])


def _function(command: Command) -> str:
    return "_" + "_".join(command.path).replace("-", "_")


def _zsh_text(text: str) -> str:
    for sign in "\\[]:":
        text = text.replace(sign, "\\" + sign)
    return text


def _zsh_flag(flag: Flag) -> str:
    value = ""
    if flag.wants:
        action = f"({' '.join(flag.choices)})" if flag.choices else "_files" if flag.path else ""
        value = f":{_zsh_text(flag.wants)}:{action}"
    text = f"[{_zsh_text(flag.help)}]{value}"
    if flag.repeated:
        return " ".join(_quoted(f"*{name}{text}") for name in flag.names)
    others = " ".join(flag.names)
    return " ".join(_quoted(f"({others}){name}{text}") for name in flag.names)


def _zsh_argument(argument: Argument) -> str:
    # Without an action zsh would show a message, and then complete no flag beside it.
    return _quoted(f"*:{_zsh_text(argument.wants)}:{'_files' if argument.path else '{true}'}")


# ── fish ─────────────────────────────────────────────────────────────────────────────────────
def fish(tree: Command) -> str:
    """For a folder of ``fish_complete_path``, as ``hebra.fish``."""
    below = [c.line for command in tree.walk() for c in command.commands]
    lines = [
        _NOTE,
        "function __hebra_at",
        "    set -l path hebra",
        "    for word in (commandline -opc)[2..]",
        '        switch "$path $word"',
        f"            case {' '.join(map(_quoted, below))}",
        '                set path "$path $word"',
        "        end",
        "    end",
        '    test "$path" = "$argv"',
        "end",
        "complete -c hebra -f",
    ]
    for command in tree.walk():
        at = f"complete -c hebra -n {_quoted(f'__hebra_at {command.line}')}"
        lines += [f"{at} -a {c.path[-1]} -d {_fish_text(c.summary)}" for c in command.commands]
        for flag in command.flags:
            for name in flag.names:
                kind = f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}"
                lines.append(f"{at} {kind}{_fish_value(flag)} -d {_fish_text(flag.help)}")
        if any(argument.path for argument in command.arguments):
            lines.append(f"{at} -F")
    return "\n".join([*lines, ""])


def _fish_text(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish_value(flag: Flag) -> str:
    if flag.choices:
        return f" -x -a {_quoted(' '.join(flag.choices))}"
    return " -r -F" if flag.path else " -x" if flag.wants else ""


SHELLS: dict[str, tuple[str, Callable[[Command], str]]] = {
    "bash": ("bash-completion/completions/hebra", bash),
    "zsh": ("zsh/vendor-completions/_hebra", zsh),
    "fish": ("fish/vendor_completions.d/hebra.fish", fish),
}
"""Where each shell looks, below a `share` folder, and what makes it."""
