"""The examples that the contract shows."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

import app.routers  # noqa: F401  (every schema stands behind a door)
from app.models.schema import Given, Noun, Shown


def _below(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for schema in kind.__subclasses__():
        yield schema
        yield from _below(schema)


NOUNS = sorted({*_below(Noun)}, key=lambda schema: schema.__name__)
REQUESTS = sorted({*_below(Given)}, key=lambda schema: schema.__name__)


@pytest.mark.parametrize("schema", NOUNS + REQUESTS, ids=lambda schema: schema.__name__)
def test_examples_are_what_the_service_takes_and_answers(schema: type[BaseModel]) -> None:
    for example in schema.model_json_schema().get("examples", []):
        schema.model_validate(example)
        if issubclass(schema, Shown):
            assert example.keys() == schema.model_fields.keys()
