from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.installed_in import InstalledIn


T = TypeVar("T", bound="EnvironmentPatch")


@_attrs_define(kw_only=True)
class EnvironmentPatch:
    """What is to change; what is left out stays. A list that is given takes the place of the one that was there."""

    name: str | Unset = UNSET
    machines: int | Unset = UNSET
    """How many machines it is: 0 to 10,000,000."""
    keeper_ids: list[UUID] | Unset = UNSET
    """The members who look after it: active persons, each once."""
    configuration: list[InstalledIn] | Unset = UNSET
    """What is installed there, each component once."""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        machines = self.machines

        keeper_ids: list[str] | Unset = UNSET
        if not isinstance(self.keeper_ids, Unset):
            keeper_ids = []
            for keeper_ids_item_data in self.keeper_ids:
                keeper_ids_item = str(keeper_ids_item_data)
                keeper_ids.append(keeper_ids_item)

        configuration: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.configuration, Unset):
            configuration = []
            for configuration_item_data in self.configuration:
                configuration_item = configuration_item_data.to_dict()
                configuration.append(configuration_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if machines is not UNSET:
            field_dict["machines"] = machines
        if keeper_ids is not UNSET:
            field_dict["keeper_ids"] = keeper_ids
        if configuration is not UNSET:
            field_dict["configuration"] = configuration

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.installed_in import InstalledIn  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        machines = d.pop("machines", UNSET)

        _keeper_ids = d.pop("keeper_ids", UNSET)
        keeper_ids: list[UUID] | Unset = UNSET
        if _keeper_ids is not UNSET:
            keeper_ids = []
            for keeper_ids_item_data in _keeper_ids:
                keeper_ids_item = UUID(keeper_ids_item_data)

                keeper_ids.append(keeper_ids_item)

        _configuration = d.pop("configuration", UNSET)
        configuration: list[InstalledIn] | Unset = UNSET
        if _configuration is not UNSET:
            configuration = []
            for configuration_item_data in _configuration:
                configuration_item = InstalledIn.from_dict(configuration_item_data)

                configuration.append(configuration_item)

        environment_patch = cls(
            name=name,
            machines=machines,
            keeper_ids=keeper_ids,
            configuration=configuration,
        )

        return environment_patch
