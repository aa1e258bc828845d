from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

if TYPE_CHECKING:
    from ..models.installed import Installed
    from ..models.member_ref import MemberRef
    from ..models.site_ref import SiteRef


T = TypeVar("T", bound="Environment")


@_attrs_define(kw_only=True)
class Environment:
    """Where something runs, and who looks after it. What was validated there keeps its own record of the configuration
    as it was.

    """

    id: UUID
    version: int
    """Changes when what the thing itself owns changes; If-Match compares it."""
    created_at: datetime.datetime
    updated_at: datetime.datetime
    allowed_actions: list[str]
    """What you may do with it now, by operation id; where one operation serves several acts, by the act
    (`join_community`, `leave_community`). Take names that you do not know."""
    site: SiteRef
    """A site as other things name it."""
    name: str
    machines: int
    keeper_count: int
    component_count: int
    kept_by_me: bool
    retired_at: datetime.datetime | None
    keepers: list[MemberRef]
    """All of them, so that the list can be sent back changed."""
    configuration: list[Installed]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        version = self.version

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        allowed_actions = self.allowed_actions

        site = self.site.to_dict()

        name = self.name

        machines = self.machines

        keeper_count = self.keeper_count

        component_count = self.component_count

        kept_by_me = self.kept_by_me

        retired_at: None | str
        if isinstance(self.retired_at, datetime.datetime):
            retired_at = self.retired_at.isoformat()
        else:
            retired_at = self.retired_at

        keepers = []
        for keepers_item_data in self.keepers:
            keepers_item = keepers_item_data.to_dict()
            keepers.append(keepers_item)

        configuration = []
        for configuration_item_data in self.configuration:
            configuration_item = configuration_item_data.to_dict()
            configuration.append(configuration_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "created_at": created_at,
                "updated_at": updated_at,
                "allowed_actions": allowed_actions,
                "site": site,
                "name": name,
                "machines": machines,
                "keeper_count": keeper_count,
                "component_count": component_count,
                "kept_by_me": kept_by_me,
                "retired_at": retired_at,
                "keepers": keepers,
                "configuration": configuration,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.installed import Installed  # noqa: PLC0415
        from ..models.member_ref import MemberRef  # noqa: PLC0415
        from ..models.site_ref import SiteRef  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        version = d.pop("version")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        allowed_actions = cast(list[str], d.pop("allowed_actions"))

        site = SiteRef.from_dict(d.pop("site"))

        name = d.pop("name")

        machines = d.pop("machines")

        keeper_count = d.pop("keeper_count")

        component_count = d.pop("component_count")

        kept_by_me = d.pop("kept_by_me")

        def _parse_retired_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                retired_at_type_0 = datetime.datetime.fromisoformat(data)

                return retired_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        retired_at = _parse_retired_at(d.pop("retired_at"))

        keepers = []
        _keepers = d.pop("keepers")
        for keepers_item_data in _keepers:
            keepers_item = MemberRef.from_dict(keepers_item_data)

            keepers.append(keepers_item)

        configuration = []
        _configuration = d.pop("configuration")
        for configuration_item_data in _configuration:
            configuration_item = Installed.from_dict(configuration_item_data)

            configuration.append(configuration_item)

        environment = cls(
            id=id,
            version=version,
            created_at=created_at,
            updated_at=updated_at,
            allowed_actions=allowed_actions,
            site=site,
            name=name,
            machines=machines,
            keeper_count=keeper_count,
            component_count=component_count,
            kept_by_me=kept_by_me,
            retired_at=retired_at,
            keepers=keepers,
            configuration=configuration,
        )

        environment.additional_properties = d
        return environment
