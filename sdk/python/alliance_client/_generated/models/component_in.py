from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.component_kind import ComponentKind, check_component_kind
from ..models.version_scheme import VersionScheme, check_version_scheme
from ..types import UNSET, Unset

T = TypeVar("T", bound="ComponentIn")


@_attrs_define(kw_only=True)
class ComponentIn:
    """A product in use."""

    vendor: str
    name: str
    """Its name, that this vendor gives to nothing else; case plays no part."""
    kind: ComponentKind
    """What a component is."""
    aliases: list[str] | Unset = UNSET
    """Other names of it, each once."""
    identifiers: list[str] | Unset = UNSET
    """What others call it: CPE names and package URLs, each once."""
    version_scheme: VersionScheme | Unset = UNSET
    """What gives a component's versions their order."""

    def to_dict(self) -> dict[str, Any]:
        vendor = self.vendor

        name = self.name

        kind: str = self.kind

        aliases: list[str] | Unset = UNSET
        if not isinstance(self.aliases, Unset):
            aliases = self.aliases

        identifiers: list[str] | Unset = UNSET
        if not isinstance(self.identifiers, Unset):
            identifiers = self.identifiers

        version_scheme: str | Unset = UNSET
        if not isinstance(self.version_scheme, Unset):
            version_scheme = self.version_scheme

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "vendor": vendor,
                "name": name,
                "kind": kind,
            }
        )
        if aliases is not UNSET:
            field_dict["aliases"] = aliases
        if identifiers is not UNSET:
            field_dict["identifiers"] = identifiers
        if version_scheme is not UNSET:
            field_dict["version_scheme"] = version_scheme

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        vendor = d.pop("vendor")

        name = d.pop("name")

        kind = check_component_kind(d.pop("kind"))

        aliases = cast(list[str], d.pop("aliases", UNSET))

        identifiers = cast(list[str], d.pop("identifiers", UNSET))

        _version_scheme = d.pop("version_scheme", UNSET)
        version_scheme: VersionScheme | Unset
        if isinstance(_version_scheme, Unset):
            version_scheme = UNSET
        else:
            version_scheme = check_version_scheme(_version_scheme)

        component_in = cls(
            vendor=vendor,
            name=name,
            kind=kind,
            aliases=aliases,
            identifiers=identifiers,
            version_scheme=version_scheme,
        )

        return component_in
