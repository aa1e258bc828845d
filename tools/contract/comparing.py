"""What a later document of the contract breaks for clients of an earlier one.

Within v1 there are only additions: an operation, a field of an answer, an optional field of a request, a value of an
enumeration, an error. Whatever a client may have been generated from, or may rest on, is compared here strictly; what
cannot be judged (a combination of schemas that the contract does not use) counts as a break.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]
METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")
_WORDS = frozenset({"description", "summary", "example", "examples", "title", "tags", "externalDocs"})
_LOWERED = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_RAISED = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_COMBINING = ("oneOf", "allOf", "not", "prefixItems", "patternProperties", "if")


class Rule(StrEnum):
    """What must not happen within a major version."""

    operation_removed = "an operation is gone"
    operation_renamed = "an operation has another id: generated methods change their names"
    parameter_removed = "a parameter is gone: whoever sends it is refused"
    parameter_required = "a parameter must now be sent"
    body_removed = "a body is no longer taken"
    body_required = "a body must now be sent"
    media_type_removed = "a media type is no longer taken or answered"
    status_removed = "a status is no longer answered"
    success_added = "an operation succeeds by a status that it did not have"
    header_removed = "a header of an answer is gone, or no longer always there"
    scope_changed = "another scope is needed"
    schema_renamed = "a schema has another name: generated types change theirs"
    type_changed = "a type is narrower in a request or wider in an answer"
    format_changed = "a format is narrower in a request or another in an answer"
    value_removed = "a value of an enumeration is gone"
    enumeration_begun = "a request takes only listed values where it took any, or an answer any where it had a list"
    bound_tightened = "a request takes less: shorter, smaller, fewer, of a pattern"
    default_changed = "what is left out of a request means something else"
    field_removed = "a field is gone"
    field_required = "a field must now be sent"
    field_optional = "a field is no longer always answered"
    fields_closed = "unknown fields are refused where they were taken"
    not_comparable = "schemas are combined in a way that is not compared here"


@dataclass(frozen=True, slots=True)
class Break:
    place: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}"


def breaks(earlier: Json, later: Json) -> list[Break]:
    """All that the later document breaks, each once, in the order of the earlier one."""
    return list(dict.fromkeys(_Comparison(earlier, later).all()))


def told(earlier: Json, later: Json) -> list[str]:
    """The names of operations and schemas that are other than they were, words apart: what a changelog must name."""
    before, now = _named(earlier), _named(later)
    return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def operations(document: Json) -> dict[tuple[str, str], Json]:
    """Each operation of a document, by its path and method."""
    return {
        (path, method): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    }


def notifications(document: Json) -> dict[tuple[str, str], Json]:
    """What the service sends by itself, by its name and method."""
    return {
        (name, method): operation
        for name, methods in document.get("webhooks", {}).items()
        for method, operation in methods.items()
        if method in METHODS
    }


def _named(document: Json) -> dict[str, Any]:
    found: dict[str, Any] = {
        operation["operationId"]: (
            place,
            _without_words({**operation, "responses": {}}),
            _answered(document, operation),
        )
        for place, operation in operations(document).items()
    }
    found |= {sent["operationId"]: (place, _without_words(sent)) for place, sent in notifications(document).items()}
    for kind in ("schemas", "securitySchemes"):
        found |= {name: _without_words(said) for name, said in document.get("components", {}).get(kind, {}).items()}
    return found


def _answered(document: Json, operation: Json) -> dict[str, Any]:
    """Each status with its answer and its errors, wherever they are written down."""
    answers = {status: _resolved(document, answer) for status, answer in operation["responses"].items()}
    return {
        status: (
            _without_words(answer),
            sorted(code for media in answer.get("content", {}).values() for code in media.get("examples", {})),
        )
        for status, answer in answers.items()
    }


def _without_words(said: Any, *, names: bool = False) -> Any:
    """`names`: the keys are names that somebody chose (of fields, statuses, media types), not the format's own."""
    if isinstance(said, Mapping):
        return {
            key: _without_words(value, names=not names and key in ("properties", "responses", "content", "headers"))
            for key, value in said.items()
            if names or key not in _WORDS
        }
    if isinstance(said, list):
        return [_without_words(each) for each in said]
    return said


@dataclass(frozen=True, slots=True)
class _Pair:
    """The same schema in both documents, and which way it travels."""

    before: Json
    now: Json
    sent: bool
    place: str

    def within(self, before: Json, now: Json, part: str) -> "_Pair":
        return _Pair(before, now, self.sent, f"{self.place}{part}")

    def breaks(self, rule: Rule, part: str = "") -> Break:
        return Break(f"{self.place}{part}", rule)


