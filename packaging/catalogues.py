"""Keep the message catalogues in step with the sources.

    packaging/catalogues.py          update both catalogues, compile them, list what is missing
    packaging/catalogues.py missing  only list what has no translation yet; exit code 1 if any

Texts are found where they are marked (``N_``, ``tr``, ``Words``, ``told``) or come with a plural
(``ntr``). English is its own translation; a new text is added to the Spanish catalogue with an
empty translation, to be written into ``resources/locale/es/LC_MESSAGES/hebra.po`` by hand. Nothing
is guessed from similar texts. The files hold no dates and no line numbers, so that they change only
when a text does.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "es")
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where the formats want a date."""
VOLATILE = tuple(
    f'"{header}'
    for header in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "Last-Translator",
        "Language-Team",
    )
)
"""Headers that change by themselves or say nothing."""
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "N_": None,
    "tr": (1,),
    "Words": (1,),
    "told": (1,),
    "ntr": (1, 2),
}


def path_of(language: str, root: Path = ROOT) -> Path:
    """The ``.po`` file of a language."""
    return root / "resources" / "locale" / language / "LC_MESSAGES" / "hebra.po"


def empty(language: str | None) -> Catalog:
    """A catalogue without texts, with a header that never changes by itself."""
    catalogue = Catalog(locale=language, project="Hebra", charset="utf-8", fuzzy=False)
    catalogue.header_comment = "# The words of Hebra. Kept in step by `make catalogues`."
    return catalogue


def extract(root: Path = ROOT) -> Catalog:
    """Every marked text of the sources, with the files it is in."""
    found = empty(None)
    for package in ("lab", "ui"):
        texts = extract_from_dir(
            root / package,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for name, _, message, comments, context in texts:
            found.add(
                message,
                locations=[(f"{package}/{name}", 0)],
                auto_comments=comments,
                context=context,
            )
    return found


def read(language: str, root: Path = ROOT) -> Catalog:
    """The catalogue of a language as it is on disk; empty where there is none."""
    path = path_of(language, root)
    if not path.exists():
        return empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms_of(message: Message) -> list[str]:
    """The translation of a message: one form, or one for each plural of the language."""
    if isinstance(message.string, str):
        return [message.string]
    return list(message.string or ())


def _place(message: Message) -> tuple[str, str]:
    """Texts stand together with those of the same file, which is how they are translated."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return min(file for file, _ in message.locations), text


def merge(found: Catalog, known: Catalog, language: str) -> Catalog:
    """The texts of ``found`` with the translations of ``known``; English translates itself."""
    merged = empty(language)
    for message in sorted((m for m in found if m.id), key=_place):
        old = known.get(message.id, message.context)
        text: str | tuple[str, ...] | list[str] | None
        if language == "en":
            text = message.id if isinstance(message.id, str) else tuple(message.id)
        elif old is not None and bool(old.pluralizable) == bool(message.pluralizable):
            text = old.string
        else:
            text = ""
        merged.add(
            message.id,
            text,
            locations=sorted(set(message.locations)),
            flags=message.flags - {"fuzzy"},
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old is not None else (),
            context=message.context,
        )
    return merged


def compiled(catalogue: Catalog) -> bytes:
    """The ``.mo`` form of a catalogue."""
    catalogue.creation_date = catalogue.revision_date = NEVER
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The ``.po`` form of a catalogue, without what changes from day to day."""
    out = BytesIO()
    write_po(out, catalogue, width=96, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(VOLATILE)).encode()


def missing(catalogue: Catalog) -> list[str]:
    """The texts without a (whole) translation, in the order of the catalogue."""
    lacking = []
    for message in catalogue:
        forms = forms_of(message)
        if message.id and (message.fuzzy or not forms or not all(forms)):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def update(root: Path = ROOT) -> None:
    """Write both catalogues anew from the sources and what was translated before."""
    found = extract(root)
    for language in LANGUAGES:
        path = path_of(language, root)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = merge(found, read(language, root), language)
        for target, content in (
            (path, written(catalogue)),
            (path.with_suffix(".mo"), compiled(catalogue)),
        ):
            if not target.exists() or target.read_bytes() != content:
                target.write_bytes(content)


def report(root: Path = ROOT) -> int:
    """List what is missing; how many texts that is."""
    total = 0
    for language in LANGUAGES:
        catalogue = read(language, root)
        lacking = missing(catalogue)
        total += len(lacking)
        print(f"{language}: {len(catalogue)} texts, {len(lacking)} without translation")
        for text in lacking:
            print(f"    {text}")
    return total


def main(arguments: list[str]) -> int:
    """Run one of the commands above."""
    if arguments not in ([], ["missing"]):
        print(__doc__, file=sys.stderr)
        return 2
    if arguments:
        return 1 if report() else 0
    update()
    report()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
