from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.origin_kind import OriginKind, check_origin_kind

T = TypeVar("T", bound="OriginIn")


@_attrs_define(kw_only=True)
class OriginIn:
    """What in its community an action item came from."""

    kind: OriginKind
    """What in its community an action item came from."""
    id: UUID

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        id = str(self.id)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "id": id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_origin_kind(d.pop("kind"))

        id = UUID(d.pop("id"))

        origin_in = cls(
            kind=kind,
            id=id,
        )

        return origin_in
