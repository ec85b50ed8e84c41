"""Make the tarball for people without root out of a bundle: the bundle, its data and install.sh.

packaging/linux/tarball.py build/bundle/hebra --environment build/bundle/environment
"""

from __future__ import annotations

import io
import re
import shutil
import tarfile
from pathlib import Path

import packing
import project
import share
from licences import COMMON
from source import commit

ARCHITECTURE = "x86_64"


def lay_out(root: Path, bundle: Path, environment: Path, epoch: int) -> None:
    """Write the tarball's folder."""
    share.copy_bundle(bundle, root / "hebra")
    folder = root / "share"
    share.write_share(folder, bundle, environment, epoch)
    # Debian's name for what a distribution brings; a person's own are in the other.
    shutil.move(folder / "zsh" / "vendor-completions", folder / "zsh" / "site-functions")
    doc = folder / "doc" / "hebra"
    shutil.copyfile(project.ROOT / "CHANGELOG.md", doc / "CHANGELOG.md")
    # Other systems do not have the texts that the copyright file names.
    named = re.findall(rf"{COMMON}/([\w.+-]*\w)", (doc / "copyright").read_text(encoding="utf-8"))
    (doc / "common-licenses").mkdir()
    for name in sorted(set(named)):
        if (COMMON / name).is_file():
            shutil.copyfile(COMMON / name, doc / "common-licenses" / name)
    shutil.copyfile(Path(__file__).with_name("install.sh"), root / "install.sh")
    (root / "install.sh").chmod(0o755)
    # The commit's name tells two builds of one version apart.
    (root / "build-id").write_text(f"{project.VERSION}-{commit()[0][:10]}\n", encoding="utf-8")
    share.settle(root, epoch)


def pack(root: Path, target: Path, *, quick: bool = False) -> None:
    """Pack the folder; nothing of this machine and its user is in it."""
    entries = []
    with tarfile.open(fileobj=io.BytesIO(), mode="w") as tar:
        for path in [root, *share.everything(root)]:
            entry = tar.gettarinfo(path, str(path.relative_to(root.parent)))
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entries.append(entry)
    packed = packing.pack(entries, lambda one: (root.parent / one.name).open("rb"), quick=quick)
    new = target.with_suffix(".new")  # what is interrupted is no tarball
    new.write_bytes(packed)
    new.replace(target)


def main() -> None:
    """Make the tarball and print where it is."""
    asked = share.arguments("Make the tarball for people without root out of a bundle.")
    name = f"hebra-{project.VERSION}-linux-{ARCHITECTURE}"
    root = asked.output / name
    shutil.rmtree(root, ignore_errors=True)
    lay_out(root, asked.bundle, asked.environment, project.epoch())
    target = asked.output / f"{name}.tar.xz"
    pack(root, target, quick=asked.quick)
    shutil.rmtree(root)
    print(f"{target} ({target.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
