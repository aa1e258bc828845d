"""What came of an import, for who runs the program and may read the database anyway: not through visibility."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Text, bindparam, select

from app.core.database import Database
from app.core.statements import prepare, written
from app.domain.vocabulary import MemberKind, OrganizationRole
from app.models import tables
from app.work import read_row

MEMBER, IDENTITY = tables["member"], tables["identity"]

_STANDING = written(
    """
    SELECT json_build_object(
        'problems by state', (SELECT json_object_agg(state, n) FROM
            (SELECT state, count(*) AS n FROM problem WHERE community_id = c.id GROUP BY state) each),
        'solutions by status', (SELECT json_object_agg(status, n) FROM
            (SELECT status, count(*) AS n FROM solution WHERE community_id = c.id GROUP BY status) each),
        'validations by outcome', (SELECT json_object_agg(outcome, n) FROM
            (SELECT outcome, count(*) AS n FROM validation WHERE community_id = c.id GROUP BY outcome) each),
        'validations by whether they count', (SELECT json_object_agg(counts_reason, n) FROM
            (SELECT counts_reason, count(*) AS n FROM validation WHERE community_id = c.id
              GROUP BY counts_reason) each))::text AS standing
      FROM community c WHERE c.slug = :slug::text
    """
)
_VALIDATED = written(
    """
    SELECT coalesce(json_agg(chosen), '[]')::text AS chosen
      FROM (SELECT imported.key, community.slug || '-' || problem.number AS problem, solution.title
              FROM community
              JOIN solution ON solution.community_id = community.id AND solution.status = 'validated'
              JOIN problem ON problem.id = solution.problem_id
              JOIN imported ON imported.subject_id = problem.id AND imported.source = 'jira/' || community.slug
             WHERE community.slug = :slug::text
             ORDER BY md5(:seed::text || imported.key) LIMIT :most::integer) chosen
    """
)
_PERSONS = (
    select(MEMBER.c.id)
    .select_from(MEMBER.join(IDENTITY, IDENTITY.c.member_id == MEMBER.c.id))
    .where(MEMBER.c.active, MEMBER.c.kind == MemberKind.person)
)
_BY_EMAIL = prepare(_PERSONS.where(IDENTITY.c.email == bindparam("email", type_=Text())))
_FIRST_ADMINISTRATOR = prepare(
    _PERSONS.where(MEMBER.c.organization_role == OrganizationRole.administrator)
    .order_by(MEMBER.c.created_at, MEMBER.c.id)
    .limit(1)
)


async def standing(database: Database, slug: str) -> Mapping[str, Mapping[str, int]]:
    """How many problems, solutions and validations a community has, by what they are."""
    row = await read_row(database, _STANDING, {"slug": slug})
    counted = {} if row is None else orjson.loads(row["standing"])
    return {what: by or {} for what, by in counted.items()}


async def some_validated(database: Database, slug: str, *, most: int, seed: str) -> list[dict[str, Any]]:
    """Validated solutions that were imported, chosen by chance, the same ones for the same seed: the `key` they had,
    their `problem` and `title`."""
    row = await read_row(database, _VALIDATED, {"slug": slug, "seed": seed, "most": most})
    return [] if row is None else list(orjson.loads(row["chosen"]))


async def person_with(database: Database, email: str) -> UUID | None:
    """The active person with this address, in the form in which it is stored."""
    row = await read_row(database, _BY_EMAIL, {"email": email})
    return None if row is None else row["id"]


async def first_administrator(database: Database) -> UUID | None:
    """The active administrator who has been there the longest."""
    row = await read_row(database, _FIRST_ADMINISTRATOR, {})
    return None if row is None else row["id"]
