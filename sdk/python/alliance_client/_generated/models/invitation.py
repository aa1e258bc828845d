from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.member_ref import MemberRef


T = TypeVar("T", bound="Invitation")


@_attrs_define(kw_only=True)
class Invitation:
    """A way to a first or a new password. The one before it has ended."""

    member: MemberRef
    """A member as other things name it."""
    expires_at: datetime.datetime
    invitation_token: None | str = _attrs_field(repr=False)
    """Shown this once; hand it to the member."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        member = self.member.to_dict()

        expires_at = self.expires_at.isoformat()

        invitation_token: None | str
        invitation_token = self.invitation_token

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "member": member,
                "expires_at": expires_at,
                "invitation_token": invitation_token,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_ref import MemberRef  # noqa: PLC0415

        d = dict(src_dict)
        member = MemberRef.from_dict(d.pop("member"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        def _parse_invitation_token(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        invitation_token = _parse_invitation_token(d.pop("invitation_token"))

        invitation = cls(
            member=member,
            expires_at=expires_at,
            invitation_token=invitation_token,
        )

        invitation.additional_properties = d
        return invitation
