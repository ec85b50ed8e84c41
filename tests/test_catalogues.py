"""Every marked text is in both languages, whole, with the same fields; compiled equals written."""

from __future__ import annotations

import ast
import string
from collections.abc import Container, Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo

from tests.programs import program

LANGUAGES = ("en", "es")


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    return program("catalogues")


@pytest.fixture(scope="module")
def found(catalogues: ModuleType) -> Catalog:
    extracted = catalogues.extract()
    assert isinstance(extracted, Catalog)
    return extracted


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def ids(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {m.id if isinstance(m.id, str) else tuple(m.id) for m in catalogue if m.id}


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def translated(catalogue: Catalog) -> Iterator[tuple[Message, str]]:
    for message in catalogue:
        if message.id:
            for form in forms(message):
                yield message, form


def test_the_marked_texts_are_found(found: Catalog) -> None:
    assert {"Threads", "Processes", "Start method"} <= ids(found)


def test_no_mark_is_overlooked(catalogues: ModuleType, found: Catalog) -> None:
    """The extraction does not look into f-strings: a text marked there is never translated."""
    known = {text for text in ids(found) if isinstance(text, str)}
    known |= {text[0] for text in ids(found) if isinstance(text, tuple)}
    overlooked = [
        f"{path.relative_to(catalogues.ROOT)}: {text}"
        for package in ("lab", "ui")
        for path in sorted((catalogues.ROOT / package).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (text := _marked(node, catalogues.KEYWORDS)) and text not in known
    ]
    assert overlooked == []


def _marked(node: ast.AST, keywords: Container[str]) -> str:
    """The text that a call marks; empty where it marks none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        text = node.args[0]
        if node.func.id in keywords and isinstance(text, ast.Constant):
            return str(text.value)
    return ""


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_holds_the_texts_of_the_sources_and_no_others(
        self, catalogues: ModuleType, found: Catalog, language: str
    ) -> None:
        known = ids(catalogues.read(language))
        assert sorted(map(str, ids(found) - known)) == [], "run `make catalogues`"
        assert sorted(map(str, known - ids(found))) == [], "run `make catalogues`"

    def test_is_complete(self, catalogues: ModuleType, language: str) -> None:
        assert catalogues.missing(catalogues.read(language)) == []

    def test_has_the_fields_of_the_source(self, catalogues: ModuleType, language: str) -> None:
        for message, form in translated(catalogues.read(language)):
            sources = [message.id] if isinstance(message.id, str) else list(message.id)
            wanted = set().union(*map(fields, sources))
            assert fields(form) <= wanted, f"{form!r} has fields that {sources} do not"
            if isinstance(message.id, str):
                assert fields(form) == wanted, f"{form!r} lacks a field of {message.id!r}"

    def test_compiled_is_what_is_written(self, catalogues: ModuleType, language: str) -> None:
        path: Path = catalogues.path_of(language)
        with path.with_suffix(".mo").open("rb") as file:
            compiled = read_mo(file)
        written = read_mo(BytesIO(catalogues.compiled(catalogues.read(language))))

        def texts(catalogue: Catalog) -> dict[str, list[str]]:
            return {str(m.id): forms(m) for m in catalogue if m.id}

        assert texts(compiled) == texts(written), "run `make catalogues`"


def test_a_new_text_is_added_empty_and_a_translation_survives(
    catalogues: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "lab").mkdir()
    source = tmp_path / "ui" / "page.py"
    source.write_text('tr("One {thing}")\nntr("{n} lane", "{n} lanes", n)\ntr(f"not {this}")\n')
    catalogues.update(tmp_path)
    spanish = catalogues.path_of("es", tmp_path)
    assert catalogues.missing(catalogues.read("en", tmp_path)) == []
    assert catalogues.missing(catalogues.read("es", tmp_path)) == ["One {thing}", "{n} lane"]
    spanish.write_text(
        spanish.read_text()
        .replace('msgid "One {thing}"\nmsgstr ""', 'msgid "One {thing}"\nmsgstr "Una {thing}"')
        .replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "{n} hebra"\nmsgstr[1] "{n} hebras"')
    )
    source.write_text(source.read_text() + 'N_("One {thing} more")\n')
    catalogues.update(tmp_path)
    again = catalogues.read("es", tmp_path)
    assert again["One {thing}"].string == "Una {thing}"
    assert again["{n} lane"].string == ("{n} hebra", "{n} hebras")
    assert catalogues.missing(again) == ["One {thing} more"]
    before = spanish.read_bytes()
    catalogues.update(tmp_path)
    assert spanish.read_bytes() == before
