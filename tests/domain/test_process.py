"""What a process may say, and how it is read and written."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.process import DecisionRule, Process, ValidationPolicy
from app.domain.vocabulary import Joining


def test_an_empty_document_is_the_default_process() -> None:
    process = Process.model_validate({})
    assert process == Process()
    assert process.joining is Joining.open
    assert process.validation_policy == ValidationPolicy(
        quorum=3,
        min_sites=2,
        min_environments=2,
        evidence_required=True,
        max_failure_share=Decimal("0.25"),
        min_failures=2,
        expires_after_days=365,
    )


def test_a_process_is_read_as_it_was_written() -> None:
    process = Process.model_validate(
        {"validation_policy": {"max_failure_share": 0.1, "expires_after_days": None}, "norms": "Be kind.\nSay why."}
    )
    written = process.model_dump(mode="json")
    assert Process.model_validate(written) == process
    assert Process.model_validate_json(json.dumps(written)) == process


@given(st.integers(0, 100))
def test_a_share_is_an_exact_decimal_read_and_written_as_a_plain_number(hundredths: int) -> None:
    number = json.loads(f"{hundredths / 100}")
    policy = ValidationPolicy.model_validate({"max_failure_share": number})
    assert policy.max_failure_share == Decimal(hundredths) / 100
    assert json.loads(policy.model_dump_json())["max_failure_share"] == number


@pytest.mark.parametrize(
    "share", [0.125, 0.333, 1.01, -0.01, 2, 10**400, "0.25", True, None, [], {}, float("nan"), float("inf")]
)
def test_a_share_is_a_number_from_0_to_1_of_at_most_two_places(share: Any) -> None:
    with pytest.raises(ValidationError):
        ValidationPolicy.model_validate({"max_failure_share": share})
    with pytest.raises(ValidationError):
        DecisionRule.model_validate({"turnout_share": share})


@pytest.mark.parametrize("share", [0, 1, 0.0, 1.0, 0.5, -0.0, Decimal("0.25"), Decimal("0.250")])
def test_a_share_may_be_written_in_any_way_that_is_exact(share: Any) -> None:
    written = ValidationPolicy.model_validate({"max_failure_share": share}).model_dump_json()
    assert '"max_failure_share":-' not in written
    assert json.loads(written)["max_failure_share"] == float(share)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("quorum", [0, 10_001, "3", 3.0, True, None]),
        ("min_sites", [-1, 10_001, "0", True, None]),
        ("min_environments", [-1, 10_001, "0", True, None]),
        ("min_failures", [0, 10_001, "1", True, None]),
        ("expires_after_days", [0, 10_001, "1", True]),
        ("evidence_required", [0, 1, "true", None]),
        ("members", [1]),
    ],
)
def test_a_validation_policy_takes_only_what_it_means(field: str, wrong: list[Any]) -> None:
    for value in wrong:
        with pytest.raises(ValidationError):
            ValidationPolicy.model_validate({field: value})


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("kind", ["vote", None]),
        ("voting_days", [0, 91, "7", True]),
        ("results", ["never"]),
        ("secret_appointments", [1, "yes"]),
        ("active_within_days", [0, 10_001, True]),
        ("quorum", [1]),
    ],
)
def test_a_decision_rule_takes_only_what_it_means(field: str, wrong: list[Any]) -> None:
    for value in wrong:
        with pytest.raises(ValidationError):
            DecisionRule.model_validate({field: value})


@pytest.mark.parametrize(
    "document",
    [{"norms": "a\0b"}, {"norms": "\ud800"}, {"norms": "x" * 20_001}, {"norms": None}, {"joining": "closed"}, {"x": 1}],
)
def test_a_process_takes_only_what_it_means(document: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Process.model_validate(document)


def test_norms_may_be_as_long_as_is_said() -> None:
    assert len(Process(norms="ä" * 20_000).norms) == 20_000


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_every_field_is_described_and_has_its_default_as_a_plain_value(mode: Any) -> None:
    schema = Process.model_json_schema(mode=mode)
    share = schema["$defs"]["ValidationPolicy"]["properties"]["max_failure_share"]
    assert (share["type"], share["minimum"], share["maximum"], share["default"]) == ("number", 0, 1, 0.25)
    for name in ("ValidationPolicy", "DecisionRule"):
        for field in schema["$defs"][name]["properties"].values():
            assert field["description"]
            assert "default" in field
    assert all(field["description"] for field in schema["properties"].values())
