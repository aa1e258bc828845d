"""Within v1 there are only additions, and what is added is told."""

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.contract.document import DOCUMENT
from tools.contract import oasdiff
from tools.contract.comparing import Rule, breaks, operations, told
from tools.contract.running import NotAtHand

RELEASED: dict[str, Any] = orjson.loads(Path("openapi/released.json").read_bytes())
CHANGELOG = Path("openapi/CHANGELOG.md")


ONLY_TO_WHAT_IS_NEW = {
    "POST /api/v1/communities/{community}/problems 200",
    "POST /api/v1/problems/{problem}/comments 200",
    "POST /api/v1/solutions/{solution}/comments 200",
    "POST /api/v1/validations/{validation}/comments 200",
}
"""Successes that are answered only to a field that clients of what was released cannot send: the same
`external_reference` again. With the next release they are what was released, and none of them stands here."""


def test_nothing_that_was_released_is_broken() -> None:
    found = [each for each in breaks(RELEASED, DOCUMENT) if each.place not in ONLY_TO_WHAT_IS_NEW]
    assert [str(each) for each in found] == []


def test_a_success_is_added_only_for_a_field_that_is_new() -> None:
    added = [each.place for each in breaks(RELEASED, DOCUMENT) if each.rule is Rule.success_added]
    assert set(added) == ONLY_TO_WHAT_IS_NEW
    for place in added:
        method, path, _ = place.split()
        before, now = (_sent_to(document, path, method.lower()) for document in (RELEASED, DOCUMENT))
        assert "external_reference" in now["properties"].keys() - before["properties"].keys()
        assert before["additionalProperties"] is False


