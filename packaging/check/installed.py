"""The package on a system: put there, complete, at work without a display, upgraded, removed."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

from debian_root import HOME, USER, DebianRoot, expect

TASKS = 100
ACCOUNTS = {
    *(f"etc/{name}-" for name in ("passwd", "shadow", "group", "gshadow", "subuid", "subgid")),
    *(f"var/mail/{USER}", f"var/spool/mail/{USER}"),
    HOME,
}
"""What adding a user leaves, not Hebra."""


class Installed:
    """One package on one fresh system, and what the person has of it."""

    def __init__(self, root: DebianRoot) -> None:
        self.root = root
        self.home = root.folder / HOME
        self.config = self.home / ".config" / "hebra"

    def install(self, package: Path) -> None:
        """Install a package file with what it depends on, as a person does who has it."""
        inside = f"tmp/{package.name}"
        (self.root.folder / inside).write_bytes(package.read_bytes())
        self.root.run("apt-get", "-qq", "-y", "install", f"/{inside}")
        (self.root.folder / inside).unlink()

    def check_libraries(self) -> None:
        """Every library of the bundle finds what it is linked to."""
        plugins = "-path '*/platformthemes/*' -prune -o"
        told = self.root.run(
            "sh",
            "-c",
            f"find /usr/lib/hebra {plugins} -type f \\( -name '*.so*' -o -perm -100 \\) -print |"
            " xargs ldd 2>/dev/null | grep 'not found' | sort -u || true",
            LD_LIBRARY_PATH="/usr/lib/hebra/_internal",
        )
        expect(not told, f"libraries are missing: {' '.join(told.split())}")

    def check_commands(self) -> None:
        """The command line measures: every way to start workers, without a display."""
        said = self.hebra("--version").strip()
        version = self.root.run("dpkg-query", "-W", "-f", "${Version}", "hebra").split("-")[0]
        expect(said == f"hebra {version}", f"`hebra --version` says {said!r}, not {version}")
        runs = [("processes", "--start-method", name) for name in ("fork", "forkserver", "spawn")]
        for approach, *flags in [("threads",), ("asyncio",), ("combined",), *runs]:
            done = json.loads(self.run_once(approach, *flags))["tasks_done"]
            expect(done == TASKS, f"{approach} {flags} carried out {done} tasks of {TASKS}")

    def run_once(self, approach: str, *flags: str) -> str:
        """A run of a hundred tasks, as JSON."""
        task = ("--task", "python-cpu:ms=1", "--task", "wait:ms=1", "--tasks", str(TASKS))
        return self.hebra("run", "--approach", approach, *task, *flags, "--json", "-")

    def hebra(self, *words: str) -> str:
        """What ``hebra`` prints for the person."""
        return self.root.run("hebra", *words, user=USER, seconds=120)

    def running(self) -> list[str]:
        """The command lines of what runs of Hebra."""
        return [words for words in self.root.processes().values() if "hebra" in words]

    def kept(self) -> dict[str, object]:
        """What the person has: entries of the history, and the settings."""
        settings = self.config / "window.json"
        return {
            "history": json.loads(self.hebra("history", "list", "--json")),
            "settings": settings.read_text(encoding="utf-8"),
        }

    def upgrade(self, package: Path) -> None:
        """A higher version keeps what the person has."""
        before = self.kept()
        expect(before["history"], "the history is empty")
        with tempfile.TemporaryDirectory() as folder:
            tree, newer = Path(folder, "tree"), Path(folder, "hebra_newer.deb")
            subprocess.run(["dpkg-deb", "-R", str(package), str(tree)], check=True)
            control = tree / "DEBIAN" / "control"
            text = control.read_text(encoding="utf-8")
            control.write_text(re.sub(r"^(Version: .*)$", r"\1+newer", text, flags=re.MULTILINE))
            packing = ["dpkg-deb", "-Znone", "--root-owner-group", "-b", str(tree), str(newer)]
            subprocess.run(packing, check=True, stdout=subprocess.DEVNULL)
            self.install(newer)
        told = self.root.run("dpkg-query", "-W", "-f", "${Version}", "hebra")
        expect(told.endswith("+newer"), f"the version is {told} after an upgrade")
        expect(self.kept() == before, "the upgrade changed the person's data")

    def purge(self, before: set[str]) -> None:
        """Nothing is left but the person's data."""
        mine = {path for path in self.home.rglob("*") if path.is_file()}
        self.root.run("apt-get", "-qq", "-y", "purge", "hebra", "libglib2.0-bin")
        # What came along goes too, also what something else only recommends or suggests.
        alone = [f"APT::AutoRemove::{kind}Important=false" for kind in ("Recommends", "Suggests")]
        options = [word for setting in alone for word in ("-o", setting)]
        self.root.run("apt-get", "-qq", "-y", *options, "autoremove", "--purge")
        expect(not self.running(), f"still running: {self.running()}")
        extra = sorted(self.root.files() - before - ACCOUNTS)
        expect(not extra, f"left behind, {len(extra)} files: {' '.join(extra[:20])}")
        expect(mine <= set(self.home.rglob("*")), "purging took the person's files")
