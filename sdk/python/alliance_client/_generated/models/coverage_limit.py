from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.environment_ref import EnvironmentRef
    from ..models.installed import Installed


T = TypeVar("T", bound="CoverageLimit")


@_attrs_define(kw_only=True)
class CoverageLimit:
    """A failure outside the applicability: a limit of the solution, not a voice against it."""

    validation_id: UUID
    given_at: datetime.datetime
    environment: EnvironmentRef
    """An environment as other things name it."""
    configuration: list[Installed]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        validation_id = str(self.validation_id)

        given_at = self.given_at.isoformat()

        environment = self.environment.to_dict()

        configuration = []
        for configuration_item_data in self.configuration:
            configuration_item = configuration_item_data.to_dict()
            configuration.append(configuration_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "validation_id": validation_id,
                "given_at": given_at,
                "environment": environment,
                "configuration": configuration,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.installed import Installed  # noqa: PLC0415

        d = dict(src_dict)
        validation_id = UUID(d.pop("validation_id"))

        given_at = datetime.datetime.fromisoformat(d.pop("given_at"))

        environment = EnvironmentRef.from_dict(d.pop("environment"))

        configuration = []
        _configuration = d.pop("configuration")
        for configuration_item_data in _configuration:
            configuration_item = Installed.from_dict(configuration_item_data)

            configuration.append(configuration_item)

        coverage_limit = cls(
            validation_id=validation_id,
            given_at=given_at,
            environment=environment,
            configuration=configuration,
        )

        coverage_limit.additional_properties = d
        return coverage_limit
