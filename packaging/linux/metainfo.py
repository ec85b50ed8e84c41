"""What app stores show: the metainfo file, with the releases of the changelog."""

from __future__ import annotations

from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from project import APP_ID, HOMEPAGE, Release

TEMPLATE = Path(__file__).parent / "data" / "metainfo.xml"


def metainfo(releases: list[Release]) -> str:
    """The file's text; of each release its points as a list."""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        app_id=APP_ID, homepage=HOMEPAGE, releases="\n".join(map(_release, releases))
    )


def _release(release: Release) -> str:
    points = "\n".join(f"          <li>{escape(point)}</li>" for point in release.points)
    return (
        f'    <release version="{escape(release.version)}" date="{release.date:%Y-%m-%d}">\n'
        f"      <description>\n        <ul>\n{points}\n        </ul>\n      </description>\n"
        "    </release>"
    )
