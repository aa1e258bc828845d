"""The contract as it is published: what the framework writes, made to say what the service does.

Answers' schemas lose the suffix that tells them from their tables; errors have one shape; what may be absent has one
form; every operation has examples; keywords are those of OpenAPI 3.1.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.auth.scopes import DESCRIPTIONS
from app.domain import vocabulary
from app.domain.errors import Fault, Invalid, Unexpected, every_refusal
from app.events.kinds import DATA
from app.http.errors import ErrorDocument, example_document
from app.http.examples import AN_ID, Examples

DESCRIPTION = """\
Strategic communities: professionals bring problems, work out solutions, **validate** them in their own environments,
and keep them valid as things change, by rules they set themselves.

Sign in with `POST /api/v1/auth/token` and send the access token as `Authorization: Bearer …`; a program sends an API
token (`at_…`) there. Every list is paged by
an opaque cursor; every thing has an `ETag`, which `PATCH`, `PUT` and `DELETE` of what exists send back as `If-Match`;
every `POST` takes an `Idempotency-Key`, but for those whose answer holds a secret. `PATCH` takes a JSON merge patch
(RFC 7396), sent as `application/merge-patch+json` or as plain JSON. Refusals are `application/problem+json`
(RFC 9457). Clients must take fields, enum values and error codes that they do not know: within v1 there are only
additions.
"""

TAGS = (
    ("sign-in", "Tokens, registrations, and the keys that tokens are signed with."),
    ("me", "The caller: who they are, and what waits for them."),
    ("members", "People and service accounts of the organization."),
    ("tokens", "Secrets by which programs act, as a member or as a service account."),
    ("sites", "Places of the organization."),
    ("components", "Products in use, and their releases."),
    ("environments", "Where things run, and who looks after them."),
    ("objectives", "What the organization wants."),
    ("communities", "Strategic communities, their members and their rules."),
    ("problems", "What is to be solved."),
    ("solutions", "What solves it, and how far that is vouched for."),
    ("validations", "What came of using a solution."),
    ("comments", "What is said about problems, solutions and validations."),
    ("ticket-links", "Which tickets of other systems have to do with what is here."),
    ("action-items", "What is left to do, and who does it."),
    ("connectors", "Ticket systems, and the communities they are connected with."),
    ("events", "What happened, in order."),
    ("webhooks", "Where what happened is sent to, and what came of it (Standard Webhooks)."),
    ("notifications", "What is sent to your own programs, as they receive it."),
    ("jobs", "What is to be done beside requests."),
    ("health", "Whether the service works."),
)
MERGE_PATCH = "application/merge-patch+json"
METHODS = frozenset({"get", "put", "post", "delete", "patch"})
_REF = "#/components/schemas/"
_NAMED_AFTER_TABLE = re.compile(r"(Shown|-Output)$")
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what you hold: 304 where nothing is new.",
    "schema": {"type": "string"},
}
_SENT_HEADERS = {
    "webhook-id": "The same whenever the same event is sent.",
    "webhook-timestamp": "When it was sent: seconds since 1970.",
    "webhook-signature": "`v1,` and the signature in base64, one for each secret that is good, parted by spaces.",
}
_OF_BODIES = ("400", "408", "413", "415")
_NEXT_CURSOR = "Where the next page begins: sent as `cursor`, with the same filters; null where this is the last."
_DATA = "\n\nWhat `data` may hold, by kind; of a kind that is not named, nothing.\n\n" + "\n".join(
    f"- `{kind}`: {', '.join(f'`{field}`' for field in sorted(fields))}" for kind, fields in DATA.items()
)
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")

Json = dict[str, Any]
_REFUSAL: Json = example_document(Unexpected, "/api/v1/problems/network-42")
_IN_PATHS = {"community": "network", "problem": "network-42", "revision": "1", "process_version": "1"}
_INVALID_PARAMETER = "invalid_parameter"
_WRONG_PARAMETER = Fault("There is no such parameter here.", parameter="limt", place="query")


def written(app: FastAPI) -> bytes:
    """The document as it is served and committed: the same bytes for the same code."""
    return orjson.dumps(document(app), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def document(app: FastAPI) -> Json:
    """The OpenAPI document of the application."""
    raw = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        description=DESCRIPTION,
        routes=app.routes,
        webhooks=app.webhooks.routes,
        tags=[{"name": name, "description": words} for name, words in TAGS],
        servers=[{"url": "/", "description": "This server."}],
    )
    components = raw["components"]
    components["schemas"] = _schemas(components["schemas"])
    components["securitySchemes"]["signIn"]["flows"]["password"]["scopes"] = {
        str(scope): words for scope, words in DESCRIPTIONS.items()
    }
    _name_values(components["schemas"])
    components["schemas"]["EventKind"]["description"] += _DATA
    examples = Examples(components["schemas"])
    for name, schema in components["schemas"].items():
        if "examples" in schema:
            schema["examples"] = [examples.whole(example, name) for example in schema["examples"]]
    shared: Json = {}
    for method, operation in operations(raw):
        _say_parameters(operation, method)
        _say_body(operation, method, examples)
        _say_answers(operation, examples, shared)
        operation.setdefault("security", [])
    for each in raw["webhooks"].values():
        _say_sent(each["post"], examples)
    components["responses"] = dict(sorted(shared.items()))
    paths = _paths(raw)
    components["examples"] = {
        kind.code: {"value": example_document(kind, paths[kind.code])} for kind in every_refusal() if kind.code in paths
    }
    components["examples"][_INVALID_PARAMETER] = {
        "value": example_document(Invalid, "/api/v1/problems", _WRONG_PARAMETER)
    }
    return raw


def _name_values(schemas: Json) -> None:
    """Where a value is no name (`-created_at`), generators make one up of it (`_CREATED_AT`, `CreatedAt2`): those that
    know the extension take ours. The last is openapi-generator's own, for values that come later: its Python has no
    name for it otherwise, and without `enumUnknownDefaultCase` it is not read."""
    for kind in vars(vocabulary).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and any(value.startswith("-") for value in kind):
            names = [value.name.upper() for value in kind]
            schemas[kind.__name__]["x-enum-varnames"] = [*names, "UNKNOWN_DEFAULT_OPEN_API"]


def operations(document: Json) -> Iterator[tuple[str, Json]]:
    """Each operation of a document with its method."""
    for path in document["paths"].values():
        yield from ((method, operation) for method, operation in path.items() if method in METHODS)


def _schemas(raw: Json) -> Json:
    schemas = {name: schema for name, schema in raw.items() if name not in ("HTTPValidationError", "ValidationError")}
    errors = ErrorDocument.model_json_schema(mode="serialization", ref_template=_REF + "{model}")
    schemas |= {**errors.pop("$defs"), "ErrorDocument": errors}
    clean = {_published(name): _clean(schema) for name, schema in sorted(schemas.items(), key=_by_published_name)}
    for schema in clean.values():
        if "next_cursor" in schema.get("properties", {}):
            schema["properties"]["next_cursor"].setdefault("description", _NEXT_CURSOR)
    return clean


def _by_published_name(item: tuple[str, Any]) -> str:
    return _published(item[0])


def _published(name: str) -> str:
    return _NAMED_AFTER_TABLE.sub("", name).replace("-Input", "In")


def _clean(schema: Any) -> Any:
    """Without the titles that Pydantic makes of names, which generators would make types of; with what may be absent
    as a type of its own; a constant as an enumeration of one; a bound of whole numbers as a whole number; integers of
    the width that everybody's languages take unless they are told otherwise."""
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key != "title"}
    if "$ref" in kept:
        kept["$ref"] = _REF + _published(kept["$ref"].removeprefix(_REF))
    if "properties" in kept:
        kept["properties"] = {name: _clean(inner) for name, inner in kept["properties"].items()}
    for key in ("items", "additionalProperties", "not"):
        if key in kept:
            kept[key] = _clean(kept[key])
    for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        if key in kept:
            kept[key] = [_clean(inner) for inner in kept[key]]
    if "const" in kept:
        kept["enum"] = [kept.pop("const")]
    for key in _BOUNDS:
        if isinstance(bound := kept.get(key), float) and bound.is_integer():
            kept[key] = int(bound)
    if kept.get("type") == "integer":
        kept.setdefault("format", "int32")
    return _or_null(kept)


