from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.decision_kind import DecisionKind, check_decision_kind
from ..models.results import Results, check_results
from ..types import UNSET, Unset

T = TypeVar("T", bound="DecisionRuleIn")


@_attrs_define(kw_only=True)
class DecisionRuleIn:
    """How a community decides on its proposals."""

    kind: DecisionKind | Unset = UNSET
    """How a community decides: unless somebody objects, or by votes."""
    turnout_share: float | Unset = 0.5
    """The share of the eligible that must vote; at most two places."""
    voting_days: int | Unset = 14
    """How long a vote is open, in days of 24 hours."""
    results: Results | Unset = UNSET
    """When the state of a vote is shown."""
    secret_appointments: bool | Unset = True
    """Whether nobody ever sees who voted how on an appointment or a removal."""
    active_within_days: int | Unset = 180
    """Eligible are members above observer who were active in so many days."""

    def to_dict(self) -> dict[str, Any]:
        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        turnout_share = self.turnout_share

        voting_days = self.voting_days

        results: str | Unset = UNSET
        if not isinstance(self.results, Unset):
            results = self.results

        secret_appointments = self.secret_appointments

        active_within_days = self.active_within_days

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if kind is not UNSET:
            field_dict["kind"] = kind
        if turnout_share is not UNSET:
            field_dict["turnout_share"] = turnout_share
        if voting_days is not UNSET:
            field_dict["voting_days"] = voting_days
        if results is not UNSET:
            field_dict["results"] = results
        if secret_appointments is not UNSET:
            field_dict["secret_appointments"] = secret_appointments
        if active_within_days is not UNSET:
            field_dict["active_within_days"] = active_within_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _kind = d.pop("kind", UNSET)
        kind: DecisionKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_decision_kind(_kind)

        turnout_share = d.pop("turnout_share", UNSET)

        voting_days = d.pop("voting_days", UNSET)

        _results = d.pop("results", UNSET)
        results: Results | Unset
        if isinstance(_results, Unset):
            results = UNSET
        else:
            results = check_results(_results)

        secret_appointments = d.pop("secret_appointments", UNSET)

        active_within_days = d.pop("active_within_days", UNSET)

        decision_rule_in = cls(
            kind=kind,
            turnout_share=turnout_share,
            voting_days=voting_days,
            results=results,
            secret_appointments=secret_appointments,
            active_within_days=active_within_days,
        )

        return decision_rule_in
