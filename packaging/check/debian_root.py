"""A Debian that has nothing on it yet, in a folder: what a package is installed into.

It lives in namespaces of its own for mounts and processes, so that whatever happens all of it ends
with the program that made it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

MARK = "HEBRA_OWN_NAMESPACES"
MIRROR = "http://deb.debian.org/debian"
USER, USER_ID = "ada", 4242
HOME = f"home/{USER}"


class WrongError(Exception):
    """Something is not as it should be."""


def expect(fine: object, otherwise: str) -> None:
    """Raise what is wrong."""
    if not fine:
        raise WrongError(otherwise)


def enter_namespaces() -> None:
    """Start this program again where mounts and processes are its own; needs root."""
    if os.environ.get(MARK):
        return
    if os.geteuid() != 0:
        raise WrongError("A root of its own for the package is made by root: use sudo.")
    flags = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    words = ["unshare", *flags, sys.executable, *sys.argv]
    os.execvpe("unshare", words, {**os.environ, MARK: "1"})


class DebianRoot:
    """The folder, and how commands are carried out in it."""

    def __init__(self, folder: Path, cache: Path, suite: str, mirror: str) -> None:
        self.folder = folder
        self._base = cache / f"{suite}-minbase.tar"
        self._suite, self._mirror = suite, mirror

    def make(self) -> None:
        """Unpack the system (the first time it is fetched), and mount what programs expect."""
        if not self._base.is_file():
            self._fetch()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        _run(["tar", "-xf", str(self._base), "-C", str(self.folder)])
        for kind, name in (
            ("proc", "proc"),
            ("sysfs", "sys"),
            ("tmpfs", "dev/shm"),
            ("tmpfs", "run"),
        ):
            (self.folder / name).mkdir(exist_ok=True)
            _run(["mount", "-t", kind, kind, str(self.folder / name)])
        # What was downloaded once is there the next time.
        archives = self._base.parent / "archives"
        archives.mkdir(exist_ok=True)
        _run(["mount", "--bind", str(archives), str(self.folder / "var/cache/apt/archives")])
        sockets = self.folder / "tmp" / ".X11-unix"
        sockets.mkdir(mode=0o1777)
        Path("/tmp/.X11-unix").mkdir(mode=0o1777, exist_ok=True)
        _run(["mount", "--bind", "/tmp/.X11-unix", str(sockets)])
        self._reach_the_mirror()
        self.run("apt-get", "-qq", "update")

    def run(self, *words: str, user: str = "root", seconds: float = 600, **env: str) -> str:
        """What a command prints, carried out in there; its failure is raised with its complaint."""
        answer = subprocess.run(
            self.words(words, user, env),
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
        )
        if answer.returncode:
            said = "\n    ".join((answer.stderr or answer.stdout).strip().splitlines()[-15:])
            raise WrongError(f"{' '.join(words)}: exit code {answer.returncode}\n    {said}")
        return answer.stdout

    def start(self, *words: str, log: Path, **env: str) -> subprocess.Popen[bytes]:
        """Start a command as the user; what it says goes to ``log``."""
        with log.open("ab") as file:
            return subprocess.Popen(
                self.words(words, USER, env),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def words(self, words: Sequence[str], user: str, env: dict[str, str]) -> list[str]:
        """The command that carries ``words`` out in there, with a clean environment."""
        home = "/root" if user == "root" else f"/home/{user}"
        proxies = {name: value for name, value in os.environ.items() if name.endswith("_proxy")}
        told = {
            "HOME": home,
            "USER": user,
            "LANG": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin" + (":/usr/sbin:/sbin" if user == "root" else ""),
            "DEBIAN_FRONTEND": "noninteractive",
            **(proxies if user == "root" else {"XDG_RUNTIME_DIR": f"/run/user/{USER_ID}"}),
            **env,
        }
        pairs = [f"{name}={value}" for name, value in told.items()]
        inside = ["env", "-i", f"--chdir={home}", *pairs, *words]
        return ["chroot", f"--userspec={user}", str(self.folder), *inside]

    def add_user(self) -> None:
        """An ordinary person, with a session's folder for sockets."""
        self.run("useradd", "--create-home", "--uid", str(USER_ID), "--shell", "/bin/bash", USER)
        session = f"/run/user/{USER_ID}"
        self.run("install", "-d", "-m", "700", "-o", USER, "-g", USER, session)

    def files(self) -> set[str]:
        """Every file but the person's, and but what the package manager keeps of its own work."""
        own = ("var/lib/dpkg", "var/lib/apt", "var/log", "var/cache", "tmp", HOME)
        found = set()
        for folder, below, names in os.walk(self.folder):
            here = Path(folder).relative_to(self.folder).as_posix()
            below[:] = [name for name in below if not os.path.ismount(Path(folder, name))]
            if here in own:
                below.clear()
            else:
                found |= {f"{here}/{name}" for name in (*names, *below)}
        return found

    def processes(self) -> dict[int, str]:
        """The processes that live in there: number and command line."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                inside = (process / "root").readlink() == self.folder
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if inside and words:
                found[int(process.name)] = words.strip()
        return found

    def _fetch(self) -> None:
        fresh = self._base.parent / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        self._base.parent.mkdir(parents=True, exist_ok=True)
        _run(["debootstrap", "--variant=minbase", self._suite, str(fresh), self._mirror])
        new = self._base.with_suffix(".new")
        _run(["tar", "-cf", str(new), "-C", str(fresh), "."])
        new.replace(self._base)
        shutil.rmtree(fresh)

    def _reach_the_mirror(self) -> None:
        """Give it the network of this machine: names, proxies, certificates."""
        for path in ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt"):
            if Path(path).is_file():
                target = self.folder / path[1:]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                shutil.copyfile(path, target)
        for settings in Path("/etc/apt/apt.conf.d").iterdir():
            if "Acquire::" in settings.read_text(encoding="utf-8"):
                shutil.copy(settings, self.folder / "etc" / "apt" / "apt.conf.d")


def _run(words: list[str]) -> None:
    answer = subprocess.run(words, capture_output=True, text=True, check=False)
    if answer.returncode:
        said = "\n    ".join((answer.stderr or answer.stdout).strip().splitlines()[-15:])
        raise WrongError(f"{' '.join(words)}: exit code {answer.returncode}\n    {said}")
