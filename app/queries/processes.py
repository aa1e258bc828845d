"""Processes as they are read: a community's rules, version by version."""

from typing import Any

import orjson
from sqlalchemy import FromClause, Integer, Select, Text, Uuid, bindparam, cast, exists, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from app.access.addresses import community_address, number_of
from app.access.visibility import inside_readable
from app.domain.process import Process
from app.models import tables
from app.models.process import ProcessVersionShown
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, Within
from app.queries.view import Seen, shape, view

T = tables
C, VERSION = T["community"], T["process_version"]
_NAMED = {
    "id": C.c.id == bindparam("id", type_=Uuid()),
    "slug": C.c.slug == bindparam("slug", type_=Text()),
}


def process_version(versions: FromClause = VERSION) -> Select[Any]:
    """The select of a version as it is shown; callers say of which."""
    document = versions.c.document
    return select(
        *shape(
            ProcessVersionShown,
            versions,
            norms=func.jsonb_extract_path_text(document, "norms"),
            joining=func.jsonb_extract_path_text(document, "joining"),
            validation_policy=func.jsonb_extract_path(document, "validation_policy", type_=JSONB()),
            decision_rule=func.jsonb_extract_path(document, "decision_rule", type_=JSONB()),
            adopted_by=refs.member(versions.c.adopted_by_id),
        )
    )


def _one(way: str) -> Any:
    number = bindparam("process_version", type_=Integer())
    found = select(C.c.id).where(_NAMED[way], inside_readable(C)).scalar_subquery()
    return view(
        "process version",
        process_version().where(VERSION.c.community_id == found, VERSION.c.process_version == number),
        VERSION.c.process_version,
    )


_BY = {way: _one(way) for way in _NAMED}


def of_version(community: str, version: str) -> Seen[ProcessVersionShown]:
    way, values = community_address(community)
    return Seen(_BY[way], {**values, "process_version": number_of(version, "process version")})


def _defaults() -> Any:
    rules = Process().model_dump(mode="json")
    parts: dict[str, Any] = {
        name: cast(literal(orjson.dumps(part).decode()), JSONB()) if isinstance(part, dict) else literal(part)
        for name, part in rules.items()
    }
    return view("process", select(*shape(Process, **parts)))


_DEFAULTS = _defaults()


def defaults() -> Seen[Process]:
    """What a community gets for each part of the rules that its founder leaves out."""
    return Seen(_DEFAULTS, {})


def within_community(table: FromClause) -> dict[str, Within]:
    """A list under a community, for readers of its inside."""

    def place(way: str) -> Within:
        rows = select(C.c.id).where(_NAMED[way]).correlate(None).scalar_subquery()
        found = exists(select(1).select_from(C).where(_NAMED[way], inside_readable(C)))
        return Within(found, table.c.community_id == rows)

    return {way: place(way) for way in _NAMED}


_LIST = Listing(
    VERSION,
    ProcessVersionShown,
    lambda page: process_version().select_from(page.join(VERSION, VERSION.c.id == page.c.id)),
    {"-process_version": Order((VERSION.c.process_version,))},
    within=within_community(VERSION),
    visible=exists(select(1).where(C.c.id == VERSION.c.community_id, inside_readable(C)).correlate(VERSION)),
)


def of_community(community: str) -> Listed:
    way, values = community_address(community)
    return Listed(_LIST, way, values, "community")
