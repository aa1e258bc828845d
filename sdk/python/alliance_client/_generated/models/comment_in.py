from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.external_reference_in import ExternalReferenceIn


T = TypeVar("T", bound="CommentIn")


@_attrs_define(kw_only=True)
class CommentIn:
    """What is to be said."""

    body: str
    in_reply_to_id: None | Unset | UUID = UNSET
    """The comment on the same thing that this one answers; an answer takes no answers."""
    to_tickets: bool | Unset = False
    """On a problem: it is told to the tickets that connectors tie to it, for their readers too."""
    external_reference: ExternalReferenceIn | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.external_reference_in import ExternalReferenceIn  # noqa: PLC0415

        body = self.body

        in_reply_to_id: None | str | Unset
        if isinstance(self.in_reply_to_id, Unset):
            in_reply_to_id = UNSET
        elif isinstance(self.in_reply_to_id, UUID):
            in_reply_to_id = str(self.in_reply_to_id)
        else:
            in_reply_to_id = self.in_reply_to_id

        to_tickets = self.to_tickets

        external_reference: dict[str, Any] | None | Unset
        if isinstance(self.external_reference, Unset):
            external_reference = UNSET
        elif isinstance(self.external_reference, ExternalReferenceIn):
            external_reference = self.external_reference.to_dict()
        else:
            external_reference = self.external_reference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "body": body,
            }
        )
        if in_reply_to_id is not UNSET:
            field_dict["in_reply_to_id"] = in_reply_to_id
        if to_tickets is not UNSET:
            field_dict["to_tickets"] = to_tickets
        if external_reference is not UNSET:
            field_dict["external_reference"] = external_reference

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.external_reference_in import ExternalReferenceIn  # noqa: PLC0415

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

        to_tickets = d.pop("to_tickets", UNSET)

        def _parse_external_reference(data: object) -> ExternalReferenceIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                external_reference_type_0 = ExternalReferenceIn.from_dict(data)

                return external_reference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExternalReferenceIn | None | Unset, data)

        external_reference = _parse_external_reference(d.pop("external_reference", UNSET))

        comment_in = cls(
            body=body,
            in_reply_to_id=in_reply_to_id,
            to_tickets=to_tickets,
            external_reference=external_reference,
        )

        return comment_in