class _Comparison:
    def __init__(self, earlier: Json, later: Json) -> None:
        self._earlier, self._later = earlier, later
        self._seen: set[tuple[str, str, bool]] = set()

    def all(self) -> Iterator[Break]:
        later = operations(self._later)
        for (path, method), before in operations(self._earlier).items():
            place = f"{method.upper()} {path}"
            now = later.get((path, method))
            if now is None:
                yield Break(place, Rule.operation_removed)
                continue
            if before["operationId"] != now["operationId"]:
                yield Break(place, Rule.operation_renamed)
            if before.get("security", []) != now.get("security", []):
                yield Break(place, Rule.scope_changed)
            yield from self._parameters(before, now, place)
            yield from self._body(before.get("requestBody"), now.get("requestBody"), place)
            yield from self._answers(before["responses"], now["responses"], place)
        sent = notifications(self._later)
        for (name, method), before in notifications(self._earlier).items():
            if (name, method) in sent:
                yield from self._sent(before, sent[name, method], f"webhook {name}")
            else:
                yield Break(f"webhook {name}", Rule.operation_removed)

    def _sent(self, before: Json, now: Json, place: str) -> Iterator[Break]:
        """It travels as an answer does."""
        earlier, later = self._by_name(self._earlier, before), self._by_name(self._later, now)
        for key in earlier.keys() - later.keys():
            yield Break(f"{place} {key[1]}", Rule.header_removed)
        yield from self._content(before["requestBody"]["content"], now["requestBody"]["content"], False, place)

    def _parameters(self, before: Json, now: Json, place: str) -> Iterator[Break]:
        earlier, later = self._by_name(self._earlier, before), self._by_name(self._later, now)
        for key, parameter in earlier.items():
            where = f"{place} {key[0]} {key[1]}"
            if key not in later:
                yield Break(where, Rule.parameter_removed)
                continue
            if later[key].get("required", False) and not parameter.get("required", False):
                yield Break(where, Rule.parameter_required)
            yield from self._schema(_Pair(parameter["schema"], later[key]["schema"], True, where))
        for key, parameter in later.items():
            if key not in earlier and parameter.get("required", False):
                yield Break(f"{place} {key[0]} {key[1]}", Rule.parameter_required)

    def _by_name(self, document: Json, operation: Json) -> dict[tuple[str, str], Json]:
        parameters = [_resolved(document, each) for each in operation.get("parameters", [])]
        return {(each["in"], each["name"]): each for each in parameters}

    def _body(self, before: Json | None, now: Json | None, place: str) -> Iterator[Break]:
        if before is None:
            if now is not None and now.get("required", False):
                yield Break(place, Rule.body_required)
            return
        if now is None:
            yield Break(place, Rule.body_removed)
            return
        if now.get("required", False) and not before.get("required", False):
            yield Break(place, Rule.body_required)
        yield from self._content(before["content"], now["content"], True, place)

    def _answers(self, before: Json, now: Json, place: str) -> Iterator[Break]:
        for status, answer in before.items():
            where = f"{place} {status}"
            if status not in now:
                yield Break(where, Rule.status_removed)
                continue
            earlier, later = _resolved(self._earlier, answer), _resolved(self._later, now[status])
            for name, header in earlier.get("headers", {}).items():
                kept = later.get("headers", {}).get(name)
                if kept is None or (header.get("required", False) and not kept.get("required", False)):
                    yield Break(f"{where} {name}", Rule.header_removed)
                else:
                    yield from self._schema(_Pair(header["schema"], kept["schema"], False, f"{where} {name}"))
            yield from self._content(earlier.get("content", {}), later.get("content", {}), False, where)
        for status in now:
            if status not in before and status[0] in "23":
                yield Break(f"{place} {status}", Rule.success_added)

    def _content(self, before: Json, now: Json, sent: bool, place: str) -> Iterator[Break]:
        for media_type, media in before.items():
            if media_type not in now:
                yield Break(f"{place} {media_type}", Rule.media_type_removed)
            else:
                yield from self._schema(_Pair(media["schema"], now[media_type]["schema"], sent, place))

    def _schema(self, pair: _Pair) -> Iterator[Break]:
        before, was_null = _without_null(pair.before)
        now, is_null = _without_null(pair.now)
        if (was_null and not is_null) if pair.sent else (is_null and not was_null):
            yield pair.breaks(Rule.type_changed)
        names = _name(before), _name(now)
        if names[0] is not None and names[1] is not None and names[0] != names[1]:
            yield pair.breaks(Rule.schema_renamed)
        beside_before = {key: value for key, value in before.items() if key != "$ref"}
        beside_now = {key: value for key, value in now.items() if key != "$ref"}
        if pair.sent and beside_before.get("default") != beside_now.get("default"):
            yield pair.breaks(Rule.default_changed)
        if names[0] is not None and names[1] is not None:
            key = (names[0], names[1], pair.sent)
            if key in self._seen:
                return
            self._seen.add(key)
        place = names[0] if names[0] is not None else pair.place
        yield from self._shape(
            _Pair(_resolved(self._earlier, before), _resolved(self._later, now), pair.sent, place or pair.place)
        )

    def _shape(self, pair: _Pair) -> Iterator[Break]:
        if any(pair.before.get(key) != pair.now.get(key) for key in (*_COMBINING, "anyOf")):
            yield pair.breaks(Rule.not_comparable)
        yield from self._types(pair)
        yield from self._values(pair)
        if pair.sent:
            yield from _bounds(pair)
        yield from self._fields(pair)
        if "items" in pair.before and "items" in pair.now:
            yield from self._schema(pair.within(pair.before["items"], pair.now["items"], "[]"))

    def _types(self, pair: _Pair) -> Iterator[Break]:
        before, now = _types_of(pair.before), _types_of(pair.now)
        narrower, wider = (now, before) if pair.sent else (before, now)
        # No type is every type.
        if (narrower and not wider) or (wider and narrower and not wider <= narrower):
            yield pair.breaks(Rule.type_changed)
        before_format, now_format = pair.before.get("format"), pair.now.get("format")
        if before_format != now_format and not (pair.sent and now_format is None):
            yield pair.breaks(Rule.format_changed)

    def _values(self, pair: _Pair) -> Iterator[Break]:
        before, now = pair.before.get("enum"), pair.now.get("enum")
        if before is not None and now is not None:
            yield from (pair.breaks(Rule.value_removed, f" {value}") for value in before if value not in now)
        elif (before is None and now is not None) if pair.sent else (before is not None and now is None):
            yield pair.breaks(Rule.enumeration_begun)

    def _fields(self, pair: _Pair) -> Iterator[Break]:
        before, now = pair.before.get("properties", {}), pair.now.get("properties", {})
        needed_before, needed_now = pair.before.get("required", []), pair.now.get("required", [])
        for field, schema in before.items():
            if field not in now:
                yield pair.breaks(Rule.field_removed, f".{field}")
                continue
            if pair.sent and field in needed_now and field not in needed_before:
                yield pair.breaks(Rule.field_required, f".{field}")
            if not pair.sent and field in needed_before and field not in needed_now:
                yield pair.breaks(Rule.field_optional, f".{field}")
            yield from self._schema(pair.within(schema, now[field], f".{field}"))
        if pair.sent:
            for field in needed_now:
                if field not in before:
                    yield pair.breaks(Rule.field_required, f".{field}")
        more_before = pair.before.get("additionalProperties", True)
        more_now = pair.now.get("additionalProperties", True)
        if isinstance(more_before, Mapping) and isinstance(more_now, Mapping):
            yield from self._schema(pair.within(more_before, more_now, "{}"))
        elif pair.sent and more_before is not False and more_now != more_before:
            yield pair.breaks(Rule.fields_closed)