def _or_null(schema: Json) -> Json:
    branches = schema.get("anyOf", [])
    if len(branches) != 2 or {"type": "null"} not in branches:
        return schema
    other: Json = next(branch for branch in branches if branch != {"type": "null"})
    if not isinstance(other.get("type"), str) or "enum" in other:
        return schema
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**other, "type": [other["type"], "null"], **rest}


def _say_parameters(operation: Json, method: str) -> None:
    """An optional parameter is absent or has its type, since null does not travel in an address; If-Match is required
    where nothing is done without it."""
    if "304" in operation["responses"]:
        operation.setdefault("parameters", []).append(dict(_IF_NONE_MATCH))
    conditional = "428" in operation["responses"]
    parameters = [
        parameter for parameter in operation.pop("parameters", []) if conditional or parameter["name"] != "If-Match"
    ]
    for parameter in parameters:
        schema = dict(_clean(parameter["schema"]))
        if isinstance(schema.get("type"), list):
            schema["type"] = schema["type"][0]
        branches = [branch for branch in schema.get("anyOf", []) if branch != {"type": "null"}]
        if len(branches) == 1:
            schema = {**branches[0], **{key: value for key, value in schema.items() if key != "anyOf"}}
        schema.pop("description", None)
        if schema.get("default", ...) is None:
            del schema["default"]
        parameter["schema"] = schema
        if parameter["name"] == "If-Match":
            parameter["required"] = method != "put"
    if parameters:
        operation["parameters"] = parameters


