"""Tab in real shells offers what the command line has."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.programs import program_in

completions = program_in("linux", "completions")
TREE = program_in("linux", "command_tree").tree()
BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")
COMMANDS = {command.path[-1] for command in TREE.commands}
CASES = [
    ("hebra ", COMMANDS),
    ("hebra haz", {"hazard"}),
    ("hebra hazard ", {"race", "schedules", "deadlock", "loop", "convoy", "queues"}),
    ("hebra run --app", {"--approach"}),
    ("hebra run --approach proc", {"processes"}),
    ("hebra run --preset down", {"download-files"}),
    ("hebra history exp", {"export"}),
    ("hebra history list --sta", {"--state"}),
]


def written(shell: str, folder: Path) -> Path:
    name, make = completions.SHELLS[shell]
    path = folder / Path(name).name
    path.write_text(make(TREE), encoding="utf-8")
    return path


@pytest.mark.skipif(not BASH_COMPLETION.is_file(), reason="needs bash-completion")
@pytest.mark.parametrize("line, offered", CASES)
def test_bash(line: str, offered: set[str], tmp_path: Path) -> None:
    words = line.split(" ")
    program = f"""
        source {BASH_COMPLETION}
        source {written("bash", tmp_path)}
        COMP_WORDS=({" ".join(word or "''" for word in words)}) COMP_CWORD={len(words) - 1}
        COMP_LINE="{line}" COMP_POINT={len(line)}
        _hebra
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    told = subprocess.run(
        ["bash", "--norc", "-c", program], capture_output=True, text=True, check=True
    )
    assert {
        word for word in told.stdout.split() if not word.startswith("-") or "--" in line
    } == offered
    assert not told.stderr


@pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish")
@pytest.mark.parametrize("line, offered", CASES)
def test_fish(line: str, offered: set[str], tmp_path: Path) -> None:
    program = f"source {written('fish', tmp_path)}; complete -C '{line}'"
    told = subprocess.run(
        ["fish", "--no-config", "-c", program], capture_output=True, text=True, check=True
    )
    assert {row.split("\t")[0] for row in told.stdout.splitlines()} == offered
    assert not told.stderr


@pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
@pytest.mark.parametrize("line, offered", [case for case in CASES if len(case[1]) == 1])
def test_zsh(line: str, offered: set[str], tmp_path: Path) -> None:
    """As a person: type, press Tab, read what the line has become."""
    written("zsh", tmp_path)
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**os.environ, "TERM": "dumb", "PS1": "READY>"})
    try:
        read_until(terminal, "READY>")
        setup = f"fpath=({tmp_path} $fpath); autoload -U compinit; compinit -u -D; echo SET''UP"
        os.write(terminal, f"{setup}\n".encode())
        read_until(terminal, "SETUP.*READY>")
        os.write(terminal, f"{line}\t".encode())
        (word,) = offered
        whole = " ".join([*line.split(" ")[:-1], word])
        assert whole in read_until(terminal, re.escape(whole))
    finally:
        os.close(terminal)
        os.waitpid(process, 0)


def read_until(terminal: int, wanted: str, seconds: float = 60) -> str:
    """What the terminal shows until the pattern is there, or that has not come for so long."""
    shown = ""
    until = time.monotonic() + seconds
    while not re.search(wanted, shown, re.DOTALL) and time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    return shown
