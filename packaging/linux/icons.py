"""The icons of the app and of its files, in every size a desktop asks for, from one drawing."""

from __future__ import annotations

import re
from pathlib import Path

import project  # noqa: F401 - tells where icon_files is

# isort: split
from icon_files import DRAWING, painted

SIZES = (16, 22, 24, 32, 36, 48, 64, 72, 96, 128, 192, 256, 512)

# A sheet with a folded corner; the logo of 48 × 48 stands on it.
_SHEET = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">
<path d="M11 2 H30 L40 12 V43 A3 3 0 0 1 37 46 H11 A3 3 0 0 1 8 43 V5 A3 3 0 0 1 11 2 Z" \
fill="#F4F5F7" stroke="#8A919E"/>
<path d="M30 2 V10 A2 2 0 0 0 32 12 H40 Z" fill="#CDD2DA" stroke="#8A919E" stroke-linejoin="round"/>
<g transform="translate(11.5 17) scale(0.52)">{logo}</g>
</svg>
"""


def experiment_icon(logo: str) -> str:
    """The icon of an experiment file, as SVG, from the logo's SVG."""
    inside = re.search(r"<svg[^>]*>(.*)</svg>", logo, re.DOTALL)
    if inside is None:
        raise ValueError(f"{DRAWING} is no SVG file")
    return _SHEET.format(logo=inside[1])


def write_icons(hicolor: Path) -> None:
    """Write the theme's folders below ``hicolor``: the SVG and a PNG of each size."""
    logo = DRAWING.read_text(encoding="utf-8")
    for kind, name, svg in (
        ("apps", "hebra", logo),
        ("mimetypes", "hebra-experiment", experiment_icon(logo)),
    ):
        scalable = hicolor / "scalable" / kind / f"{name}.svg"
        scalable.parent.mkdir(parents=True, exist_ok=True)
        scalable.write_text(svg, encoding="utf-8")
        for size in SIZES:
            path = hicolor / f"{size}x{size}" / kind / f"{name}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            if not painted(svg, size).save(str(path)):
                raise OSError(f"{path} cannot be written")
