from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.connector_kind import ConnectorKind, check_connector_kind
from ..models.connector_state import ConnectorState, check_connector_state

if TYPE_CHECKING:
    from ..models.community_ref import CommunityRef
    from ..models.connector_health import ConnectorHealth


T = TypeVar("T", bound="ConnectorLine")


@_attrs_define(kw_only=True)
class ConnectorLine:
    """A connector as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    kind: ConnectorKind
    """A ticket system that a connector speaks with; `memory` keeps tickets in the worker itself, for trying out."""
    system: str
    """What its tickets are known by here, in links and references."""
    name: str
    state: ConnectorState
    """Whether anything flows: not before the community has accepted it, and not while it is paused."""
    community: CommunityRef | None
    """Null for a community that you may not see."""
    health: ConnectorHealth
    """How it goes: when it was last asked, and what went wrong last."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.community_ref import CommunityRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        kind: str = self.kind

        system = self.system

        name = self.name

        state: str = self.state

        community: dict[str, Any] | None
        if isinstance(self.community, CommunityRef):
            community = self.community.to_dict()
        else:
            community = self.community

        health = self.health.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "kind": kind,
                "system": system,
                "name": name,
                "state": state,
                "community": community,
                "health": health,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.connector_health import ConnectorHealth  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        kind = check_connector_kind(d.pop("kind"))

        system = d.pop("system")

        name = d.pop("name")

        state = check_connector_state(d.pop("state"))

        def _parse_community(data: object) -> CommunityRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                community_type_0 = CommunityRef.from_dict(data)

                return community_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CommunityRef | None, data)

        community = _parse_community(d.pop("community"))

        health = ConnectorHealth.from_dict(d.pop("health"))

        connector_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            kind=kind,
            system=system,
            name=name,
            state=state,
            community=community,
            health=health,
        )

        connector_line.additional_properties = d
        return connector_line
