"""The examples of the contract. A schema's own example, written beside it in its model, is the one that is shown; what
has none is put together from its parts: a line from the example of its noun, a page from its line, the rest field by
field."""

from typing import Any

from app.http.example_answers import AFTER_CHANGE, OF_ANSWERS, REFERENCES

Json = dict[str, Any]
_REF = "#/components/schemas/"
AN_ID = "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"

_WORDS: dict[str, Any] = {
    "access_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…",
    "applicability": [],
    "at": "2026-03-02T09:30:00.000000Z",
    "author_ids": [],
    "body": "Seen here too, since the update of May.",
    "cause": "The new firmware no longer fragments.",
    "code": "GVA",
    "comment": "",
    "component_version": "10.0.19045",
    "component_versions": ">=21H2|<23H2",
    "cursor": None,
    "detail": "There is no such component.",
    "evidence": "Set on 40 desktops; no drop in a week.",
    "key": "network-42",
    "max_share": 0.25,
    "name": "Ann Meier",
    "next_cursor": None,
    "norms": "",
    "other_than": [AN_ID],
    "reason": "It no longer happens.",
    "region": "Europe",
    "risk": "",
    "rollback": "Set the MTU back to automatic.",
    "share": 0.2,
    "slug": "network",
    "statement": "Since the May update each change of access point ends the tunnel; wired machines are well.",
    "status": "validated",
    "steps": "1. Open the profile.\n2. Set the MTU to 1300.\n3. Reconnect.",
    "summary": "Pin the tunnel's MTU to 1,300 bytes.",
    "title": "The VPN drops when a laptop changes its access point",
    "token_type": "Bearer",
    "vendor": "Contoso",
}
_ABSENT = frozenset(
    {
        "adopted_at",
        "adopted_by",
        "carried_from",
        "closure",
        "derived_from",
        "dropped_reason",
        "duplicate_of",
        "edited_at",
        "external_reference",
        "parent",
        "resolved_at",
        "retired_at",
        "successor",
        "withdrawn_at",
    }
)
"""What is null in the usual case."""


class Examples:
    """Of the named schemas of a document."""

    def __init__(self, schemas: Json) -> None:
        self._schemas = schemas

    def of(self, schema: Json, name: str = "") -> Any:
        """A value that is valid against the schema; `name` is that of the field it stands in."""
        if "$ref" in schema:
            return self._of_named(schema["$ref"].removeprefix(_REF))
        if "examples" in schema:
            return schema["examples"][0]
        if "anyOf" in schema:
            return None if name in _ABSENT else self.of(schema["anyOf"][0], name)
        kinds = schema.get("type", "object")
        if isinstance(kinds, list) and name in _ABSENT:
            return None
        if "enum" in schema:
            return _WORDS[name] if _WORDS.get(name) in schema["enum"] else schema["enum"][0]
        if name in _WORDS and _fits(_WORDS[name], kinds):
            return _WORDS[name]
        if "default" in schema:
            return schema["default"]
        return self._of_kind(kinds if isinstance(kinds, str) else kinds[0], schema, name)

    def answered(self, operation: Json, schema: Json) -> Any:
        """What an operation answers: its noun's example, as it stands after what the operation's own example sends."""
        example = self.of(schema)
        if not isinstance(example, dict):
            return example
        sent = {}
        for media_type, media in operation.get("requestBody", {}).get("content", {}).items():
            if media_type.endswith("merge-patch+json"):
                sent = {**AFTER_CHANGE, **media["example"]}
        after = {**sent, **OF_ANSWERS.get(operation["operationId"], {})}
        for item in example.get("items", [example]):
            item.update({field: value for field, value in after.items() if field in item})
        return example

    def whole(self, value: Any, name: str) -> Any:
        """A named schema's own example, with the nulls that the framework leaves out of examples."""
        return self._whole(value, self._schemas[name])

    def _of_named(self, name: str) -> Any:
        if name in REFERENCES:
            return dict(REFERENCES[name])
        schema = self._schemas[name]
        noun = self._schemas.get(name.removesuffix("Line"), {})
        if name.endswith("Line") and "examples" in noun and "examples" not in schema:
            whole = noun["examples"][0]
            return self._whole({field: whole.get(field) for field in schema["properties"]}, schema)
        return self._whole(self.of(schema, name), schema)

    def _whole(self, value: Any, schema: Json) -> Any:
        if "$ref" in schema:
            return self._whole(value, self._schemas[schema["$ref"].removeprefix(_REF)])
        if "anyOf" in schema and value is not None:
            return self._whole(value, schema["anyOf"][0])
        if isinstance(value, dict) and "properties" in schema:
            properties, required = schema["properties"], schema.get("required", [])
            fields = [field for field in properties if field in value or field in required]
            return {field: self._whole(value.get(field), properties[field]) for field in fields}
        if isinstance(value, list):
            return [self._whole(item, schema["items"]) for item in value]
        return value

    def _of_kind(self, kind: str, schema: Json, name: str) -> Any:
        match kind:
            case "object":
                return {field: self.of(inner, field) for field, inner in schema.get("properties", {}).items()}
            case "array":
                return [self.of(schema["items"])] if schema["items"] else []
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return False
            case "null":
                return None
            case _:
                return _text(schema, name)


def _text(schema: Json, name: str) -> str:
    match schema.get("format"):
        case "uuid":
            return AN_ID
        case "date-time":
            return "2026-01-31T09:00:00.000000Z"
        case "date":
            return "2026-01-31"
        case "email":
            return "ann@example.org"
        case "uri":
            return "https://alliance.example.org/api/v1"
        case _:
            return name.replace("_", " ").capitalize()


def _fits(value: Any, kinds: str | list[str]) -> bool:
    kinds = [kinds] if isinstance(kinds, str) else kinds
    match value:
        case None:
            return "null" in kinds
        case str():
            return "string" in kinds
        case list():
            return "array" in kinds
        case _:
            return "number" in kinds
