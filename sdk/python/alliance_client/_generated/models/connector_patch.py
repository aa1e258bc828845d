from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.connector_patch_closures import ConnectorPatchClosures
    from ..models.connector_patch_config import ConnectorPatchConfig
    from ..models.connector_patch_secret import ConnectorPatchSecret
    from ..models.connector_patch_severities import ConnectorPatchSeverities
    from ..models.connector_patch_states import ConnectorPatchStates
    from ..models.ticket_rule_in import TicketRuleIn


T = TypeVar("T", bound="ConnectorPatch")


@_attrs_define(kw_only=True)
class ConnectorPatch:
    """What is to change. New rules are accepted anew by the community before anything flows."""

    name: str | Unset = UNSET
    config: ConnectorPatchConfig | Unset = UNSET
    """Where the system is and what of it: `docs/integrations.md` names what each kind asks for."""
    secret: ConnectorPatchSecret | Unset = _attrs_field(default=UNSET, repr=False)
    """What its API is used with, and its webhooks are signed with. Kept sealed and never shown again."""
    member_id: UUID | Unset = UNSET
    rules: list[TicketRuleIn] | Unset = UNSET
    severities: ConnectorPatchSeverities | Unset = UNSET
    closures: ConnectorPatchClosures | Unset = UNSET
    states: ConnectorPatchStates | Unset = UNSET
    poll_seconds: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.config, Unset):
            config = self.config.to_dict()

        secret: dict[str, Any] | Unset = UNSET
        if not isinstance(self.secret, Unset):
            secret = self.secret.to_dict()

        member_id: str | Unset = UNSET
        if not isinstance(self.member_id, Unset):
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

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if config is not UNSET:
            field_dict["config"] = config
        if secret is not UNSET:
            field_dict["secret"] = secret
        if member_id is not UNSET:
            field_dict["member_id"] = member_id
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
        from ..models.connector_patch_closures import ConnectorPatchClosures  # noqa: PLC0415
        from ..models.connector_patch_config import ConnectorPatchConfig  # noqa: PLC0415
        from ..models.connector_patch_secret import ConnectorPatchSecret  # noqa: PLC0415
        from ..models.connector_patch_severities import ConnectorPatchSeverities  # noqa: PLC0415
        from ..models.connector_patch_states import ConnectorPatchStates  # noqa: PLC0415
        from ..models.ticket_rule_in import TicketRuleIn  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _config = d.pop("config", UNSET)
        config: ConnectorPatchConfig | Unset
        if isinstance(_config, Unset):
            config = UNSET
        else:
            config = ConnectorPatchConfig.from_dict(_config)

        _secret = d.pop("secret", UNSET)
        secret: ConnectorPatchSecret | Unset
        if isinstance(_secret, Unset):
            secret = UNSET
        else:
            secret = ConnectorPatchSecret.from_dict(_secret)

        _member_id = d.pop("member_id", UNSET)
        member_id: UUID | Unset
        if isinstance(_member_id, Unset):
            member_id = UNSET
        else:
            member_id = UUID(_member_id)

        _rules = d.pop("rules", UNSET)
        rules: list[TicketRuleIn] | Unset = UNSET
        if _rules is not UNSET:
            rules = []
            for rules_item_data in _rules:
                rules_item = TicketRuleIn.from_dict(rules_item_data)

                rules.append(rules_item)

        _severities = d.pop("severities", UNSET)
        severities: ConnectorPatchSeverities | Unset
        if isinstance(_severities, Unset):
            severities = UNSET
        else:
            severities = ConnectorPatchSeverities.from_dict(_severities)

        _closures = d.pop("closures", UNSET)
        closures: ConnectorPatchClosures | Unset
        if isinstance(_closures, Unset):
            closures = UNSET
        else:
            closures = ConnectorPatchClosures.from_dict(_closures)

        _states = d.pop("states", UNSET)
        states: ConnectorPatchStates | Unset
        if isinstance(_states, Unset):
            states = UNSET
        else:
            states = ConnectorPatchStates.from_dict(_states)

        poll_seconds = d.pop("poll_seconds", UNSET)

        connector_patch = cls(
            name=name,
            config=config,
            secret=secret,
            member_id=member_id,
            rules=rules,
            severities=severities,
            closures=closures,
            states=states,
            poll_seconds=poll_seconds,
        )

        return connector_patch
