from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.audit_event_data import AuditEventData
    from ..models.member_ref import MemberRef
    from ..models.subject import Subject


T = TypeVar("T", bound="AuditEvent")


@_attrs_define(kw_only=True)
class AuditEvent:
    """What somebody did to a member, a site, the catalogue, an objective or a job: who, to what, when."""

    id: UUID
    kind: str
    """`noun.past_participle`. Take kinds that you do not know."""
    subject: Subject
    """What an event is about."""
    actor: MemberRef | None
    """Null where the program itself did it, at its first start say."""
    at: datetime.datetime
    data: AuditEventData
    """Ids, states, names of changed fields; never a text somebody wrote."""
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

        at = self.at.isoformat()

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "subject": subject,
                "actor": actor,
                "at": at,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_event_data import AuditEventData  # noqa: PLC0415
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

        at = datetime.datetime.fromisoformat(d.pop("at"))

        data = AuditEventData.from_dict(d.pop("data"))

        audit_event = cls(
            id=id,
            kind=kind,
            subject=subject,
            actor=actor,
            at=at,
            data=data,
        )

        audit_event.additional_properties = d
        return audit_event
