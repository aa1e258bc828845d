from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.component_kind import ComponentKind, check_component_kind
from ..models.version_scheme import VersionScheme, check_version_scheme

if TYPE_CHECKING:
    from ..models.release_line import ReleaseLine


T = TypeVar("T", bound="Component")


@_attrs_define(kw_only=True)
class Component:
    """A product in use. A retired one stays readable and takes no new release."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
    vendor: str
    name: str
    kind: ComponentKind
    """What a component is."""
    version_scheme: VersionScheme
    """What gives a component's versions their order."""
    release_count: int
    retired_at: datetime.datetime | None
    aliases: list[str]
    identifiers: list[str]
    releases: list[ReleaseLine]
    """The newest by their versions, at most 20; `release_count` counts all."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

        vendor = self.vendor

        name = self.name

        kind: str = self.kind

        version_scheme: str = self.version_scheme

        release_count = self.release_count

        retired_at: None | str
        if isinstance(self.retired_at, datetime.datetime):
            retired_at = self.retired_at.isoformat()
        else:
            retired_at = self.retired_at

        aliases = self.aliases

        identifiers = self.identifiers

        releases = []
        for releases_item_data in self.releases:
            releases_item = releases_item_data.to_dict()
            releases.append(releases_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "vendor": vendor,
                "name": name,
                "kind": kind,
                "version_scheme": version_scheme,
                "release_count": release_count,
                "retired_at": retired_at,
                "aliases": aliases,
                "identifiers": identifiers,
                "releases": releases,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.release_line import ReleaseLine  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

        vendor = d.pop("vendor")

        name = d.pop("name")

        kind = check_component_kind(d.pop("kind"))

        version_scheme = check_version_scheme(d.pop("version_scheme"))

        release_count = d.pop("release_count")

        def _parse_retired_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                retired_at_type_0 = datetime.datetime.fromisoformat(data)

                return retired_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        retired_at = _parse_retired_at(d.pop("retired_at"))

        aliases = cast(list[str], d.pop("aliases"))

        identifiers = cast(list[str], d.pop("identifiers"))

        releases = []
        _releases = d.pop("releases")
        for releases_item_data in _releases:
            releases_item = ReleaseLine.from_dict(releases_item_data)

            releases.append(releases_item)

        component = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            vendor=vendor,
            name=name,
            kind=kind,
            version_scheme=version_scheme,
            release_count=release_count,
            retired_at=retired_at,
            aliases=aliases,
            identifiers=identifiers,
            releases=releases,
        )

        component.additional_properties = d
        return component
