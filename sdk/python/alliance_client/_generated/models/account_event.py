from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.account_event_data import AccountEventData
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="AccountEvent")


@_attrs_define(kw_only=True)
class AccountEvent:
    """What happened to an account: an invitation, a sign-in, a change of password."""

    id: UUID
    kind: str
    """`noun.past_participle`. Take kinds that you do not know."""
    actor: MemberRef | None
    at: datetime.datetime
    data: AccountEventData
    """Ids, states, counts; never a text that a person wrote."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        id = str(self.id)

        kind = self.kind

        actor: dict[str, Any] | None
        if isinstance(self.actor, MemberRef):
            actor = self.actor.to_dict()
        else:
            actor = self.actor

        at = self.at.isoformat()

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "actor": actor,
                "at": at,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.account_event_data import AccountEventData  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = d.pop("kind")

        def _parse_actor(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                actor_type_0 = MemberRef.from_dict(data)

                return actor_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        actor = _parse_actor(d.pop("actor"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        data = AccountEventData.from_dict(d.pop("data"))

        account_event = cls(
            id=id,
            kind=kind,
            actor=actor,
            at=at,
            data=data,
        )

        account_event.additional_properties = d
        return account_event
