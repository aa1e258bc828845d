from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..models.visibility import Visibility, check_visibility
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.process_in import ProcessIn


T = TypeVar("T", bound="CommunityIn")


@_attrs_define(kw_only=True)
class CommunityIn:
    """A community as its founder puts it."""

    slug: str
    """Its short name in addresses and keys, for good. A private one gets six random characters at its end, so that
    a taken name tells nothing."""
    name: str
    purpose: str | Unset = ""
    """What it is there for, in Markdown."""
    charter: str | Unset = ""
    """What it holds itself to, in Markdown."""
    visibility: Visibility | Unset = UNSET
    """Who sees a community."""
    objective_ids: list[UUID] | Unset = UNSET
    """The organization's objectives that it serves, each once."""
    process: ProcessIn | Unset = UNSET
    """The rules of a community, which it sets itself."""

    def to_dict(self) -> dict[str, Any]:
        slug = self.slug

        name = self.name

        purpose = self.purpose

        charter = self.charter

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility

        objective_ids: list[str] | Unset = UNSET
        if not isinstance(self.objective_ids, Unset):
            objective_ids = []
            for objective_ids_item_data in self.objective_ids:
                objective_ids_item = str(objective_ids_item_data)
                objective_ids.append(objective_ids_item)

        process: dict[str, Any] | Unset = UNSET
        if not isinstance(self.process, Unset):
            process = self.process.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "slug": slug,
                "name": name,
            }
        )
        if purpose is not UNSET:
            field_dict["purpose"] = purpose
        if charter is not UNSET:
            field_dict["charter"] = charter
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if objective_ids is not UNSET:
            field_dict["objective_ids"] = objective_ids
        if process is not UNSET:
            field_dict["process"] = process

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.process_in import ProcessIn  # noqa: PLC0415

        d = dict(src_dict)
        slug = d.pop("slug")

        name = d.pop("name")

        purpose = d.pop("purpose", UNSET)

        charter = d.pop("charter", UNSET)

        _visibility = d.pop("visibility", UNSET)
        visibility: Visibility | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = check_visibility(_visibility)

        _objective_ids = d.pop("objective_ids", UNSET)
        objective_ids: list[UUID] | Unset = UNSET
        if _objective_ids is not UNSET:
            objective_ids = []
            for objective_ids_item_data in _objective_ids:
                objective_ids_item = UUID(objective_ids_item_data)

                objective_ids.append(objective_ids_item)

        _process = d.pop("process", UNSET)
        process: ProcessIn | Unset
        if isinstance(_process, Unset):
            process = UNSET
        else:
            process = ProcessIn.from_dict(_process)

        community_in = cls(
            slug=slug,
            name=name,
            purpose=purpose,
            charter=charter,
            visibility=visibility,
            objective_ids=objective_ids,
            process=process,
        )

        return community_in
