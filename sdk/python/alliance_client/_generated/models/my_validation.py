from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.outcome import Outcome, check_outcome

if TYPE_CHECKING:
    from ..models.environment_ref import EnvironmentRef


T = TypeVar("T", bound="MyValidation")


@_attrs_define(kw_only=True)
class MyValidation:
    """What you said of a solution, as it stands."""

    id: UUID
    environment: EnvironmentRef
    """An environment as other things name it."""
    revision: int
    outcome: Outcome
    """What came of using a solution."""
    given_at: datetime.datetime
    counts: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        environment = self.environment.to_dict()

        revision = self.revision

        outcome: str = self.outcome

        given_at = self.given_at.isoformat()

        counts = self.counts

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "environment": environment,
                "revision": revision,
                "outcome": outcome,
                "given_at": given_at,
                "counts": counts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        environment = EnvironmentRef.from_dict(d.pop("environment"))

        revision = d.pop("revision")

        outcome = check_outcome(d.pop("outcome"))

        given_at = datetime.datetime.fromisoformat(d.pop("given_at"))

        counts = d.pop("counts")

        my_validation = cls(
            id=id,
            environment=environment,
            revision=revision,
            outcome=outcome,
            given_at=given_at,
            counts=counts,
        )

        my_validation.additional_properties = d
        return my_validation
