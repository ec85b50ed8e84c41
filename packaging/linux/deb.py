"""Make the Debian package out of a bundle: the same bytes from the same bundle and commit.

    packaging/linux/deb.py build/bundle/hebra --environment build/bundle/environment

Needs dpkg-deb and binutils.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import textwrap
from email.utils import format_datetime
from pathlib import Path

import packing
import project
import share
from depends import depends

REVISION = 1
DATA = Path(__file__).parent / "data"


def control(needs: str, size_kib: int) -> str:
    """The control file of the binary package; ``size_kib`` is what it takes when installed."""
    lines = textwrap.wrap(
        "Hebra runs the same work in threads, processes and coroutines, shows live what each of"
        " them does and waits for, and compares them: with throughput, latency, the load of every"
        " core, and intervals that say how sure a difference is.",
        78,
    )
    lines += [
        ".",
        *textwrap.wrap(
            "Hazards such as races and deadlocks are run for real, beside what mends them; short"
            " lessons ask for a prediction first. All of it works in a window and on the command"
            " line. Python and Qt are inside: nothing else has to be installed.",
            78,
        ),
    ]
    description = "\n".join(f" {line}" for line in lines)
    return f"""\
Package: hebra
Version: {project.VERSION}-{REVISION}
Architecture: {project.ARCHITECTURE}
Maintainer: {project.MAINTAINER}
Installed-Size: {size_kib}
Depends: {needs}
Recommends: desktop-file-utils, hicolor-icon-theme, libpq5, shared-mime-info, xdg-utils
Suggests: postgresql
Section: education
Priority: optional
Homepage: {project.HOMEPAGE}
Description: {project.SUMMARY}
{description}
"""


def changelog(releases: list[project.Release]) -> str:
    """The changelog as Debian writes one."""
    entries = []
    for release in releases:
        points = "\n".join(
            textwrap.fill(
                point,
                78,
                initial_indent="  * ",
                subsequent_indent="    ",
                break_on_hyphens=False,
                break_long_words=False,
            )
            for point in release.points
        )
        entries.append(
            f"hebra ({release.version}-{REVISION}) unstable; urgency=medium\n\n{points}\n\n"
            f" -- {project.MAINTAINER}  {format_datetime(release.date)}\n"
        )
    return "\n".join(entries)


def lay_out(root: Path, bundle: Path, environment: Path, epoch: int) -> None:
    """Write the whole tree of the package, with its control files."""
    share.copy_bundle(bundle, root / "usr" / "lib" / "hebra")
    folder = root / "usr" / "share"
    share.write_share(folder, bundle, environment, epoch)
    program = root / "usr" / "bin" / "hebra"
    program.parent.mkdir(parents=True)
    program.symlink_to("../lib/hebra/hebra")
    overrides = folder / "lintian" / "overrides" / "hebra"
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(DATA / "lintian-overrides", overrides)
    page = folder / "man" / "man1" / "hebra.1"
    _pack(page.read_text(encoding="utf-8"), page.with_name("hebra.1.gz"))
    page.unlink()
    _pack(changelog(project.changes(epoch)), folder / "doc" / "hebra" / "changelog.Debian.gz")
    size = sum(_kib(path) for path in share.everything(root))
    meta = root / "DEBIAN"
    meta.mkdir()
    (meta / "control").write_text(control(depends(bundle), size), encoding="utf-8")
    (meta / "md5sums").write_text(_sums(root), encoding="utf-8")
    share.settle(root, epoch)


def build(root: Path, target: Path, epoch: int, *, quick: bool = False) -> None:
    """Pack the tree."""
    plain, new = target.with_suffix(".plain"), target.with_suffix(".new")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", root, plain],
        env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    packing.repack(plain, new, quick=quick)
    plain.unlink()
    new.replace(target)  # what is interrupted is no package


def main() -> None:
    """Make the package and print where it is."""
    asked = share.arguments("Make the Debian package out of a bundle.")
    epoch = project.epoch()
    root = asked.output / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(root, asked.bundle, asked.environment, epoch)
    target = asked.output / f"hebra_{project.VERSION}-{REVISION}_{project.ARCHITECTURE}.deb"
    build(root, target, epoch, quick=asked.quick)
    shutil.rmtree(root)
    print(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")


def _pack(text: str, path: Path) -> None:
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _kib(path: Path) -> int:
    """As dpkg-gencontrol counts: a file in whole KiB, anything else as one."""
    regular = path.is_file() and not path.is_symlink()
    return -(-path.stat().st_size // 1024) if regular else 1


def _sums(root: Path) -> str:
    files = [p for p in share.everything(root) if p.is_file() and not p.is_symlink()]
    told = subprocess.run(
        ["md5sum", *(str(p.relative_to(root)) for p in files if "DEBIAN" not in p.parts)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return re.sub(r"^\\", "", told, flags=re.MULTILINE)


if __name__ == "__main__":
    main()
