from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RegistrationIn")


@_attrs_define(kw_only=True)
class RegistrationIn:
    """The first password of who was invited, or a new one."""

    invitation_token: str = _attrs_field(repr=False)
    password: str = _attrs_field(repr=False)
    """12 to 1,024 characters; nothing else is asked of it."""

    def to_dict(self) -> dict[str, Any]:
        invitation_token = self.invitation_token

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "invitation_token": invitation_token,
                "password": password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        invitation_token = d.pop("invitation_token")

        password = d.pop("password")

        registration_in = cls(
            invitation_token=invitation_token,
            password=password,
        )

        return registration_in
