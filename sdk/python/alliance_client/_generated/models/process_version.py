from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.joining import Joining, check_joining

if TYPE_CHECKING:
    from ..models.decision_rule import DecisionRule
    from ..models.member_ref import MemberRef
    from ..models.validation_policy import ValidationPolicy


T = TypeVar("T", bound="ProcessVersion")


@_attrs_define(kw_only=True)
class ProcessVersion:
    """The rules of a community at one time; a version never changes."""

    id: UUID
    process_version: int
    norms: str
    joining: Joining
    """How one becomes a member of a community."""
    validation_policy: ValidationPolicy
    """When a community takes a solution as validated, and when as contested."""
    decision_rule: DecisionRule
    """How a community decides on its proposals."""
    adopted_at: datetime.datetime
    adopted_by: MemberRef
    """A member as other things name it."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        process_version = self.process_version

        norms = self.norms

        joining: str = self.joining

        validation_policy = self.validation_policy.to_dict()

        decision_rule = self.decision_rule.to_dict()

        adopted_at = self.adopted_at.isoformat()

        adopted_by = self.adopted_by.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "process_version": process_version,
                "norms": norms,
                "joining": joining,
                "validation_policy": validation_policy,
                "decision_rule": decision_rule,
                "adopted_at": adopted_at,
                "adopted_by": adopted_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_rule import DecisionRule  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.validation_policy import ValidationPolicy  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        process_version = d.pop("process_version")

        norms = d.pop("norms")

        joining = check_joining(d.pop("joining"))

        validation_policy = ValidationPolicy.from_dict(d.pop("validation_policy"))

        decision_rule = DecisionRule.from_dict(d.pop("decision_rule"))

        adopted_at = datetime.datetime.fromisoformat(d.pop("adopted_at"))

        adopted_by = MemberRef.from_dict(d.pop("adopted_by"))

        process_version = cls(
            id=id,
            process_version=process_version,
            norms=norms,
            joining=joining,
            validation_policy=validation_policy,
            decision_rule=decision_rule,
            adopted_at=adopted_at,
            adopted_by=adopted_by,
        )

        process_version.additional_properties = d
        return process_version
