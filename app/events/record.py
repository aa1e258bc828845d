"""The only place where an event is made: in the work, and so in the transaction, of the change it tells of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from app.domain.vocabulary import SubjectKind
from app.events.kinds import DATA, PERSONAL, EventKind
from app.models.event import Event
from app.work import Work


class Inside(Protocol):
    """Whatever lies in a community: its row, or what was found of it."""

    @property
    def community_id(self) -> UUID: ...

    @property
    def open(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Lying:
    """Where something lies that is known only by its row."""

    community_id: UUID
    open: bool


def record(
    work: Work,
    kind: EventKind,
    subject_id: UUID,
    /,
    inside: Inside | None = None,
    *,
    recorded_at: datetime | None = None,
    **data: Any,
) -> None:
    """Tells that `kind` happened to the subject, by the actor of `work` (and through whom they act), now. `inside` is
    null for what belongs to no community; `recorded_at` is when it was written down elsewhere before, and stands in the
    data only where it was. Nothing that a person wrote goes into `data`."""
    if recorded_at is not None:
        data["recorded_at"] = recorded_at
    unknown = data.keys() - DATA.get(kind, frozenset())
    assert not unknown, f"{kind} may not hold {sorted(unknown)}"
    work.add(
        Event(
            kind=kind,
            subject_kind=SubjectKind(kind.partition(".")[0]),
            subject_id=subject_id,
            actor_id=work.actor_id,
            through_id=work.through_id,
            at=work.now,
            community_id=inside.community_id if inside is not None else None,
            open=inside.open if inside is not None else True,
            personal=kind in PERSONAL,
            data=data,
        )
    )
