from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CommentIn")


@_attrs_define(kw_only=True)
class CommentIn:
    """What is to be said."""

    body: str
    in_reply_to_id: None | Unset | UUID = UNSET
    """ The comment on the same thing that this one answers; an answer takes no answers. """

    def to_dict(self) -> dict[str, Any]:
        body = self.body

        in_reply_to_id: None | str | Unset
        if isinstance(self.in_reply_to_id, Unset):
            in_reply_to_id = UNSET
        elif isinstance(self.in_reply_to_id, UUID):
            in_reply_to_id = str(self.in_reply_to_id)
        else:
            in_reply_to_id = self.in_reply_to_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "body": body,
            }
        )
        if in_reply_to_id is not UNSET:
            field_dict["in_reply_to_id"] = in_reply_to_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        body = d.pop("body")

        def _parse_in_reply_to_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                in_reply_to_id_type_0 = UUID(data)

                return in_reply_to_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        in_reply_to_id = _parse_in_reply_to_id(d.pop("in_reply_to_id", UNSET))

        comment_in = cls(
            body=body,
            in_reply_to_id=in_reply_to_id,
        )

        return comment_in
