from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.connector_kind import ConnectorKind, check_connector_kind
from ..models.connector_state import ConnectorState, check_connector_state

if TYPE_CHECKING:
    from ..models.community_ref import CommunityRef
    from ..models.connector_closures import ConnectorClosures
    from ..models.connector_config import ConnectorConfig
    from ..models.connector_health import ConnectorHealth
    from ..models.connector_severities import ConnectorSeverities
    from ..models.connector_states import ConnectorStates
    from ..models.member_ref import MemberRef
    from ..models.ticket_rule import TicketRule


T = TypeVar("T", bound="Connector")


@_attrs_define(kw_only=True)
class Connector:
    """A ticket system connected with a community."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
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
    member: MemberRef
    """A member as other things name it."""
    config: ConnectorConfig
    """Where the system is and what of it, by its kind."""
    rules: list[TicketRule]
    """Which tickets become problems: those that one of them fits."""
    severities: ConnectorSeverities
    """Their severity to ours; others are `moderate`."""
    closures: ConnectorClosures
    """Their state to the reason a problem is closed with."""
    states: ConnectorStates
    """Our state to theirs: what a ticket is set to."""
    poll_seconds: int
    """How often it is asked what has changed."""
    accepted_by: MemberRef | None
    accepted_at: datetime.datetime | None
    paused_by: MemberRef | None
    paused_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

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

        member = self.member.to_dict()

        config = self.config.to_dict()

        rules = []
        for rules_item_data in self.rules:
            rules_item = rules_item_data.to_dict()
            rules.append(rules_item)

        severities = self.severities.to_dict()

        closures = self.closures.to_dict()

        states = self.states.to_dict()

        poll_seconds = self.poll_seconds

        accepted_by: dict[str, Any] | None
        if isinstance(self.accepted_by, MemberRef):
            accepted_by = self.accepted_by.to_dict()
        else:
            accepted_by = self.accepted_by

        accepted_at: None | str
        if isinstance(self.accepted_at, datetime.datetime):
            accepted_at = self.accepted_at.isoformat()
        else:
            accepted_at = self.accepted_at

        paused_by: dict[str, Any] | None
        if isinstance(self.paused_by, MemberRef):
            paused_by = self.paused_by.to_dict()
        else:
            paused_by = self.paused_by

        paused_at: None | str
        if isinstance(self.paused_at, datetime.datetime):
            paused_at = self.paused_at.isoformat()
        else:
            paused_at = self.paused_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "kind": kind,
                "system": system,
                "name": name,
                "state": state,
                "community": community,
                "health": health,
                "member": member,
                "config": config,
                "rules": rules,
                "severities": severities,
                "closures": closures,
                "states": states,
                "poll_seconds": poll_seconds,
                "accepted_by": accepted_by,
                "accepted_at": accepted_at,
                "paused_by": paused_by,
                "paused_at": paused_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.connector_closures import ConnectorClosures  # noqa: PLC0415
        from ..models.connector_config import ConnectorConfig  # noqa: PLC0415
        from ..models.connector_health import ConnectorHealth  # noqa: PLC0415
        from ..models.connector_severities import ConnectorSeverities  # noqa: PLC0415
        from ..models.connector_states import ConnectorStates  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.ticket_rule import TicketRule  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

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

        member = MemberRef.from_dict(d.pop("member"))

        config = ConnectorConfig.from_dict(d.pop("config"))

        rules = []
        _rules = d.pop("rules")
        for rules_item_data in _rules:
            rules_item = TicketRule.from_dict(rules_item_data)

            rules.append(rules_item)

        severities = ConnectorSeverities.from_dict(d.pop("severities"))

        closures = ConnectorClosures.from_dict(d.pop("closures"))

        states = ConnectorStates.from_dict(d.pop("states"))

        poll_seconds = d.pop("poll_seconds")

        def _parse_accepted_by(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                accepted_by_type_0 = MemberRef.from_dict(data)

                return accepted_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        accepted_by = _parse_accepted_by(d.pop("accepted_by"))

        def _parse_accepted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                accepted_at_type_0 = datetime.datetime.fromisoformat(data)

                return accepted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        accepted_at = _parse_accepted_at(d.pop("accepted_at"))

        def _parse_paused_by(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                paused_by_type_0 = MemberRef.from_dict(data)

                return paused_by_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        paused_by = _parse_paused_by(d.pop("paused_by"))

        def _parse_paused_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                paused_at_type_0 = datetime.datetime.fromisoformat(data)

                return paused_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        paused_at = _parse_paused_at(d.pop("paused_at"))

        connector = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            kind=kind,
            system=system,
            name=name,
            state=state,
            community=community,
            health=health,
            member=member,
            config=config,
            rules=rules,
            severities=severities,
            closures=closures,
            states=states,
            poll_seconds=poll_seconds,
            accepted_by=accepted_by,
            accepted_at=accepted_at,
            paused_by=paused_by,
            paused_at=paused_at,
        )

        connector.additional_properties = d
        return connector
