from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.outcome import Outcome, check_outcome
from ..types import UNSET, Unset

T = TypeVar("T", bound="ValidationIn")


@_attrs_define(kw_only=True)
class ValidationIn:
    """What came of using a solution in an environment that one keeps."""

    environment_id: UUID
    """An environment that you keep."""
    revision: int
    """The revision of the solution that you used."""
    outcome: Outcome
    """What came of using a solution."""
    evidence: str | Unset = ""
    """What was done, and what was observed: Markdown."""
    machines: int | Unset = 1
    """On how many machines; at most the environment's."""
    harm: bool | Unset = False
    """Whether it did harm: every reader is warned."""
    ticket: None | str | Unset = UNSET
    """The ticket under which it was done elsewhere."""

    def to_dict(self) -> dict[str, Any]:
        environment_id = str(self.environment_id)

        revision = self.revision

        outcome: str = self.outcome

        evidence = self.evidence

        machines = self.machines

        harm = self.harm

        ticket: None | str | Unset
        if isinstance(self.ticket, Unset):
            ticket = UNSET
        else:
            ticket = self.ticket

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "environment_id": environment_id,
                "revision": revision,
                "outcome": outcome,
            }
        )
        if evidence is not UNSET:
            field_dict["evidence"] = evidence
        if machines is not UNSET:
            field_dict["machines"] = machines
        if harm is not UNSET:
            field_dict["harm"] = harm
        if ticket is not UNSET:
            field_dict["ticket"] = ticket

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        environment_id = UUID(d.pop("environment_id"))

        revision = d.pop("revision")

        outcome = check_outcome(d.pop("outcome"))

        evidence = d.pop("evidence", UNSET)

        machines = d.pop("machines", UNSET)

        harm = d.pop("harm", UNSET)

        def _parse_ticket(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        ticket = _parse_ticket(d.pop("ticket", UNSET))

        validation_in = cls(
            environment_id=environment_id,
            revision=revision,
            outcome=outcome,
            evidence=evidence,
            machines=machines,
            harm=harm,
            ticket=ticket,
        )

        return validation_in
