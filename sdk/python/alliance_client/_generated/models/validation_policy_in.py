from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ValidationPolicyIn")


@_attrs_define(kw_only=True)
class ValidationPolicyIn:
    """When a community takes a solution as validated, and when as contested."""

    quorum: int | Unset = 3
    """So many members must confirm that it works."""
    min_sites: int | Unset = 2
    """At so many sites together; 0 asks for none in particular."""
    min_environments: int | Unset = 2
    """In so many environments together; 0 asks for none in particular."""
    evidence_required: bool | Unset = True
    """Whether a confirmation counts only if it says what was done and observed."""
    max_failure_share: float | Unset = 0.25
    """Contested only when failed / (members who confirmed or failed) is greater; at most two places."""
    min_failures: int | Unset = 2
    """Contested only when at least so many members say that it fails."""
    expires_after_days: int | None | Unset = 365
    """A confirmation is fresh while younger than so many days of 24 hours; null: for ever."""

    def to_dict(self) -> dict[str, Any]:
        quorum = self.quorum

        min_sites = self.min_sites

        min_environments = self.min_environments

        evidence_required = self.evidence_required

        max_failure_share = self.max_failure_share

        min_failures = self.min_failures

        expires_after_days: int | None | Unset
        if isinstance(self.expires_after_days, Unset):
            expires_after_days = UNSET
        else:
            expires_after_days = self.expires_after_days

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if quorum is not UNSET:
            field_dict["quorum"] = quorum
        if min_sites is not UNSET:
            field_dict["min_sites"] = min_sites
        if min_environments is not UNSET:
            field_dict["min_environments"] = min_environments
        if evidence_required is not UNSET:
            field_dict["evidence_required"] = evidence_required
        if max_failure_share is not UNSET:
            field_dict["max_failure_share"] = max_failure_share
        if min_failures is not UNSET:
            field_dict["min_failures"] = min_failures
        if expires_after_days is not UNSET:
            field_dict["expires_after_days"] = expires_after_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        quorum = d.pop("quorum", UNSET)

        min_sites = d.pop("min_sites", UNSET)

        min_environments = d.pop("min_environments", UNSET)

        evidence_required = d.pop("evidence_required", UNSET)

        max_failure_share = d.pop("max_failure_share", UNSET)

        min_failures = d.pop("min_failures", UNSET)

        def _parse_expires_after_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        expires_after_days = _parse_expires_after_days(d.pop("expires_after_days", UNSET))

        validation_policy_in = cls(
            quorum=quorum,
            min_sites=min_sites,
            min_environments=min_environments,
            evidence_required=evidence_required,
            max_failure_share=max_failure_share,
            min_failures=min_failures,
            expires_after_days=expires_after_days,
        )

        return validation_policy_in