def _bounds(pair: _Pair) -> Iterator[Break]:
    for key in _LOWERED:
        if key in pair.now and pair.now[key] < pair.before.get(key, float("inf")):
            yield pair.breaks(Rule.bound_tightened)
    for key in _RAISED:
        if key in pair.now and pair.now[key] > pair.before.get(key, float("-inf" if "imum" in key else "0")):
            yield pair.breaks(Rule.bound_tightened)
    for key in ("pattern", "multipleOf", "uniqueItems", "const"):
        if pair.now.get(key) and pair.now[key] != pair.before.get(key):
            yield pair.breaks(Rule.bound_tightened)


def _without_null(schema: Json) -> tuple[Json, bool]:
    """`anyOf: [X, null]`, the contract's only union, as X and that it can be null."""
    branches = schema.get("anyOf", [])
    if len(branches) == 2 and {"type": "null"} in branches:
        (other,) = (branch for branch in branches if branch != {"type": "null"})
        return {**other, **{key: value for key, value in schema.items() if key != "anyOf"}}, True
    return schema, False


def _types_of(schema: Json) -> set[str]:
    types = schema.get("type", [])
    return {types} if isinstance(types, str) else set(types)


def _name(schema: Json) -> str | None:
    return str(schema["$ref"]).rpartition("/")[2] if "$ref" in schema else None


def _resolved(document: Json, said: Json) -> Json:
    while "$ref" in said:
        found: Any = document
        for part in str(said["$ref"]).removeprefix("#/").split("/"):
            found = found[part]
        said = found
    return said
