"""Install the Debian package on a system that has nothing, use it, upgrade it, remove it.

    packaging/check/package.py build/packaging/hebra_*.deb

Makes a fresh Debian below build/root (what it is made of is fetched once and kept), installs the
package with what it depends on, and works with it as a person does who has a keyboard only: starts
it from its desktop entry, runs an experiment, exports picture and table, opens a file by its type.
Then it is upgraded and purged, and only the person's data may be left. Needs root, for the chroot;
all it mounts and starts ends with it. Exit code 1 with one line if anything is not as it should be.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from debian_root import MIRROR, DebianRoot, WrongError, enter_namespaces, expect
from desktop import open_by_type, show_dark, work_by_keyboard
from driver import Driver
from installed import Installed
from screen import Screen

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def step(what: str) -> Iterator[None]:
    """Say what has been done and how long it took."""
    began = time.monotonic()
    yield
    print(f"  {time.monotonic() - began:6.1f} s  {what}", flush=True)


def lint(package: Path) -> None:
    """What Debian's and freedesktop's own checkers say of the package and its files."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", str(package), folder], check=True)
        share = Path(folder, "usr", "share")
        metainfo = next((share / "metainfo").iterdir())
        page = Path(folder, "hebra.1")
        page.write_bytes(gzip.decompress((share / "man/man1/hebra.1.gz").read_bytes()))
        for words in (
            ["lintian", "--allow-root", "--fail-on", "error,warning", str(package)],
            ["desktop-file-validate", str(share / "applications" / "hebra.desktop")],
            ["appstreamcli", "validate", "--no-net", str(metainfo)],
            ["mandoc", "-T", "lint", str(page)],
        ):
            told = subprocess.run(words, capture_output=True, text=True, check=False)
            expect(told.returncode == 0, f"{' '.join(words)}:\n{told.stdout}{told.stderr}")


def main() -> int:
    """Run as the text above says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("package", type=Path, help="the .deb file")
    parser.add_argument("--suite", default="bookworm", help="Debian's release (bookworm)")
    parser.add_argument("--mirror", default=MIRROR, help=f"where it is fetched ({MIRROR})")
    parser.add_argument("--display", type=int, help="number of the display; a free one otherwise")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "packaging" / "shots")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "root", help="folder to work in"
    )
    asked = parser.parse_args()
    try:
        enter_namespaces()
        root = DebianRoot(asked.work / "system", asked.work, asked.suite, asked.mirror)
        with step("lintian, desktop-file-validate, appstreamcli and mandoc find nothing"):
            lint(asked.package)
        with step(f"a fresh Debian ({asked.suite})"):
            root.make()
        with Screen(asked.display) as screen:
            _all(Driver(Installed(root), screen, asked.output), asked.package)
    except (WrongError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The package does what it should. Pictures of it are in {asked.output}.")
    return 0


def _all(driver: Driver, package: Path) -> None:
    installed = driver.installed
    before = installed.root.files()
    with step("installed, with what it depends on"):
        installed.install(package)
    installed.check_libraries()
    installed.root.add_user()
    with step("the command line measures, by every way to start workers"):
        installed.check_commands()
    # What starts a desktop entry as a file manager does; it is not the package's business.
    starter = ("--no-install-recommends", "libglib2.0-bin")
    installed.root.run("apt-get", "-qq", "-y", "install", *starter)
    with step("an experiment by keyboard alone, exported and checked"):
        work_by_keyboard(driver)
    with step("a file of its type opens in it"):
        open_by_type(driver)
    with step("pictures of the dark window"):
        show_dark(driver)
    with step("upgraded; history and settings are as they were"):
        installed.upgrade(package)
    with step("purged; only the person's data are left"):
        installed.purge(before)


if __name__ == "__main__":
    sys.exit(main())
