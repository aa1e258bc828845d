from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.component_kind import ComponentKind, check_component_kind
from ..types import UNSET, Unset

T = TypeVar("T", bound="ComponentPatch")


@_attrs_define(kw_only=True)
class ComponentPatch:
    """What is to change; what is left out stays. The version scheme is for good."""

    vendor: str | Unset = UNSET
    name: str | Unset = UNSET
    kind: ComponentKind | Unset = UNSET
    """What a component is."""
    aliases: list[str] | Unset = UNSET
    """Other names of it, each once."""
    identifiers: list[str] | Unset = UNSET
    """What others call it: CPE names and package URLs, each once."""

    def to_dict(self) -> dict[str, Any]:
        vendor = self.vendor

        name = self.name

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        aliases: list[str] | Unset = UNSET
        if not isinstance(self.aliases, Unset):
            aliases = self.aliases

        identifiers: list[str] | Unset = UNSET
        if not isinstance(self.identifiers, Unset):
            identifiers = self.identifiers

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if vendor is not UNSET:
            field_dict["vendor"] = vendor
        if name is not UNSET:
            field_dict["name"] = name
        if kind is not UNSET:
            field_dict["kind"] = kind
        if aliases is not UNSET:
            field_dict["aliases"] = aliases
        if identifiers is not UNSET:
            field_dict["identifiers"] = identifiers

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        vendor = d.pop("vendor", UNSET)

        name = d.pop("name", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: ComponentKind | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_component_kind(_kind)

        aliases = cast(list[str], d.pop("aliases", UNSET))

        identifiers = cast(list[str], d.pop("identifiers", UNSET))

        component_patch = cls(
            vendor=vendor,
            name=name,
            kind=kind,
            aliases=aliases,
            identifiers=identifiers,
        )

        return component_patch
