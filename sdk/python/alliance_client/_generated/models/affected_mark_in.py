from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.external_reference_in import ExternalReferenceIn


T = TypeVar("T", bound="AffectedMarkIn")


@_attrs_define(kw_only=True)
class AffectedMarkIn:
    """We have this too."""

    machines: int | Unset = 0
    """How many machines are affected: at most the environment's, and 0 without an environment."""
    comment: str | Unset = ""
    external_reference: ExternalReferenceIn | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.external_reference_in import ExternalReferenceIn  # noqa: PLC0415

        machines = self.machines

        comment = self.comment

        external_reference: dict[str, Any] | None | Unset
        if isinstance(self.external_reference, Unset):
            external_reference = UNSET
        elif isinstance(self.external_reference, ExternalReferenceIn):
            external_reference = self.external_reference.to_dict()
        else:
            external_reference = self.external_reference

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if machines is not UNSET:
            field_dict["machines"] = machines
        if comment is not UNSET:
            field_dict["comment"] = comment
        if external_reference is not UNSET:
            field_dict["external_reference"] = external_reference

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.external_reference_in import ExternalReferenceIn  # noqa: PLC0415

        d = dict(src_dict)
        machines = d.pop("machines", UNSET)

        comment = d.pop("comment", UNSET)

        def _parse_external_reference(data: object) -> ExternalReferenceIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                external_reference_type_0 = ExternalReferenceIn.from_dict(data)

                return external_reference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExternalReferenceIn | None | Unset, data)

        external_reference = _parse_external_reference(d.pop("external_reference", UNSET))

        affected_mark_in = cls(
            machines=machines,
            comment=comment,
            external_reference=external_reference,
        )

        return affected_mark_in
