"""Members whom a body names for something: they exist, are active and, where that matters, are persons."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.core.statements import prepare
from app.domain.errors import Fault, UnknownReference, UnsuitableMember, at
from app.domain.vocabulary import MemberKind
from app.models import tables
from app.work import Work

MEMBER = tables["member"]

_NAMED = prepare(
    select(MEMBER.c.id, MEMBER.c.active, (MEMBER.c.kind == MemberKind.person).label("person")).where(
        MEMBER.c.id == func.any(bindparam("members", type_=ARRAY(Uuid())))
    )
)


async def require_active(work: Work, named: Mapping[str, UUID], *, persons: bool = False) -> None:
    """`named`: by where each stands in the body. Raises UnknownReference or UnsuitableMember, with every place that is
    wrong."""
    if not named:
        return
    found = {row["id"]: row for row in await work.rows(_NAMED, members=list(named.values()))}
    unknown = [pointer for pointer, member_id in named.items() if member_id not in found]
    if unknown:
        raise UnknownReference("There is no such member.", *(at(pointer, "Unknown.") for pointer in unknown))
    faults: list[Fault] = []
    for pointer, member_id in named.items():
        if not found[member_id]["active"]:
            faults.append(at(pointer, "This member is not active."))
        elif persons and not found[member_id]["person"]:
            faults.append(at(pointer, "This is a service account: name a person."))
    if faults:
        raise UnsuitableMember(faults[0].detail, *faults)
