"""The rules by which a community decides just now."""

from uuid import UUID

from sqlalchemy import Uuid, and_, bindparam, select

from app.core.statements import prepare
from app.domain.process import Process
from app.models import tables
from app.work import Work

C, VERSION = tables["community"], tables["process_version"]

_IN_FORCE = prepare(
    select(VERSION.c.document)
    .select_from(C)
    .join(VERSION, and_(VERSION.c.community_id == C.c.id, VERSION.c.process_version == C.c.process_version))
    .where(C.c.id == bindparam("id", type_=Uuid()))
)


async def in_force(work: Work, community_id: UUID) -> Process:
    """The rules in force, read after the community's lock."""
    row = await work.row(_IN_FORCE, id=community_id)
    assert row is not None, "a community without rules"
    return Process.model_validate_json(row["document"])
