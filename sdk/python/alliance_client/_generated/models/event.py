from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.event_data import EventData
    from ..models.member_ref import MemberRef
    from ..models.subject import Subject


T = TypeVar("T", bound="Event")


@_attrs_define(kw_only=True)
class Event:
    """Something that happened. `data` holds ids, states, versions, counts and names of changed fields, by kind."""

    id: UUID
    kind: str
    """`noun.past_participle`. Take kinds that you do not know."""
    subject: Subject
    """What an event is about."""
    actor: MemberRef | None
    """Null where nobody did it: time alone, say."""
    through: MemberRef | None
    """The service account that did it on the actor's behalf, if one did."""
    at: datetime.datetime
    community_id: None | UUID
    """Null for what belongs to no community."""
    data: EventData
    """By its kind: `EventKind` says what each may hold."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        id = str(self.id)

        kind = self.kind

        subject = self.subject.to_dict()

        actor: dict[str, Any] | None
        if isinstance(self.actor, MemberRef):
            actor = self.actor.to_dict()
        else:
            actor = self.actor

        through: dict[str, Any] | None
        if isinstance(self.through, MemberRef):
            through = self.through.to_dict()
        else:
            through = self.through

        at = self.at.isoformat()

        community_id: None | str
        if isinstance(self.community_id, UUID):
            community_id = str(self.community_id)
        else:
            community_id = self.community_id

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "subject": subject,
                "actor": actor,
                "through": through,
                "at": at,
                "community_id": community_id,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_data import EventData  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.subject import Subject  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = d.pop("kind")

        subject = Subject.from_dict(d.pop("subject"))

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

        def _parse_through(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                through_type_0 = MemberRef.from_dict(data)

                return through_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        through = _parse_through(d.pop("through"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_community_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                community_id_type_0 = UUID(data)

                return community_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        community_id = _parse_community_id(d.pop("community_id"))

        data = EventData.from_dict(d.pop("data"))

        event = cls(
            id=id,
            kind=kind,
            subject=subject,
            actor=actor,
            through=through,
            at=at,
            community_id=community_id,
            data=data,
        )

        event.additional_properties = d
        return event
