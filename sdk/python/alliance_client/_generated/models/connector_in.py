from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.connector_kind import ConnectorKind, check_connector_kind
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.connector_in_closures import ConnectorInClosures
    from ..models.connector_in_config import ConnectorInConfig
    from ..models.connector_in_secret import ConnectorInSecret
    from ..models.connector_in_severities import ConnectorInSeverities
    from ..models.connector_in_states import ConnectorInStates
    from ..models.ticket_rule_in import TicketRuleIn


T = TypeVar("T", bound="ConnectorIn")


@_attrs_define(kw_only=True)
class ConnectorIn:
    """A ticket system to connect with a community, which accepts it before anything flows."""

    kind: ConnectorKind
    """A ticket system that a connector speaks with; `memory` keeps tickets in the worker itself, for trying out."""
    system: str
    """What its tickets are known by here, in links and references; fixed, one in the organization."""
    name: str
    config: ConnectorInConfig
    """Where the system is and what of it: `docs/integrations.md` names what each kind asks for."""
    secret: ConnectorInSecret = _attrs_field(repr=False)
    """What its API is used with, and its webhooks are signed with. Kept sealed and never shown again."""
    community_id: UUID
    """The community it serves. Fixed."""
    member_id: UUID
    """The service account that it acts by: a member of the community, above observer."""
    rules: list[TicketRuleIn] | Unset = UNSET
    """Which tickets become problems: those that one of them fits. None: only those linked by hand."""
    severities: ConnectorInSeverities | Unset = UNSET
    """Their severity to ours; others are `moderate`."""
    closures: ConnectorInClosures | Unset = UNSET
    """Their state to the reason with which the problem that the ticket began is closed."""
    states: ConnectorInStates | Unset = UNSET
    """Our state to theirs: what a ticket is set to when its problem changes."""
    poll_seconds: int | Unset = 60
    """How often it is asked what has changed."""

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        system = self.system

        name = self.name

        config = self.config.to_dict()

        secret = self.secret.to_dict()

        community_id = str(self.community_id)

        member_id = str(self.member_id)

        rules: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.rules, Unset):
            rules = []
            for rules_item_data in self.rules:
                rules_item = rules_item_data.to_dict()
                rules.append(rules_item)

        severities: dict[str, Any] | Unset = UNSET
        if not isinstance(self.severities, Unset):
            severities = self.severities.to_dict()

        closures: dict[str, Any] | Unset = UNSET
        if not isinstance(self.closures, Unset):
            closures = self.closures.to_dict()

        states: dict[str, Any] | Unset = UNSET
        if not isinstance(self.states, Unset):
            states = self.states.to_dict()

        poll_seconds = self.poll_seconds

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "system": system,
                "name": name,
                "config": config,
                "secret": secret,
                "community_id": community_id,
                "member_id": member_id,
            }
        )
        if rules is not UNSET:
            field_dict["rules"] = rules
        if severities is not UNSET:
            field_dict["severities"] = severities
        if closures is not UNSET:
            field_dict["closures"] = closures
        if states is not UNSET:
            field_dict["states"] = states
        if poll_seconds is not UNSET:
            field_dict["poll_seconds"] = poll_seconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.connector_in_closures import ConnectorInClosures  # noqa: PLC0415
        from ..models.connector_in_config import ConnectorInConfig  # noqa: PLC0415
        from ..models.connector_in_secret import ConnectorInSecret  # noqa: PLC0415
        from ..models.connector_in_severities import ConnectorInSeverities  # noqa: PLC0415
        from ..models.connector_in_states import ConnectorInStates  # noqa: PLC0415
        from ..models.ticket_rule_in import TicketRuleIn  # noqa: PLC0415

        d = dict(src_dict)
        kind = check_connector_kind(d.pop("kind"))

        system = d.pop("system")

        name = d.pop("name")

        config = ConnectorInConfig.from_dict(d.pop("config"))

        secret = ConnectorInSecret.from_dict(d.pop("secret"))

        community_id = UUID(d.pop("community_id"))

        member_id = UUID(d.pop("member_id"))

        _rules = d.pop("rules", UNSET)
        rules: list[TicketRuleIn] | Unset = UNSET
        if _rules is not UNSET:
            rules = []
            for rules_item_data in _rules:
                rules_item = TicketRuleIn.from_dict(rules_item_data)

                rules.append(rules_item)

        _severities = d.pop("severities", UNSET)
        severities: ConnectorInSeverities | Unset
        if isinstance(_severities, Unset):
            severities = UNSET
        else:
            severities = ConnectorInSeverities.from_dict(_severities)

        _closures = d.pop("closures", UNSET)
        closures: ConnectorInClosures | Unset
        if isinstance(_closures, Unset):
            closures = UNSET
        else:
            closures = ConnectorInClosures.from_dict(_closures)

        _states = d.pop("states", UNSET)
        states: ConnectorInStates | Unset
        if isinstance(_states, Unset):
            states = UNSET
        else:
            states = ConnectorInStates.from_dict(_states)

        poll_seconds = d.pop("poll_seconds", UNSET)

        connector_in = cls(
            kind=kind,
            system=system,
            name=name,
            config=config,
            secret=secret,
            community_id=community_id,
            member_id=member_id,
            rules=rules,
            severities=severities,
            closures=closures,
            states=states,
            poll_seconds=poll_seconds,
        )

        return connector_in
