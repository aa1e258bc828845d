"""The published document: what is served, and clean enough that any generator makes a client of it."""

import keyword
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Match

from app.access.actions import Action
from app.auth.scopes import Scope
from app.core.settings import Settings
from app.domain.errors import every_refusal
from app.http.errors_page import errors_page
from app.main import contract, create_app
from tests.contract.document import BY_NAME, DOCUMENT, OPERATIONS, Operation, faults, resolved, walk
from tests.people import Organization

SCHEMAS = DOCUMENT["components"]["schemas"]
COMMITTED = Path("openapi/openapi.json").read_bytes()
_KEPT_BY_JAVA = (
    *("abstract", "assert", "boolean", "break", "byte", "case", "catch", "char", "class", "const", "continue"),
    *("default", "do", "double", "else", "enum", "extends", "final", "finally", "float", "for", "goto", "if"),
    *("implements", "import", "instanceof", "int", "interface", "long", "native", "new", "package", "private"),
    *("protected", "public", "return", "short", "static", "super", "switch", "synchronized", "this", "throw"),
    *("throws", "transient", "try", "void", "volatile", "while"),
    *("list", "map", "object", "string", "file", "date", "integer", "number", "error", "exception"),
)
EACH = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)


async def test_what_is_committed_is_what_is_served(organization: Organization) -> None:
    served = (await organization.client().get("/openapi.json")).content
    assert served == COMMITTED, "run `make openapi`"


def test_the_bytes_are_the_same_each_time() -> None:
    assert contract(create_app(Settings(), "")) == contract(
        create_app(Settings(cors_origins=("https://a.example",)), "")
    )


def test_it_is_valid_openapi_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []
    for place, said in walk(DOCUMENT):
        assert not said.keys() & {"itemSchema", "itemEncoding", "nullable"}, place


def test_every_name_is_clean() -> None:
    assert all(re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) for name in SCHEMAS)
    assert not [name for name in SCHEMAS if name.endswith(("Shown", "Input", "Output")) or "_" in name]
    assert "HTTPValidationError" not in SCHEMAS
    assert len(BY_NAME) == len(OPERATIONS)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", operation.name) for operation in OPERATIONS)


def test_no_name_is_a_word_that_a_language_keeps_for_itself() -> None:
    """openapi-generator would put `Model` before it."""
    kept = {*keyword.kwlist, *_KEPT_BY_JAVA}
    assert [name for name in SCHEMAS if name.lower() in {word.lower() for word in kept}] == []


def test_every_reference_leads_somewhere_and_nothing_stands_unused() -> None:
    used = {said["$ref"] for _, said in walk(DOCUMENT) if "$ref" in said}
    for answer in DOCUMENT["components"]["responses"].values():
        for media in answer["content"].values():
            used |= {example["$ref"] for example in media.get("examples", {}).values()}
    for operation in OPERATIONS:
        for answer in operation.said["responses"].values():
            for media in answer.get("content", {}).values():
                used |= {example["$ref"] for example in media.get("examples", {}).values()}
    assert all(resolved({"$ref": reference}) for reference in used)
    made = {
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses", "examples")
        for name in DOCUMENT["components"][kind]
    }
    assert made == used


def test_what_may_be_absent_has_one_form() -> None:
    for place, said in walk(DOCUMENT):
        assert None not in said.get("enum", []), f"{place} is a nullable enum"
        assert not (isinstance(said.get("type"), list) and "enum" in said), f"{place} is a nullable enum"
        if "anyOf" in said or "oneOf" in said:
            branches = said.get("anyOf", said.get("oneOf"))
            assert len(branches) == 2, f"{place} is a union without a name"
            assert branches[1] == {"type": "null"}, f"{place} is a union without a name"
            assert "enum" not in resolved(branches[0]), f"{place} is a nullable enum"
            assert "$ref" in branches[0], f"{place} is a union without a name"


