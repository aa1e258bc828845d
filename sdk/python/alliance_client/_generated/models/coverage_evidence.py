from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CoverageEvidence")


@_attrs_define(kw_only=True)
class CoverageEvidence:
    """The newest validation of its kind."""

    validation_id: UUID
    given_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        validation_id = str(self.validation_id)

        given_at = self.given_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "validation_id": validation_id,
                "given_at": given_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        validation_id = UUID(d.pop("validation_id"))

        given_at = datetime.datetime.fromisoformat(d.pop("given_at"))

        coverage_evidence = cls(
            validation_id=validation_id,
            given_at=given_at,
        )

        coverage_evidence.additional_properties = d
        return coverage_evidence
