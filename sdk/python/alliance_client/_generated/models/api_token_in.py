from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="ApiTokenIn")


@_attrs_define(kw_only=True)
class ApiTokenIn:
    """What a token is for, what it may be used for, and for how long."""

    name: str
    """What it is for, so that it is known when it is to be revoked."""
    scopes: list[str]
    """What it may be used for: words of the scopes of the access token that makes it, never others."""
    expires_at: datetime.datetime
    """When it ends by itself: at most 366 days from now."""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        scopes = self.scopes

        expires_at = self.expires_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "scopes": scopes,
                "expires_at": expires_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        scopes = cast(list[str], d.pop("scopes"))

        expires_at = datetime.datetime.fromisoformat(d.pop("expires_at"))

        api_token_in = cls(
            name=name,
            scopes=scopes,
            expires_at=expires_at,
        )

        return api_token_in
