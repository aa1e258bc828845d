from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.solution_status import SolutionStatus, check_solution_status

if TYPE_CHECKING:
    from ..models.community_ref import CommunityRef
    from ..models.environment_ref import EnvironmentRef
    from ..models.problem_ref import ProblemRef
    from ..models.solution_ref import SolutionRef


T = TypeVar("T", bound="ToValidate")


@_attrs_define(kw_only=True)
class ToValidate:
    """A solution that I could validate, and where."""

    community: CommunityRef
    """A community as other things name it."""
    problem: ProblemRef
    """A problem as other things name it."""
    solution: SolutionRef
    """A solution as other things name it."""
    status: SolutionStatus
    """In the order in which they are asked: the first that holds.

    - `withdrawn`: it was taken back.
    - `superseded`: another solution took its place.
    - `draft`: it is not proposed yet.
    - `contested`: it fails for too many.
    - `validated`: what the community's policy asks for is met now.
    - `stale`: that was met at some time, and is no longer.
    - `proposed`: that was never met."""
    environments: list[EnvironmentRef]
    """Those that I keep, that it fits, and in which I have said nothing of it lately."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""

    def to_dict(self) -> dict[str, Any]:
        community = self.community.to_dict()

        problem = self.problem.to_dict()

        solution = self.solution.to_dict()

        status: str = self.status

        environments = []
        for environments_item_data in self.environments:
            environments_item = environments_item_data.to_dict()
            environments.append(environments_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "community": community,
                "problem": problem,
                "solution": solution,
                "status": status,
                "environments": environments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.community_ref import CommunityRef  # noqa: PLC0415
        from ..models.environment_ref import EnvironmentRef  # noqa: PLC0415
        from ..models.problem_ref import ProblemRef  # noqa: PLC0415
        from ..models.solution_ref import SolutionRef  # noqa: PLC0415

        d = dict(src_dict)
        community = CommunityRef.from_dict(d.pop("community"))

        problem = ProblemRef.from_dict(d.pop("problem"))

        solution = SolutionRef.from_dict(d.pop("solution"))

        status = check_solution_status(d.pop("status"))

        environments = []
        _environments = d.pop("environments")
        for environments_item_data in _environments:
            environments_item = EnvironmentRef.from_dict(environments_item_data)

            environments.append(environments_item)

        to_validate = cls(
            community=community,
            problem=problem,
            solution=solution,
            status=status,
            environments=environments,
        )

        to_validate.additional_properties = d
        return to_validate
