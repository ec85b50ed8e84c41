"""A message is its English text, and can be taken apart again: here and in another process."""

from __future__ import annotations

import copy
import errno
import json
import os
import pickle

from hypothesis import given
from hypothesis import strategies as st

from lab.spec.words import Told, from_json, to_json, told, why

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}"), max_size=8)
NAMES = st.sampled_from(["kind", "number", "source", "text", "span"])
PLAIN = st.one_of(TEXT, st.integers(), st.floats(allow_nan=False, allow_infinity=False))
FIELDS = st.dictionaries(NAMES, PLAIN, min_size=1)


@st.composite
def messages(draw: st.DrawFn) -> Told:
    """A message with fields, one of which may be a message itself."""
    fields: dict[str, object] = dict(draw(FIELDS))
    if draw(st.booleans()):
        fields["span"] = told("{low} to {high}", low=draw(st.integers()), high=draw(TEXT))
    return told(draw(source_of(fields)), **fields)


@st.composite
def source_of(draw: st.DrawFn, fields: dict[str, object]) -> str:
    """A source with each of the fields, in any order and with any words between."""
    names = draw(st.permutations(sorted(fields)))
    return draw(TEXT) + "".join(f"{{{name}}}{draw(TEXT)}" for name in names)


@given(data=st.data(), fields=FIELDS)
def test_it_is_the_text_that_str_format_makes(
    data: st.DataObject, fields: dict[str, object]
) -> None:
    source = data.draw(source_of(fields))
    message = told(source, **fields)
    assert str(message) == source.format(**fields)
    assert (message.source, message.fields) == (source, fields)


@given(messages())
def test_it_crosses_to_another_process_and_back(message: Told) -> None:
    heard = from_json(json.loads(json.dumps(to_json(message))))
    assert heard == message
    assert isinstance(heard, Told)
    assert (heard.source, heard.fields) == (message.source, message.fields)


@given(messages())
def test_it_is_stored_as_plain_text_and_copied_whole(message: Told) -> None:
    assert json.dumps(message) == json.dumps(str(message))
    assert type(str(message)) is str
    for copied in (pickle.loads(pickle.dumps(message)), copy.deepcopy(message)):
        assert (copied, copied.source, copied.fields) == (message, message.source, message.fields)


@given(TEXT)
def test_what_is_no_message_passes_as_it_is(text: str) -> None:
    assert to_json(text) == from_json(text) == text


def test_braces_without_fields_are_no_fields() -> None:
    assert told("{not a field}") == "{not a field}"


def test_the_systems_own_words_are_a_message() -> None:
    full = why(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert (full, full.source) == ("No space left on device", "No space left on device")
    assert why(RuntimeError("can't start new thread")) == "can't start new thread"
