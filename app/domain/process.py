"""A community's rules as one document. Every part has a default, so that `{}` is a whole process."""

from decimal import Decimal
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    WithJsonSchema,
)
from pydantic_core import PydanticKnownError

from app.domain.vocabulary import DecisionKind, Joining, ResultsShown

MAX_NORMS_LENGTH = 20_000
MAX_COUNT = 10_000


def _exact(number: object) -> Decimal:
    """The decimal that was written: 0.1 is a tenth, not the nearest binary fraction."""
    match number:
        case bool():
            raise PydanticKnownError("float_type")
        case Decimal():
            return number
        case float():
            return Decimal(repr(number)) if number else Decimal(0)
        case int():
            return Decimal(number)
        case _:
            raise PydanticKnownError("float_type")


Share = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Field(ge=0, le=1, decimal_places=2),
    PlainSerializer(float, return_type=float, when_used="json"),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
"""A part of a whole, exact to two places: reckoned with as a decimal, read and written as a plain JSON number."""


class _Rules(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class ValidationPolicy(_Rules):
    """When a community takes a solution as validated, and when as contested."""

    quorum: StrictInt = Field(3, ge=1, le=MAX_COUNT, description="So many members must confirm that it works.")
    min_sites: StrictInt = Field(
        2, ge=0, le=MAX_COUNT, description="At so many sites together; 0 asks for none in particular."
    )
    min_environments: StrictInt = Field(
        2, ge=0, le=MAX_COUNT, description="In so many environments together; 0 asks for none in particular."
    )
    evidence_required: StrictBool = Field(
        True, description="Whether a confirmation counts only if it says what was done and observed."
    )
    max_failure_share: Share = Field(
        Decimal("0.25"),
        description="Contested only when failed / (members who confirmed or failed) is greater; at most two places.",
        json_schema_extra={"default": 0.25},
    )
    min_failures: StrictInt = Field(
        2, ge=1, le=MAX_COUNT, description="Contested only when at least so many members say that it fails."
    )
    expires_after_days: StrictInt | None = Field(
        365,
        ge=1,
        le=MAX_COUNT,
        description="A confirmation is fresh while younger than so many days of 24 hours; null: for ever.",
    )


class DecisionRule(_Rules):
    """How a community decides on its proposals."""

    kind: DecisionKind = Field(
        DecisionKind.consent, description="`consent`: nobody objects; `majority`: more agree than disagree."
    )
    turnout_share: Share = Field(
        Decimal("0.5"),
        description="The share of the eligible that must vote; at most two places.",
        json_schema_extra={"default": 0.5},
    )
    voting_days: StrictInt = Field(14, ge=1, le=90, description="How long a vote is open, in days of 24 hours.")
    results: ResultsShown = Field(
        ResultsShown.after_own_ballot, description="When a member sees how the others have voted so far."
    )
    secret_appointments: StrictBool = Field(
        True, description="Whether nobody ever sees who voted how on an appointment or a removal."
    )
    active_within_days: StrictInt = Field(
        180, ge=1, le=MAX_COUNT, description="Eligible are members above observer who were active in so many days."
    )


class Process(_Rules):
    """The rules of a community, which it sets itself."""

    norms: str = Field(
        "",
        max_length=MAX_NORMS_LENGTH,
        pattern=r"^[^\x00]*$",
        description="How the members want to work together, in Markdown.",
    )
    joining: Joining = Field(
        Joining.open, description="How one becomes a member; a private community's members are invited."
    )
    validation_policy: ValidationPolicy = Field(
        default_factory=ValidationPolicy, description="When a solution is validated."
    )
    decision_rule: DecisionRule = Field(default_factory=DecisionRule, description="How proposals are decided.")
