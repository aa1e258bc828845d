from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PasswordIn")


@_attrs_define(kw_only=True)
class PasswordIn:
    """The password one has, and the one to have."""

    current_password: str = _attrs_field(repr=False)
    new_password: str = _attrs_field(repr=False)
    """12 to 1,024 characters; nothing else is asked of it."""

    def to_dict(self) -> dict[str, Any]:
        current_password = self.current_password

        new_password = self.new_password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "current_password": current_password,
                "new_password": new_password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        current_password = d.pop("current_password")

        new_password = d.pop("new_password")

        password_in = cls(
            current_password=current_password,
            new_password=new_password,
        )

        return password_in
