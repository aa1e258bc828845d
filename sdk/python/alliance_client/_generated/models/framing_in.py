from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="FramingIn")


@_attrs_define(kw_only=True)
class FramingIn:
    """A vague problem in other words."""

    title: str
    statement: str
    """Markdown: what the problem comes down to."""

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        statement = self.statement

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "statement": statement,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        statement = d.pop("statement")

        framing_in = cls(
            title=title,
            statement=statement,
        )

        return framing_in
