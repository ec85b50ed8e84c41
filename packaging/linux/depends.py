"""What the bundle needs of a Debian system, asked of its own files.

dpkg-shlibdeps would tell as well, with the names of the release that it runs on; it takes minutes
over a bundle, and stops at what wheels bring along under names of their own.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from lab.installation.display import DRAWING, WAYLAND, X11

PACKAGES = {
    **DRAWING,
    **X11,
    **WAYLAND,
    "libc.so.6": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libsqlite3.so.0": "libsqlite3-0",
    "libssl.so.3": "libssl3",
    "libcrypto.so.3": "libssl3",
    "libXext.so.6": "libxext6",
    "libXrender.so.1": "libxrender1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libdrm.so.2": "libdrm2",
    "libuuid.so.1": "libuuid1",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""Shared object -> the Debian 12 package it is in."""
LIBC = re.compile(r"(ld-linux.*|lib(m|dl|pthread|rt|util|resolv)\.so\.\d)")
RENAMED = {"libglib2.0-0": "libglib2.0-0t64", "libssl3": "libssl3t64"}
"""What Debian 13 and Ubuntu 24.04 call packages whose time has another size."""
OPTIONAL = ("platformthemes",)
"""Plugins that Qt loads only where a desktop has what they need."""


def is_program(path: Path) -> bool:
    """Whether a file is an ELF program or library, and no link to one."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def depends(bundle: Path) -> str:
    """The value of the field, sorted. Raises LookupError for a library of an unknown package."""
    programs = sorted(path for path in bundle.rglob("*") if is_program(path))
    inside = {path.name for path in bundle.rglob("*.so*")}
    told = subprocess.run(
        ["objdump", "-p", *(path for path in programs if path.parent.name not in OPTIONAL)],
        capture_output=True,
        text=True,
        check=True,
    )
    return field(told.stdout, inside)


def field(dump: str, inside: set[str]) -> str:
    """The value, from what objdump tells of programs, and the names of the bundle's libraries."""
    needed = set(re.findall(r"^\s+NEEDED\s+(\S+)", dump, re.MULTILINE)) - inside
    glibc = max(
        (tuple(map(int, told.split("."))) for told in re.findall(r"\bGLIBC_([\d.]+)", dump)),
        default=(2, 34),
    )
    packages = {"libc6" if LIBC.fullmatch(name) else _package(name) for name in needed}
    entries = [f"{name} | {RENAMED[name]}" if name in RENAMED else name for name in packages]
    if "libc6" in packages:
        entries[entries.index("libc6")] = f"libc6 (>= {'.'.join(map(str, glibc))})"
    return ", ".join(sorted(entries))


def _package(library: str) -> str:
    try:
        return PACKAGES[library]
    except KeyError:
        raise LookupError(f"{library} is in no package that depends.py knows: add it") from None
