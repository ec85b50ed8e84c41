"""Charts inside a page: the figures on paper as inline SVG that follows the reader's theme.

A chart is drawn once, in the light palette; then each colour gives way to a custom property of the
page's style sheet, so that light and dark need one drawing.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from matplotlib.figure import Figure

from lab.records.palette import LIGHT, Palette
from lab.records.paper.sheet import saved
from lab.records.paper.style import Style

_SVG = "http://www.w3.org/2000/svg"
_LINK = "http://www.w3.org/1999/xlink"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_COLOUR = re.compile(r"#[0-9a-f]{6}\b", re.IGNORECASE)


def colours(theme: Palette) -> dict[str, str]:
    """The palette's colours by the name of their custom property."""
    return {name: value for name, value in vars(theme).items() if str(value).startswith("#")}


_NAMES = {value.lower(): name for name, value in reversed(colours(LIGHT).items())}
"""Of two names for one colour the first counts: what is raised has the surface's colour."""


def inline(figure: Figure, style: Style, name: str, alternative: str) -> str:
    """The figure as an ``<svg>`` element; ``name`` keeps its ids apart from other charts'.

    ``alternative`` says in words what the chart shows.
    """
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _LINK)
    root = ElementTree.fromstring(saved(figure, "svg", 72, style))
    for extra in root.findall(f"{{{_SVG}}}metadata"):
        root.remove(extra)
    for element in root.iter():
        _rename(element, name)
    for size in ("width", "height"):
        root.attrib.pop(size, None)
    root.set("role", "img")
    root.set("aria-label", alternative)
    return ElementTree.tostring(root, encoding="unicode")


def _rename(element: ElementTree.Element, name: str) -> None:
    for key, value in element.attrib.items():
        if key == "id":
            element.set(key, f"{name}-{value}")
        elif key == f"{{{_LINK}}}href" and value.startswith("#"):
            element.set(key, f"#{name}-{value[1:]}")
        elif "url(#" in value:
            element.set(key, _REFERENCE.sub(rf"url(#{name}-\1)", value))
        if key in ("style", "fill", "stroke"):
            element.set(key, _COLOUR.sub(_property, element.attrib[key]))


def _property(found: re.Match[str]) -> str:
    colour = _NAMES.get(found[0].lower())
    return f"var(--{colour})" if colour else found[0]
