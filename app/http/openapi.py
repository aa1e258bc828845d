"""The contract as it is published: what the framework writes, made to say what the service does.

Answers' schemas lose the suffix that tells them from their tables; errors have one shape; keywords are those of
OpenAPI 3.1."""

import re
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.auth.scopes import DESCRIPTIONS
from app.http.errors import ErrorDocument

DESCRIPTION = """\
Strategic communities: professionals bring problems, work out solutions, **validate** them in their own environments,
and keep them valid as things change, by rules they set themselves.

Sign in with `POST /api/v1/auth/token` and send the access token as `Authorization: Bearer …`. Every list is paged by
an opaque cursor; every thing has an `ETag`, which `PATCH`, `PUT` and `DELETE` of what exists send back as `If-Match`;
every `POST` takes an `Idempotency-Key`. Refusals are `application/problem+json` (RFC 9457). Clients must take fields,
enum values and error codes that they do not know: within v1 there are only additions.
"""

TAGS = (
    ("sign-in", "Tokens, registrations, and the keys that tokens are signed with."),
    ("me", "The caller: who they are, and what waits for them."),
    ("members", "People and service accounts of the organization."),
    ("sites", "Places of the organization."),
    ("components", "Products in use, and their releases."),
    ("environments", "Where things run, and who looks after them."),
    ("objectives", "What the organization wants."),
    ("communities", "Strategic communities, their members and their rules."),
    ("problems", "What is to be solved."),
    ("solutions", "What solves it, and how far that is vouched for."),
    ("validations", "What came of using a solution."),
    ("comments", "What is said about problems, solutions and validations."),
    ("action-items", "What is left to do, and who does it."),
    ("events", "What happened, in order."),
    ("health", "Whether the service works."),
)
_SHOWN = re.compile(rb'(#/components/schemas/|")([A-Z][A-Za-z]*)(?:Shown|-Output)(?=")')
_TAKEN = re.compile(rb'(#/components/schemas/|")([A-Z][A-Za-z]*)-Input(?=")')


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the application; the same bytes for the same code."""
    raw = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": words} for name, words in TAGS],
        servers=[{"url": "/", "description": "This server."}],
    )
    schemas: dict[str, Any] = raw["components"]["schemas"]
    schemas["ErrorDocument"] = _inlined(ErrorDocument.model_json_schema(mode="serialization"))
    schemas["ErrorPlace"] = ErrorDocument.model_json_schema(mode="serialization")["$defs"]["ErrorPlace"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    raw["components"]["schemas"] = dict(sorted(schemas.items()))
    raw["components"]["securitySchemes"]["signIn"]["flows"]["password"]["scopes"] = {
        str(scope): words for scope, words in DESCRIPTIONS.items()
    }
    for path in raw["paths"].values():
        for operation in path.values():
            operation["parameters"] = [_lean(parameter) for parameter in operation.get("parameters", [])]
            if not operation["parameters"]:
                del operation["parameters"]
            _sort_answers(operation)
    published: dict[str, Any] = orjson.loads(_TAKEN.sub(rb"\1\2In", _SHOWN.sub(rb"\1\2", orjson.dumps(_untitled(raw)))))
    published["components"]["schemas"] = dict(sorted(published["components"]["schemas"].items()))
    return published


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    schema = {key: value for key, value in schema.items() if key != "$defs"}
    renamed: dict[str, Any] = orjson.loads(orjson.dumps(schema).replace(b"#/$defs/", b"#/components/schemas/"))
    return renamed


def _lean(parameter: dict[str, Any]) -> dict[str, Any]:
    """An optional parameter is absent or has its type: null does not travel in an address."""
    schema = parameter.get("schema", {})
    branches = [branch for branch in schema.get("anyOf", []) if branch != {"type": "null"}]
    if len(branches) == 1 and len(schema["anyOf"]) == 2:
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        parameter["schema"] = {**branches[0], **rest}
    return parameter


def _sort_answers(operation: dict[str, Any]) -> None:
    operation["responses"] = dict(sorted(operation["responses"].items()))


def _untitled(value: Any) -> Any:
    """Without the titles that Pydantic makes from names: they say nothing, and generators make types of them."""
    if isinstance(value, dict):
        return {
            key: _untitled(inner)
            for key, inner in value.items()
            if not (
                key == "title" and isinstance(inner, str) and ("type" in value or "anyOf" in value or "$ref" in value)
            )
        }
    if isinstance(value, list):
        return [_untitled(inner) for inner in value]
    return value
