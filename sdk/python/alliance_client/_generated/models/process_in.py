from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.joining import Joining, check_joining
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_rule_in import DecisionRuleIn
    from ..models.validation_policy_in import ValidationPolicyIn


T = TypeVar("T", bound="ProcessIn")


@_attrs_define(kw_only=True)
class ProcessIn:
    """The rules of a community, which it sets itself."""

    norms: str | Unset = ""
    """How the members want to work together, in Markdown."""
    joining: Joining | Unset = UNSET
    """How one becomes a member of a community."""
    validation_policy: ValidationPolicyIn | Unset = UNSET
    """When a community takes a solution as validated, and when as contested."""
    decision_rule: DecisionRuleIn | Unset = UNSET
    """How a community decides on its proposals."""

    def to_dict(self) -> dict[str, Any]:
        norms = self.norms

        joining: str | Unset = UNSET
        if not isinstance(self.joining, Unset):
            joining = self.joining

        validation_policy: dict[str, Any] | Unset = UNSET
        if not isinstance(self.validation_policy, Unset):
            validation_policy = self.validation_policy.to_dict()

        decision_rule: dict[str, Any] | Unset = UNSET
        if not isinstance(self.decision_rule, Unset):
            decision_rule = self.decision_rule.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if norms is not UNSET:
            field_dict["norms"] = norms
        if joining is not UNSET:
            field_dict["joining"] = joining
        if validation_policy is not UNSET:
            field_dict["validation_policy"] = validation_policy
        if decision_rule is not UNSET:
            field_dict["decision_rule"] = decision_rule

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_rule_in import DecisionRuleIn  # noqa: PLC0415
        from ..models.validation_policy_in import ValidationPolicyIn  # noqa: PLC0415

        d = dict(src_dict)
        norms = d.pop("norms", UNSET)

        _joining = d.pop("joining", UNSET)
        joining: Joining | Unset
        if isinstance(_joining, Unset):
            joining = UNSET
        else:
            joining = check_joining(_joining)

        _validation_policy = d.pop("validation_policy", UNSET)
        validation_policy: ValidationPolicyIn | Unset
        if isinstance(_validation_policy, Unset):
            validation_policy = UNSET
        else:
            validation_policy = ValidationPolicyIn.from_dict(_validation_policy)

        _decision_rule = d.pop("decision_rule", UNSET)
        decision_rule: DecisionRuleIn | Unset
        if isinstance(_decision_rule, Unset):
            decision_rule = UNSET
        else:
            decision_rule = DecisionRuleIn.from_dict(_decision_rule)

        process_in = cls(
            norms=norms,
            joining=joining,
            validation_policy=validation_policy,
            decision_rule=decision_rule,
        )

        return process_in