def test_enumerations_have_names_and_everything_that_has_a_name_says_what_it_is() -> None:
    for place, said in walk(DOCUMENT):
        if "enum" in said:
            assert re.fullmatch(r"#/components/schemas/[^/]+", place), f"{place} is an enumeration without a name"
    assert [name for name, schema in SCHEMAS.items() if not schema.get("description")] == []


def test_numbers_say_how_wide_they_are_and_bounds_of_whole_numbers_are_whole() -> None:
    for place, said in walk(DOCUMENT):
        if said.get("type") == "integer" or said.get("type") == ["integer", "null"]:
            assert said["format"] in ("int32", "int64"), place
            assert all(isinstance(said.get(bound, 0), int) for bound in ("minimum", "maximum", "default")), place


def test_the_examples_of_schemas_are_valid_against_them() -> None:
    for name, schema in SCHEMAS.items():
        for example in schema.get("examples", []):
            assert faults(example, schema) == [], name


def test_objects_have_names_and_answers_say_which_fields_they_always_have() -> None:
    for place, said in walk(DOCUMENT):
        if "properties" in said:
            assert re.fullmatch(r"#/components/schemas/[^/]+", place), f"{place} is an object without a name"
    answered = {reference for operation in OPERATIONS if (reference := _answered(operation)) is not None}
    for name in answered:
        assert SCHEMAS[name]["required"] == list(SCHEMAS[name]["properties"]), name


def _answered(operation: Operation) -> str | None:
    for status, answer in operation.answers.items():
        if status.startswith("2") and "application/json" in answer.get("content", {}):
            return str(operation.schema_of(status)["$ref"].rpartition("/")[2])
    return None


def test_what_is_sent_has_a_name_of_its_own_beside_what_is_asked() -> None:
    """Generators make a file of each tag: of the same name, one would take the place of the other."""
    sent = {tag for each in DOCUMENT["webhooks"].values() for tag in each["post"]["tags"]}
    assert sent == {"notifications"}
    assert sent.isdisjoint(tag for operation in OPERATIONS for tag in operation.said["tags"])


@EACH
def test_an_operation_says_what_it_is_for(operation: Operation) -> None:
    said = operation.said
    assert len(said["tags"]) == 1
    assert said["tags"][0] in {tag["name"] for tag in DOCUMENT["tags"]}
    assert re.fullmatch(r"[A-Z][^.\n]*", said["summary"])
    assert len(said["description"]) > len("Read it.")
    assert not said["description"].startswith(said["summary"]), "a description says when to use it"
    for parameter in operation.parameters:
        assert parameter["description"], parameter["name"]


@EACH
def test_an_operation_takes_and_gives_named_schemas_with_valid_examples(operation: Operation) -> None:
    if operation.body_type is not None:
        media = operation.said["requestBody"]["content"][operation.body_type]
        assert operation.takes_bytes or list(media["schema"]) == ["$ref"]
        assert faults(media["example"], media["schema"]) == []
        assert operation.said["requestBody"]["required"]
    for status, answer in operation.answers.items():
        content = answer.get("content", {})
        if status in ("204", "304"):
            assert not content
        for media_type, media in content.items():
            named = ["type"] if media_type == "text/event-stream" else ["$ref"]
            assert list(media["schema"]) == named, f"{status} {media_type}"
            examples = [resolved(example)["value"] for example in media.get("examples", {}).values()]
            examples += [media["example"]] if "example" in media else []
            assert examples, f"{status} has no example"
            for example in examples:
                assert faults(example, media["schema"]) == [], f"{status} {media_type}"


