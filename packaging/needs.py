"""Say in one message which Debian packages are missing to make packages, or to try them out.

    packaging/needs.py package        what `make package` needs
    packaging/needs.py test-package   what `make test-package` needs besides

Exit code 1 and the command that installs them, if any are missing. Standard library only.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

PROGRAMS = {
    "package": {"dpkg-deb": "dpkg", "git": "git", "objdump": "binutils"},
    "test-package": {
        "appstreamcli": "appstream",
        "debootstrap": "debootstrap",
        "desktop-file-validate": "desktop-file-utils",
        "dpkg-deb": "dpkg",
        "identify": "imagemagick",
        "lintian": "lintian",
        "mandoc": "mandoc",
        "openbox": "openbox",
        "unshare": "util-linux",
        "wmctrl": "wmctrl",
        "xdotool": "xdotool",
        "Xvfb": "xvfb",
    },
}
TEXTS = (
    *("libfreetype6", "libharfbuzz0b", "libicu72", "libjpeg62-turbo", "libmd4c0"),
    *("libpcre2-16-0", "libpng16-16", "zlib1g"),
)
"""Packages whose licences are quoted: Qt's wheels hold these libraries and not their texts."""


def missing(task: str, is_there: Callable[[str], bool]) -> list[str]:
    """The packages to install for a task, sorted; ``is_there`` tells of a program or a file."""
    wanted = {package for program, package in PROGRAMS[task].items() if not is_there(program)}
    if task == "package":
        wanted |= {name for name in TEXTS if not is_there(f"/usr/share/doc/{name}/copyright")}
    return sorted(wanted)


def is_there(name: str) -> bool:
    """Whether a program is found, or a file exists."""
    return Path(name).is_file() if name.startswith("/") else shutil.which(name) is not None


def main(arguments: list[str]) -> int:
    """Print what is missing, if anything; exit code 1 then."""
    (task,) = arguments
    packages = missing(task, is_there)
    if packages:
        print(
            f"`make {task}` needs more than there is here. This installs it:\n"
            f"    sudo apt-get install {' '.join(packages)}",
            file=sys.stderr,
        )
    return 1 if packages else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
