"""A lesson's Markdown as the rich text Qt can show, in the colours of the theme of now.

A lesson may come from anywhere: HTML in it is shown as it is written, and images are not loaded.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from ui.controls.python_parts import parts
from ui.theme import fonts
from ui.theme.tokens import current


class _Renderer(RendererHTML):
    """Code stands on a ground of its own, with the colours of Python."""

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A program, or anything else that is shown letter by letter."""
        token = tokens[idx]
        return _program(token.content.rstrip("\n"), python=token.info.split()[:1] == ["python"])

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """The same by indentation."""
        return _program(tokens[idx].content.rstrip("\n"), python=False)

    def table_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A table as wide as the text."""
        return f'<table class="figures" width="100%" cellspacing="0" cellpadding="6" {_apart()}>'


def _program(text: str, *, python: bool) -> str:
    lines = text.split("\n")
    if python:
        marked: dict[int, list[tuple[int, int, str]]] = {}
        for part in parts(text):
            marked.setdefault(part.line, []).append((part.start, part.end, part.kind))
        written = [_coloured(line, marked.get(at, [])) for at, line in enumerate(lines)]
    else:
        written = [html.escape(line, quote=False) for line in lines]
    ground = current().sunken
    return (
        f'<table width="100%" cellspacing="0" cellpadding="10" bgcolor="{ground}" {_apart()}>'
        "<tr><td>"
        f"<pre>{'<br>'.join(written)}</pre></td></tr></table>"
    )


def _apart() -> str:
    """Room around a table, which Qt takes only from the table itself."""
    return f'style="margin-top:{fonts.px(2)}px; margin-bottom:{fonts.px(12)}px"'


def _coloured(line: str, marks: list[tuple[int, int, str]]) -> str:
    said, at = "", 0
    for start, end, kind in marks:
        shade = getattr(current(), f"code_{kind}")
        said += html.escape(line[at:start], quote=False)
        said += f'<span style="color:{shade}">{html.escape(line[start:end], quote=False)}</span>'
        at = end
    return said + html.escape(line[at:], quote=False)


@cache
def _reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    return made.enable("table").disable("image")


def rich(markdown: str) -> str:
    """The Markdown as rich text; a line does not begin with a unit's sign."""
    return re.sub(r"(?<=\d) (?=[×%])", "\u00a0", _reader().render(markdown))


def sheet() -> str:
    """The style of the text, for `QTextDocument.setDefaultStyleSheet`."""
    t, px = current(), fonts.px
    return f"""
    p, li {{ line-height: 145%; margin-top: 0; margin-bottom: {px(10)}px; }}
    li {{ margin-bottom: {px(4)}px; }}
    h2, h3 {{ font-size: {px(16)}px; font-weight: 600; margin-top: {px(12)}px; }}
    strong {{ font-weight: 600; }}
    a {{ color: {t.accent}; }}
    code {{ font-family: '{fonts.MONO}'; font-size: {px(13)}px; }}
    pre {{ font-family: '{fonts.MONO}'; font-size: {px(12)}px; margin: 0; }}
    table.figures {{ border-collapse: collapse; }}
    table.figures th {{ text-align: left; color: {t.text3}; border-bottom: 1px solid {t.border}; }}
    table.figures td {{ border-bottom: 1px solid {t.border}; }}
    """
