from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ValidationPolicy")


@_attrs_define(kw_only=True)
class ValidationPolicy:
    """When a community takes a solution as validated, and when as contested."""

    quorum: int = 3
    """So many members must confirm that it works."""
    min_sites: int = 2
    """At so many sites together; 0 asks for none in particular."""
    min_environments: int = 2
    """In so many environments together; 0 asks for none in particular."""
    evidence_required: bool = True
    """Whether a confirmation counts only if it says what was done and observed."""
    max_failure_share: float = 0.25
    """Contested only when failed / (members who confirmed or failed) is greater; at most two places."""
    min_failures: int = 2
    """Contested only when at least so many members say that it fails."""
    expires_after_days: int | None = 365
    """A confirmation is fresh while younger than so many days of 24 hours; null: for ever."""

    def to_dict(self) -> dict[str, Any]:
        quorum = self.quorum

        min_sites = self.min_sites

        min_environments = self.min_environments

        evidence_required = self.evidence_required

        max_failure_share = self.max_failure_share

        min_failures = self.min_failures

        expires_after_days: int | None
        expires_after_days = self.expires_after_days

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "quorum": quorum,
                "min_sites": min_sites,
                "min_environments": min_environments,
                "evidence_required": evidence_required,
                "max_failure_share": max_failure_share,
                "min_failures": min_failures,
                "expires_after_days": expires_after_days,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        quorum = d.pop("quorum")

        min_sites = d.pop("min_sites")

        min_environments = d.pop("min_environments")

        evidence_required = d.pop("evidence_required")

        max_failure_share = d.pop("max_failure_share")

        min_failures = d.pop("min_failures")

        def _parse_expires_after_days(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        expires_after_days = _parse_expires_after_days(d.pop("expires_after_days"))

        validation_policy = cls(
            quorum=quorum,
            min_sites=min_sites,
            min_environments=min_environments,
            evidence_required=evidence_required,
            max_failure_share=max_failure_share,
            min_failures=min_failures,
            expires_after_days=expires_after_days,
        )

        return validation_policy
