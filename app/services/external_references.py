"""The references under which programs bring things: what comes again under the same one makes nothing."""

from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, select

from app.core.statements import Statement, prepare
from app.domain.vocabulary import ReferredKind
from app.events.record import Inside
from app.models import tables
from app.models.external_reference import ExternalReference, ExternalReferenceIn
from app.work import Work

REFERENCE = tables["external_reference"]
_IN_TURN = Statement("SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))", ("reference",))
_MADE = prepare(
    select(REFERENCE.c.subject_id).where(
        REFERENCE.c.community_id == bindparam("community", type_=Uuid()),
        REFERENCE.c.subject_kind == bindparam("kind", type_=Text()),
        REFERENCE.c.system == bindparam("system", type_=Text()),
        REFERENCE.c.key == bindparam("key", type_=Text()),
    )
)


async def made_before(work: Work, inside: Inside, kind: ReferredKind, given: ExternalReferenceIn | None) -> UUID | None:
    """What came to this community before under this reference; null where nothing did, or none is given. The lock of
    what it is made under does not order two that come at once under two problems: they take turns by the reference."""
    if given is None:
        return None
    await work.rows(_IN_TURN, reference=f"{inside.community_id} {kind} {given.system} {given.key}")
    row = await work.row(_MADE, community=inside.community_id, kind=kind, system=given.system, key=given.key)
    return None if row is None else row["subject_id"]


def keep(work: Work, inside: Inside, kind: ReferredKind, given: ExternalReferenceIn | None, subject_id: UUID) -> None:
    """Keeps what came under a reference, where one is given, for `made_before`, which was asked."""
    if given is not None:
        work.add(
            ExternalReference(
                community_id=inside.community_id,
                open=inside.open,
                subject_kind=kind,
                subject_id=subject_id,
                system=given.system,
                key=given.key,
                url=given.url,
                made_by_id=work.actor.member_id,
                created_at=work.now,
            )
        )
