from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.decision_kind import DecisionKind, check_decision_kind
from ..models.results import Results, check_results

T = TypeVar("T", bound="DecisionRule")


@_attrs_define(kw_only=True)
class DecisionRule:
    """How a community decides on its proposals."""

    kind: DecisionKind
    """How a community decides: unless somebody objects, or by votes."""
    results: Results
    """When the state of a vote is shown."""
    turnout_share: float = 0.5
    """The share of the eligible that must vote; at most two places."""
    voting_days: int = 14
    """How long a vote is open, in days of 24 hours."""
    secret_appointments: bool = True
    """Whether nobody ever sees who voted how on an appointment or a removal."""
    active_within_days: int = 180
    """Eligible are members above observer who were active in so many days."""

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        turnout_share = self.turnout_share

        voting_days = self.voting_days

        results: str = self.results

        secret_appointments = self.secret_appointments

        active_within_days = self.active_within_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "turnout_share": turnout_share,
                "voting_days": voting_days,
                "results": results,
                "secret_appointments": secret_appointments,
                "active_within_days": active_within_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_decision_kind(d.pop("kind"))

        turnout_share = d.pop("turnout_share")

        voting_days = d.pop("voting_days")

        results = check_results(d.pop("results"))

        secret_appointments = d.pop("secret_appointments")

        active_within_days = d.pop("active_within_days")

        decision_rule = cls(
            kind=kind,
            turnout_share=turnout_share,
            voting_days=voting_days,
            results=results,
            secret_appointments=secret_appointments,
            active_within_days=active_within_days,
        )

        return decision_rule
