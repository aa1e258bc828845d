from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.comment_revision import CommentRevision


T = TypeVar("T", bound="CommentRevisionPage")


@_attrs_define(kw_only=True)
class CommentRevisionPage:
    """A page of a comment's words through time."""

    items: list[CommentRevision]
    next_cursor: None | str
    """Where the next page begins: sent as `cursor`, with the same filters; null where this is the last."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        next_cursor: None | str
        next_cursor = self.next_cursor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "items": items,
                "next_cursor": next_cursor,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.comment_revision import CommentRevision  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = CommentRevision.from_dict(items_item_data)

            items.append(items_item)

        def _parse_next_cursor(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        next_cursor = _parse_next_cursor(d.pop("next_cursor"))

        comment_revision_page = cls(
            items=items,
            next_cursor=next_cursor,
        )

        comment_revision_page.additional_properties = d
        return comment_revision_page
