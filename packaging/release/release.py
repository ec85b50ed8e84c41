"""Lay a release out: what `make package` built, its bill of materials, notes and checksums.

    packaging/release/release.py --installed FILE

Everything goes to build/release/VERSION, which is made anew. `sha256sum --check SHA256SUMS` in
there says whether it arrived whole. FILE is what pip reported of the environment it was built in.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import sbom
from dist import BUILT, digest
from source import ROOT, NotReadyError, check

RELEASES = ROOT / "build" / "release"
BUNDLE = ROOT / "build" / "bundle" / "hebra"
SUMS = "SHA256SUMS"
ARTEFACTS = {
    "wheel": "hebra_lab-{}-py3-none-any.whl",
    "sdist": "hebra_lab-{}.tar.gz",
    "Debian package": "hebra_{}[-_]*.deb",
    "tarball": "hebra-{}-*.tar.xz",
}
"""What a release holds, by the names that its files have with the version put in."""


def gather(number: str, built: Path) -> list[Path]:
    """The one file of each kind; raises where there is none, or more than one."""
    found = {kind: sorted(built.glob(name.format(number))) for kind, name in ARTEFACTS.items()}
    wrong = [
        f"the {kind} has to be one file {ARTEFACTS[kind].format(number)}, and there are"
        f" {len(paths) or 'none'}"
        for kind, paths in found.items()
        if len(paths) != 1
    ]
    if wrong:
        raise NotReadyError(f"In {built}: {'; '.join(wrong)}.")
    return [path for paths in found.values() for path in paths]


def sums(files: Iterable[Path]) -> str:
    """The checksums of files of one folder, as sha256sum writes and checks them."""
    return "".join(f"{digest(path)}  {path.name}\n" for path in sorted(files))


def lay_out(installed: Path, built: Path = BUILT, releases: Path = RELEASES) -> Path:
    """Make the release's folder and return it."""
    number, notes = check()
    artefacts = gather(number, built)
    folder = releases / number
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in artefacts:
        shutil.copy(path, folder)
    (folder / "NOTES.md").write_text(f"# Hebra {number}\n\n{notes}\n", encoding="utf-8")
    sbom.write(installed, folder / f"hebra-{number}.cdx.json", BUNDLE)
    (folder / SUMS).write_text(sums(folder.iterdir()), encoding="utf-8")
    return folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the text above says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--installed", type=Path, required=True, help="what pip reported")
    wanted = parser.parse_args(arguments)
    try:
        folder = lay_out(wanted.installed)
    except NotReadyError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{folder}:")
    for path in sorted(folder.iterdir()):
        print(f"    {path.stat().st_size / 1e6:8.2f} MB  {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
