"""The JSON Schemas that are published: made from the shapes that check what is read.

``python -m lab.records.published`` writes them into ``resources/schemas/``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from lab.assets import resource

from .atomic import write_atomically
from .json_shape import RunShape
from .schema import document_model
from .study_schema import study_model
from .study_shape import StudyShape
from .verdict_json import VerdictsShape

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("run", "study", "verdicts")
_DEFINITIONS = "$defs"


class _Plain(GenerateJsonSchema):
    """Without a title for each key that only repeats its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_file(name: str) -> Path:
    """Where the schema called ``name`` is kept."""
    return resource("schemas", f"{name}.schema.json")


def schema_text(name: str) -> str:
    """The schema called ``name`` as it is published."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"


def json_schema(name: str) -> dict[str, Any]:
    """The schema of a ``run``, a ``study`` (with the document inside it) or of ``verdicts``."""
    if name == "verdicts":
        return {**_head(name), **_schema(VerdictsShape)}
    shapes: dict[str, tuple[type[BaseModel], str, type[BaseModel]]] = {
        "run": (RunShape, "experiment", document_model()),
        "study": (StudyShape, "study", study_model()),
    }
    shape, key, document = shapes[name]
    whole, inside = _schema(shape), _schema(document)
    definitions = inside.pop(_DEFINITIONS)
    alike = set(definitions) & set(whole[_DEFINITIONS])
    assert not alike, f"two things are called {alike}"
    whole[_DEFINITIONS] |= definitions | {key: inside}
    said = whole["properties"][key]["description"]
    whole["properties"][key] = {"description": said, "$ref": f"#/{_DEFINITIONS}/{key}"}
    return {**_head(name), **whole}


def _head(name: str) -> dict[str, Any]:
    return {"$schema": DRAFT, "$id": f"urn:hebra:{name}:1"}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(schema_generator=_Plain)


if __name__ == "__main__":
    schema_file(NAMES[0]).parent.mkdir(exist_ok=True)
    for one in NAMES:
        write_atomically(schema_file(one), schema_text(one).encode())
