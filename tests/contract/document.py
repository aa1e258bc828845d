"""The contract as tests walk it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import orjson
from jsonschema import Draft202012Validator

from app.core.settings import Settings
from app.http.openapi import MERGE_PATCH, METHODS
from app.http.signed import BYTES
from app.main import contract, create_app

DOCUMENT: dict[str, Any] = orjson.loads(contract(create_app(Settings(), "")))
_COMPONENTS = {"components": DOCUMENT["components"]}


@dataclass(frozen=True)
class Operation:
    """One operation of the contract, with its parameters resolved."""

    method: str
    path: str
    said: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.said["operationId"])

    @property
    def parameters(self) -> list[Any]:
        return list(self.said.get("parameters", []))

    @cached_property
    def answers(self) -> dict[str, Any]:
        return {status: resolved(answer) for status, answer in self.said["responses"].items()}

    @property
    def secured(self) -> bool:
        return bool(self.said["security"])

    @property
    def body_type(self) -> str | None:
        return next(iter(self.said["requestBody"]["content"])) if "requestBody" in self.said else None

    @property
    def body_example(self) -> Any:
        return self.said["requestBody"]["content"][self.body_type]["example"]

    @property
    def takes_json(self) -> bool:
        return self.body_type in ("application/json", MERGE_PATCH)

    @property
    def follows_oauth(self) -> bool:
        """Keeps the shapes of RFC 6749 (form-encoded, errors of its own)."""
        return self.body_type == "application/x-www-form-urlencoded"

    @property
    def takes_bytes(self) -> bool:
        """Known by a signature over them."""
        return self.body_type == BYTES

    def takes(self, parameter: str) -> bool:
        return any(each["name"] == parameter for each in self.parameters)

    def schema_of(self, answer: str) -> Any:
        return self.answers[answer]["content"]["application/json"]["schema"]


def resolved(said: Any) -> Any:
    """What a reference within the document names."""
    while "$ref" in said:
        found: Any = DOCUMENT
        for part in said["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        said = found
    return said


def faults(value: Any, schema: Mapping[str, Any]) -> list[str]:
    """How a value fails a schema of the document, formats included."""
    validator = Draft202012Validator({**schema, **_COMPONENTS}, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def walk(value: Any, path: str = "#") -> Iterator[tuple[str, Any]]:
    """Everything in the document that is an object, with its place; examples are left out."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            if key not in ("example", "examples"):
                yield from walk(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from walk(inner, f"{path}/{number}")


OPERATIONS = [
    Operation(method, path, said)
    for path, methods in DOCUMENT["paths"].items()
    for method, said in methods.items()
    if method in METHODS
]
BY_NAME = {operation.name: operation for operation in OPERATIONS}