@EACH
def test_an_operation_names_every_refusal_it_can_give(operation: Operation) -> None:
    answers = operation.answers
    refusals = {status: answer for status, answer in answers.items() if status == "default" or status >= "400"}
    expected = {"default"}
    if not operation.follows_oauth:
        expected |= {"422", "500"}
    if operation.secured:
        expected |= {"401", "403", "503"}
    if operation.body_type is not None:
        expected |= {"413", "400"}
    if "{" in operation.path:
        expected |= {"404"}
    assert expected <= refusals.keys()
    assert any(status.startswith("2") for status in answers)
    for status, answer in refusals.items():
        if not operation.follows_oauth and operation.said["tags"] != ["health"]:
            assert list(answer["content"]) == ["application/problem+json"], status
    scopes = [scope for scheme in operation.said["security"] for scope in scheme["signIn"]]
    assert all(scope in set(Scope) for scope in scopes)
    assert len(scopes) == (1 if operation.secured else 0)


@EACH
def test_a_precondition_is_required_where_nothing_is_done_without_it(operation: Operation) -> None:
    if "428" in operation.answers:
        (header,) = (each for each in operation.parameters if each["name"] == "If-Match")
        assert header["required"] == (operation.method != "put")
    else:
        assert not operation.takes("If-Match")


async def test_every_operation_that_is_served_is_published(organization: Organization) -> None:
    for operation in OPERATIONS:
        path = re.sub(r"\{\w+\}", "x", operation.path)
        scope = {"type": "http", "method": operation.method.upper(), "path": path, "root_path": "", "headers": []}
        assert any(route.matches(scope)[0] is Match.FULL for route in organization.app.routes), operation.name
        assert "{" not in path


def test_the_page_of_errors_is_that_of_the_tree() -> None:
    assert Path("docs/errors.md").read_text(encoding="utf-8") == errors_page(), "run `make docs`"


def test_every_refusal_says_what_to_do_and_has_a_code_of_its_own() -> None:
    kinds = list(every_refusal())
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert [kind.code for kind in kinds if not kind.remedy or not kind.title] == []


@EACH
def test_what_an_example_answers_is_what_came_of_what_it_sent(operation: Operation) -> None:
    """Fields of one name have one value, and references lead to the objects they name."""
    if operation.body_type is None or operation.takes_bytes:
        return
    sent = operation.said["requestBody"]["content"][operation.body_type]["example"]
    for status, answer in operation.answers.items():
        example = answer.get("content", {}).get("application/json", {}).get("example")
        if not status.startswith("2") or example is None:
            continue
        for name, value in sent.items():
            if name in example and not isinstance(value, dict | list):
                assert example[name] == value, name
            there = example.get(name.removesuffix("_id"))
            if name.endswith("_id") and isinstance(there, dict) and "id" in there:
                assert there["id"] == value, name


@EACH
def test_an_example_allows_what_is_there_to_be_done(operation: Operation) -> None:
    for status, answer in operation.answers.items():
        example = answer.get("content", {}).get("application/json", {}).get("example")
        if not status.startswith("2") or not isinstance(example, dict):
            continue
        for item in example.get("items", [example]):
            allowed = item.get("allowed_actions", [])
            assert set(allowed) <= set(Action), allowed
            if operation.method in ("put", "delete") and operation.name != "name_successor":
                assert operation.name not in allowed, f"{operation.name} was just done"


@EACH
def test_an_example_shows_no_field_by_its_own_name(operation: Operation) -> None:
    """`"url": "Url"` is what no answer ever holds."""
    made_up = [
        f"{place}: {value}"
        for answer in operation.answers.values()
        for media in answer.get("content", {}).values()
        for place, value in _texts(media.get("example"))
        if value == place.replace("_", " ").capitalize()
    ]
    assert made_up == []


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _texts(inner, name)
        case list():
            for inner in value:
                yield from _texts(inner, place)
        case str():
            yield place, value


def test_a_refusals_example_says_what_happened_and_where() -> None:
    paths = [re.sub(r"\\?\{\w+\\?\}", "[^/]+", re.escape(operation.path)) for operation in OPERATIONS]
    for code, example in DOCUMENT["components"]["examples"].items():
        said = example["value"]
        assert "the detail" not in said["detail"].lower(), code
        assert any(re.fullmatch(path, said["instance"]) for path in paths), code
