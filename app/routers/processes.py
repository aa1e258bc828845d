"""Processes: the rules of a community through time, and those it starts from."""

from typing import Annotated, ClassVar

from fastapi import Query as InQuery
from fastapi import Response

from app.auth.scopes import Scope
from app.domain.process import Process
from app.http.door import Door
from app.http.paths import CommunityAddress, ProcessVersionNumber
from app.http.queries import Query
from app.http.requests import Reads, reading
from app.models.process import ProcessVersionPage, ProcessVersionShown
from app.queries import processes as views

router = Door("communities")
ReadsDep = Annotated[Reads, reading(Scope.communities_read)]


class ProcessesQuery(Query):
    default_order: ClassVar[str] = "-process_version"


@router.read("/communities/{community}/processes", ProcessVersionPage)
async def list_processes(
    community: CommunityAddress, query: Annotated[ProcessesQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a community's rules through time.

    To see by which rules a community decided when: newest first; the first item is in force."""
    return await reads.page(views.of_community(community), query)


@router.read("/communities/{community}/processes/{process_version}", ProcessVersionShown)
async def read_process(community: CommunityAddress, process_version: ProcessVersionNumber, reads: ReadsDep) -> Response:
    """Read one version of a community's rules.

    To see the rules that an assessment rests on, which names this version; it never changes."""
    return await reads.one(views.of_version(community, process_version))


@router.read("/process-defaults", Process)
async def read_process_defaults(reads: ReadsDep) -> Response:
    """Read the rules that a community begins with.

    Before you found a community: what stands here is what it gets for each part that its founder leaves out."""
    return await reads.one(views.defaults())
