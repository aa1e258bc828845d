from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AssessmentCounts")


@_attrs_define(kw_only=True)
class AssessmentCounts:
    """Members by what their voices say, and where the confirming ones come from, at any age."""

    confirmed: int
    """Members with a confirming voice."""
    failed: int
    """Members with a failing voice; one can be in both."""
    partial: int
    """Members for whom it works in part; they add to nothing."""
    sites: int
    """Sites of confirming voices."""
    environments: int
    """Environments of confirming voices."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        confirmed = self.confirmed

        failed = self.failed

        partial = self.partial

        sites = self.sites

        environments = self.environments

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "confirmed": confirmed,
                "failed": failed,
                "partial": partial,
                "sites": sites,
                "environments": environments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        confirmed = d.pop("confirmed")

        failed = d.pop("failed")

        partial = d.pop("partial")

        sites = d.pop("sites")

        environments = d.pop("environments")

        assessment_counts = cls(
            confirmed=confirmed,
            failed=failed,
            partial=partial,
            sites=sites,
            environments=environments,
        )

        assessment_counts.additional_properties = d
        return assessment_counts
