from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.joining import Joining, check_joining

if TYPE_CHECKING:
    from ..models.decision_rule import DecisionRule
    from ..models.validation_policy import ValidationPolicy


T = TypeVar("T", bound="Process")


@_attrs_define(kw_only=True)
class Process:
    """The rules of a community, which it sets itself."""

    joining: Joining
    """How one becomes a member of a community."""
    validation_policy: ValidationPolicy
    """When a community takes a solution as validated, and when as contested."""
    decision_rule: DecisionRule
    """How a community decides on its proposals."""
    norms: str = ""
    """How the members want to work together, in Markdown."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        norms = self.norms

        joining: str = self.joining

        validation_policy = self.validation_policy.to_dict()

        decision_rule = self.decision_rule.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "norms": norms,
                "joining": joining,
                "validation_policy": validation_policy,
                "decision_rule": decision_rule,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_rule import DecisionRule  # noqa: PLC0415
        from ..models.validation_policy import ValidationPolicy  # noqa: PLC0415

        d = dict(src_dict)
        norms = d.pop("norms")

        joining = check_joining(d.pop("joining"))

        validation_policy = ValidationPolicy.from_dict(d.pop("validation_policy"))

        decision_rule = DecisionRule.from_dict(d.pop("decision_rule"))

        process = cls(
            norms=norms,
            joining=joining,
            validation_policy=validation_policy,
            decision_rule=decision_rule,
        )

        return process
