from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.component_ref import ComponentRef
    from ..models.coverage_evidence import CoverageEvidence


T = TypeVar("T", bound="CoverageCell")


@_attrs_define(kw_only=True)
class CoverageCell:
    """What came of it with one component in one version."""

    component: ComponentRef
    """A component as other things name it."""
    component_version: None | str
    """Null where it was not known."""
    confirmed: int
    partial: int
    failed: int
    newest: CoverageEvidence
    """The newest validation of its kind."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        component = self.component.to_dict()

        component_version: None | str
        component_version = self.component_version

        confirmed = self.confirmed

        partial = self.partial

        failed = self.failed

        newest = self.newest.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "component": component,
                "component_version": component_version,
                "confirmed": confirmed,
                "partial": partial,
                "failed": failed,
                "newest": newest,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.component_ref import ComponentRef  # noqa: PLC0415
        from ..models.coverage_evidence import CoverageEvidence  # noqa: PLC0415

        d = dict(src_dict)
        component = ComponentRef.from_dict(d.pop("component"))

        def _parse_component_version(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        component_version = _parse_component_version(d.pop("component_version"))

        confirmed = d.pop("confirmed")

        partial = d.pop("partial")

        failed = d.pop("failed")

        newest = CoverageEvidence.from_dict(d.pop("newest"))

        coverage_cell = cls(
            component=component,
            component_version=component_version,
            confirmed=confirmed,
            partial=partial,
            failed=failed,
            newest=newest,
        )

        coverage_cell.additional_properties = d
        return coverage_cell