def _say_body(operation: Json, method: str, examples: Examples) -> None:
    body = operation.get("requestBody")
    if body is None:
        for status in _OF_BODIES:
            operation["responses"].pop(status, None)
        return
    for media in body["content"].values():
        media["schema"] = _clean(media["schema"])
        media["example"] = examples.of(media["schema"])
    if method == "patch":
        body["content"] = {MERGE_PATCH: body["content"]["application/json"]}


def _say_sent(operation: Json, examples: Examples) -> None:
    """What is not asked of us, but sent to others."""
    _say_body(operation, "post", examples)
    operation["parameters"] = [
        {"name": name, "in": "header", "required": True, "description": words, "schema": {"type": "string"}}
        for name, words in _SENT_HEADERS.items()
    ]
    operation["responses"] = {"2XX": {"description": "Received."}, "default": {"description": "To be sent again."}}
    operation["security"] = []


def _say_answers(operation: Json, examples: Examples, shared: Json) -> None:
    answers = dict(sorted(operation["responses"].items()))
    bodiless = "requestBody" not in operation
    for status, answer in answers.items():
        for media_type, media in answer.get("content", {}).items():
            if media_type == "application/json" and media.get("schema"):
                media["schema"] = _clean(media["schema"])
                if "example" not in media:
                    media["example"] = examples.answered(operation, media["schema"])
            elif media_type == "application/problem+json" and "examples" not in media:
                media["example"] = _REFUSAL
        name = _shared_name(status, answer)
        if bodiless and Invalid.code in _codes(answer):
            _refusals_of(answer)[Invalid.code] = {"$ref": f"#/components/examples/{_INVALID_PARAMETER}"}
            name = name and name.replace("Invalid", "InvalidParameter", 1)
        if name is not None:
            answers[status] = {"$ref": f"#/components/responses/{name}"}
            shared[name] = answer
    operation["responses"] = answers


def _shared_name(status: str, answer: Json) -> str | None:
    """Refusals that many operations have in common are said once, under the names of their codes."""
    if status == "default":
        return "Refused"
    codes = _codes(answer)
    if 1 <= len(codes) <= 2:
        return "Or".join(code.title().replace("_", "") for code in codes)
    return None


def _codes(answer: Json) -> list[str]:
    return list(_refusals_of(answer))


def _refusals_of(answer: Json) -> Json:
    refusals: Json = answer.get("content", {}).get("application/problem+json", {}).get("examples", {})
    return refusals


def _paths(document: Json) -> dict[str, str]:
    """Code -> the address of the first operation that can give it."""
    found: dict[str, str] = {}
    for path, item in document["paths"].items():
        address = re.sub(r"\{(\w+)\}", lambda part: _IN_PATHS.get(part[1], AN_ID), path)
        for method in METHODS & item.keys():
            for answer in item[method]["responses"].values():
                name = answer.get("$ref", "").rpartition("/")[2]
                for code in _codes(document["components"]["responses"][name] if name else answer):
                    found.setdefault(code, address)
    return found
