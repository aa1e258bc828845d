from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.action_item_state import ActionItemState, check_action_item_state

if TYPE_CHECKING:
    from ..models.community_ref import CommunityRef
    from ..models.member_ref import MemberRef
    from ..models.origin import Origin


T = TypeVar("T", bound="ActionItemLine")


@_attrs_define(kw_only=True)
class ActionItemLine:
    """An action item as lists show it."""

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    community: CommunityRef
    """A community as other things name it."""
    title: str
    owner: MemberRef | None
    maker: MemberRef | None
    due_on: datetime.date | None
    state: ActionItemState
    """Where an action item stands; what is dropped says why."""
    overdue: bool
    """To be done still, and due before today at the owner's site."""
    origin: None | Origin
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.origin import Origin  # noqa: PLC0415

        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        community = self.community.to_dict()

        title = self.title

        owner: dict[str, Any] | None
        if isinstance(self.owner, MemberRef):
            owner = self.owner.to_dict()
        else:
            owner = self.owner

        maker: dict[str, Any] | None
        if isinstance(self.maker, MemberRef):
            maker = self.maker.to_dict()
        else:
            maker = self.maker

        due_on: None | str
        if isinstance(self.due_on, datetime.date):
            due_on = self.due_on.isoformat()
        else:
            due_on = self.due_on

        state: str = self.state

        overdue = self.overdue

        origin: dict[str, Any] | None
        if isinstance(self.origin, Origin):
            origin = self.origin.to_dict()
        else:
            origin = self.origin

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "community": community,
                "title": title,
                "owner": owner,
                "maker": maker,
                "due_on": due_on,
                "state": state,
                "overdue": overdue,
                "origin": origin,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.origin import Origin  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        community = CommunityRef.from_dict(d.pop("community"))

        title = d.pop("title")

        def _parse_owner(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                owner_type_0 = MemberRef.from_dict(data)

                return owner_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        owner = _parse_owner(d.pop("owner"))

        def _parse_maker(data: object) -> MemberRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                maker_type_0 = MemberRef.from_dict(data)

                return maker_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MemberRef | None, data)

        maker = _parse_maker(d.pop("maker"))

        def _parse_due_on(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_on_type_0 = datetime.date.fromisoformat(data)

                return due_on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        due_on = _parse_due_on(d.pop("due_on"))

        state = check_action_item_state(d.pop("state"))

        overdue = d.pop("overdue")

        def _parse_origin(data: object) -> None | Origin:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                origin_type_0 = Origin.from_dict(data)

                return origin_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Origin, data)

        origin = _parse_origin(d.pop("origin"))

        action_item_line = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            community=community,
            title=title,
            owner=owner,
            maker=maker,
            due_on=due_on,
            state=state,
            overdue=overdue,
            origin=origin,
        )

        action_item_line.additional_properties = d
        return action_item_line
