from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.audit_event_page import AuditEventPage
from ...models.event_kind import EventKind


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    actor: Sequence[UUID | str] | None = None,
    subject: Sequence[UUID | str] | None = None,
    kind: Sequence[EventKind] | None = None,
    if_none_match: AuditEventPage | None = None,
) -> Request[AuditEventPage]:
    return Request(
        "GET",
        at("/api/v1/audit-events"),
        AuditEventPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "actor": actor,
                "subject": subject,
                "kind": kind,
            }
        ),
        held=if_none_match,
    )