def _sent_to(document: dict[str, Any], path: str, method: str) -> dict[str, Any]:
    body = document["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema: dict[str, Any] = document["components"]["schemas"][body.rpartition("/")[2]]
    return schema


def test_whatever_is_other_than_what_was_released_is_told() -> None:
    lacking = set(told(RELEASED, DOCUMENT)) - _told_as_unreleased(CHANGELOG.read_text(encoding="utf-8"))
    assert sorted(lacking) == [], f"tell of these under “Unreleased” in {CHANGELOG}"


def test_a_release_is_told_under_its_version() -> None:
    versions = re.findall(r"^## (\S+)", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == "Unreleased"
    assert versions[1] == RELEASED["info"]["version"]


def _told_as_unreleased(changelog: str) -> set[str]:
    unreleased = changelog.partition("\n## Unreleased\n")[2].partition("\n## ")[0]
    return set(re.findall(r"`(\w+)(?:\.\w+)*`", unreleased))


def small() -> dict[str, Any]:
    """A contract with one of everything that is compared."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {
            "/things": {
                "post": {
                    "operationId": "make_thing",
                    "security": [{"signIn": ["things:write"]}],
                    "parameters": [
                        {"name": "dry", "in": "query", "required": False, "schema": {"type": "boolean"}},
                        {
                            "name": "color",
                            "in": "query",
                            "required": True,
                            "schema": {"$ref": "#/components/schemas/Color"},
                        },
                    ],
                    "requestBody": {
                        "required": True,
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/ThingIn"}}},
                    },
                    "responses": {
                        "201": {
                            "headers": {"ETag": {"required": True, "schema": {"type": "string"}}},
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
                        },
                        "404": {"$ref": "#/components/responses/NotFound"},
                    },
                },
                "get": {"operationId": "list_things", "security": [], "responses": {"204": {}}},
            }
        },
        "components": {
            "responses": {
                "NotFound": {
                    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Error"}}}
                }
            },
            "schemas": {
                "Color": {"type": "string", "enum": ["red", "green"]},
                "State": {"type": "string", "enum": ["open", "closed"]},
                "Error": {"type": "object", "properties": {"code": {"type": "string"}}, "required": ["code"]},
                "Part": {"type": "object", "properties": {"whole": {"$ref": "#/components/schemas/Thing"}}},
                "ThingIn": {
                    "type": "object",
                    "required": ["name"],
                    "additionalProperties": False,
                    "properties": {
                        "name": {"type": "string", "maxLength": 200, "minLength": 1},
                        "size": {"type": "integer", "format": "int32", "minimum": 0, "default": 1},
                        "color": {"$ref": "#/components/schemas/Color"},
                        "note": {"type": ["string", "null"]},
                        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 20},
                        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                        "free": {"type": "object"},
                    },
                },
                "Thing": {
                    "type": "object",
                    "required": ["name", "size", "state", "part", "note"],
                    "properties": {
                        "name": {"type": "string"},
                        "size": {"type": "integer", "format": "int32"},
                        "state": {"$ref": "#/components/schemas/State"},
                        "part": {"anyOf": [{"$ref": "#/components/schemas/Part"}, {"type": "null"}]},
                        "note": {"type": ["string", "null"]},
                        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
                    },
                },
            },
        },
    }


Change = Callable[[dict[str, Any]], object]


def _post(document: dict[str, Any]) -> Any:
    return document["paths"]["/things"]["post"]


def _sent(document: dict[str, Any]) -> Any:
    return document["components"]["schemas"]["ThingIn"]


def _answered(document: dict[str, Any]) -> Any:
    return document["components"]["schemas"]["Thing"]


def _renamed(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    schemas["Status"] = schemas.pop("State")
    schemas["Thing"]["properties"]["state"] = {"$ref": "#/components/schemas/Status"}


def _secure(document: dict[str, Any]) -> None:
    document["paths"]["/things"]["get"]["security"] = [{"signIn": ["things:read"]}]


def _add_kind(document: dict[str, Any]) -> None:
    _sent(document)["properties"]["kind"] = {"type": "string"}


def _require_kind(document: dict[str, Any]) -> None:
    _add_kind(document)
    _sent(document)["required"].append("kind")


BREAKING: list[tuple[Rule, str, Change]] = [
    (Rule.operation_removed, "GET /things", lambda d: d["paths"]["/things"].pop("get")),
    (Rule.operation_renamed, "POST /things", lambda d: _post(d).update(operationId="create_thing")),
    (Rule.scope_changed, "POST /things", lambda d: _post(d).update(security=[{"signIn": ["things:admin"]}])),
    (Rule.scope_changed, "GET /things", _secure),
    (Rule.parameter_removed, "POST /things query dry", lambda d: _post(d)["parameters"].pop(0)),
    (Rule.parameter_required, "POST /things query dry", lambda d: _post(d)["parameters"][0].update(required=True)),
    (
        Rule.parameter_required,
        "POST /things header If-Match",
        lambda d: _post(d)["parameters"].append(
            {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}
        ),
    ),
    (
        Rule.type_changed,
        "POST /things query dry",
        lambda d: _post(d)["parameters"][0].update(schema={"type": "string"}),
    ),
    (Rule.body_removed, "POST /things", lambda d: _post(d).pop("requestBody")),
    (Rule.body_required, "GET /things", lambda d: d["paths"]["/things"]["get"].update(requestBody={"required": True})),
    (
        Rule.media_type_removed,
        "POST /things application/json",
        lambda d: _post(d)["requestBody"].update(content={"application/xml": {"schema": {}}}),
    ),
    (
        Rule.media_type_removed,
        "POST /things 404 application/problem+json",
        lambda d: d["components"]["responses"]["NotFound"].update(content={}),
    ),
    (Rule.status_removed, "POST /things 404", lambda d: _post(d)["responses"].pop("404")),
    (Rule.success_added, "POST /things 202", lambda d: _post(d)["responses"].update({"202": {}})),
    (Rule.header_removed, "POST /things 201 ETag", lambda d: _post(d)["responses"]["201"]["headers"].clear()),
    (
        Rule.header_removed,
        "POST /things 201 ETag",
        lambda d: _post(d)["responses"]["201"]["headers"]["ETag"].update(required=False),
    ),
    (Rule.schema_renamed, "Thing.state", _renamed),
    (Rule.type_changed, "ThingIn.name", lambda d: _sent(d)["properties"]["name"].update(type="integer")),
    (Rule.type_changed, "ThingIn.note", lambda d: _sent(d)["properties"]["note"].update(type="string")),
    (Rule.type_changed, "Thing.name", lambda d: _answered(d)["properties"]["name"].update(type=["string", "null"])),
    (
        Rule.type_changed,
        "Thing.state",
        lambda d: _answered(d)["properties"].update(
            state={"anyOf": [{"$ref": "#/components/schemas/State"}, {"type": "null"}]}
        ),
    ),
    (
        Rule.type_changed,
        "ThingIn.labels{}",
        lambda d: _sent(d)["properties"]["labels"].update(additionalProperties={"type": "integer"}),
    ),
    (Rule.format_changed, "Thing.size", lambda d: _answered(d)["properties"]["size"].update(format="int64")),
    (Rule.format_changed, "ThingIn.name", lambda d: _sent(d)["properties"]["name"].update(format="email")),
    (Rule.value_removed, "Color green", lambda d: d["components"]["schemas"]["Color"].update(enum=["red"])),
    (Rule.value_removed, "State closed", lambda d: d["components"]["schemas"]["State"].update(enum=["open"])),
    (Rule.enumeration_begun, "ThingIn.name", lambda d: _sent(d)["properties"]["name"].update(enum=["a"])),
    (Rule.enumeration_begun, "State", lambda d: d["components"]["schemas"]["State"].pop("enum")),
    (Rule.bound_tightened, "ThingIn.name", lambda d: _sent(d)["properties"]["name"].update(maxLength=100)),
    (Rule.bound_tightened, "ThingIn.name", lambda d: _sent(d)["properties"]["name"].update(minLength=2)),
    (Rule.bound_tightened, "ThingIn.name", lambda d: _sent(d)["properties"]["name"].update(pattern="^a")),
    (Rule.bound_tightened, "ThingIn.size", lambda d: _sent(d)["properties"]["size"].update(minimum=1)),
    (Rule.bound_tightened, "ThingIn.size", lambda d: _sent(d)["properties"]["size"].update(maximum=9)),
    (Rule.bound_tightened, "ThingIn.tags", lambda d: _sent(d)["properties"]["tags"].update(maxItems=19)),
    (Rule.bound_tightened, "ThingIn.tags[]", lambda d: _sent(d)["properties"]["tags"]["items"].update(maxLength=9)),
    (Rule.default_changed, "ThingIn.size", lambda d: _sent(d)["properties"]["size"].update(default=2)),
    (Rule.field_removed, "Thing.name", lambda d: _answered(d)["properties"].pop("name")),
    (Rule.field_removed, "ThingIn.size", lambda d: _sent(d)["properties"].pop("size")),
    (Rule.field_required, "ThingIn.size", lambda d: _sent(d)["required"].append("size")),
    (Rule.field_required, "ThingIn.kind", _require_kind),
    (Rule.field_optional, "Thing.note", lambda d: _answered(d)["required"].remove("note")),
    (Rule.fields_closed, "ThingIn.free", lambda d: _sent(d)["properties"]["free"].update(additionalProperties=False)),
    (
        Rule.not_comparable,
        "Thing.name",
        lambda d: _answered(d)["properties"]["name"].update(oneOf=[{"type": "string"}, {"type": "integer"}]),
    ),
    (Rule.field_removed, "Part.whole", lambda d: d["components"]["schemas"]["Part"]["properties"].clear()),
]


@pytest.mark.parametrize(("rule", "place", "change"), BREAKING, ids=lambda each: getattr(each, "name", None))
def test_a_break_is_seen_and_nothing_else(rule: Rule, place: str, change: Change) -> None:
    later = small()
    change(later)
    seen = breaks(small(), later)
    assert [(each.rule, each.place) for each in seen] == [(rule, place)]
    assert told(small(), later), "what breaks is also told"


def test_there_is_a_case_of_every_rule() -> None:
    assert {rule for rule, _, _ in BREAKING} == set(Rule)


SEEN_BY_US_ALONE = {
    (Rule.success_added, "POST /things 202"),
    (Rule.bound_tightened, "ThingIn.tags"),
    (Rule.fields_closed, "ThingIn.free"),
}


def _at_hand() -> bool:
    try:
        oasdiff.program()
    except NotAtHand:
        return False
    return True


of_oasdiff = pytest.mark.skipif(not _at_hand(), reason="no package brings oasdiff for this machine")


@of_oasdiff
def test_oasdiff_finds_nothing_broken_that_was_released() -> None:
    assert oasdiff.breaks(RELEASED, DOCUMENT) == []


@of_oasdiff
def test_what_oasdiff_sees_is_seen_here_and_some_more() -> None:
    unseen = set()
    for rule, place, change in BREAKING:
        later = small()
        change(later)
        if not oasdiff.breaks(small(), later):
            unseen.add((rule, place))
    assert unseen == SEEN_BY_US_ALONE


@of_oasdiff
def test_oasdiff_lets_additions_through_too() -> None:
    for _, change in ADDITIONS:
        later = small()
        change(later)
        assert oasdiff.breaks(small(), later) == []


ADDITIONS: list[tuple[str, Change]] = [
    ("list_parts", lambda d: d["paths"].update({"/parts": {"get": {"operationId": "list_parts", "responses": {}}}})),
    (
        "make_thing",
        lambda d: _post(d)["parameters"].append(
            {"name": "limit", "in": "query", "required": False, "schema": {"type": "integer"}}
        ),
    ),
    ("make_thing", lambda d: _post(d)["responses"].update({"409": {"$ref": "#/components/responses/NotFound"}})),
    ("ThingIn", _add_kind),
    ("ThingIn", lambda d: _sent(d)["properties"]["name"].update(maxLength=300)),
    ("ThingIn", lambda d: _sent(d)["properties"]["name"].update(type=["string", "null"])),
    ("ThingIn", lambda d: _sent(d).update(required=[])),
    ("Color", lambda d: d["components"]["schemas"]["Color"]["enum"].append("blue")),
    ("State", lambda d: d["components"]["schemas"]["State"]["enum"].append("stale")),
    ("Thing", lambda d: _answered(d)["properties"].update(weight={"type": "number"})),
    ("Thing", lambda d: _answered(d)["properties"]["note"].update(type="string")),
]


@pytest.mark.parametrize(("name", "change"), ADDITIONS)
def test_an_addition_breaks_nothing_and_is_to_be_told(name: str, change: Change) -> None:
    later = small()
    change(later)
    assert breaks(small(), later) == []
    assert told(small(), later) == [name]


def test_another_error_of_an_operation_is_to_be_told() -> None:
    later = small()
    errors = later["components"]["responses"]["NotFound"]["content"]["application/problem+json"]
    errors["examples"] = {"gone": {"$ref": "#/components/examples/gone"}}
    assert (breaks(small(), later), told(small(), later)) == ([], ["make_thing"])


def test_other_words_are_neither() -> None:
    later = small()
    _post(later).update(summary="Make one", description="When you want one.")
    _sent(later)["properties"]["name"].update(description="How it is called.", examples=["Hammer"])
    assert (breaks(small(), later), told(small(), later)) == ([], [])


def test_a_field_that_is_called_as_words_are_is_seen() -> None:
    later = small()
    _answered(later)["properties"]["description"] = {"type": "string"}
    assert told(small(), later) == ["Thing"]


def test_what_is_sent_by_itself_is_compared_as_an_answer_is() -> None:
    before = small()
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}}}
    header = {"name": "note-id", "in": "header", "required": True, "schema": {"type": "string"}}
    before["webhooks"] = {"note": {"post": {"operationId": "hear", "requestBody": body, "parameters": [header]}}}
    before["components"]["schemas"]["Note"] = {"type": "object", "properties": {"type": {"type": "string"}}}
    later = deepcopy(before)
    assert (breaks(before, later), told(small(), later)) == ([], ["Note", "hear"])
    later["components"]["schemas"]["Note"]["properties"] = {"kind": {"type": "string"}}
    later["webhooks"]["note"]["post"]["parameters"] = []
    assert [each.rule for each in breaks(before, later)] == [Rule.header_removed, Rule.field_removed]
    assert told(before, later) == ["Note", "hear"]
    assert [each.rule for each in breaks(before, small())] == [Rule.operation_removed]


def test_in_the_contract_itself_every_removal_is_seen() -> None:
    emptied = {**DOCUMENT, "paths": {}}
    assert [each.rule for each in breaks(DOCUMENT, emptied)] == [Rule.operation_removed] * len(operations(DOCUMENT))
    cut = deepcopy(DOCUMENT)
    lost = set()
    for name, schema in cut["components"]["schemas"].items():
        for field, said in list(schema.get("properties", {}).items()):
            if b"$ref" not in orjson.dumps(said):
                lost.add(f"{name}.{field}")
                del schema["properties"][field]
    assert lost <= {each.place for each in breaks(DOCUMENT, cut) if each.rule is Rule.field_removed}


def test_what_is_told_is_read_from_what_is_not_released() -> None:
    changelog = "# Changes\n\n## Unreleased\n- `Thing.weight`, `list_parts`.\n\n## 0.1.0\n- `Color`.\n"
    assert _told_as_unreleased(changelog) == {"Thing", "list_parts"}
