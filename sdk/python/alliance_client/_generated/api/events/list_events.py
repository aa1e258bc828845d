from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.event_kind import EventKind
from ...models.event_page import EventPage
from ...models.list_events_from import ListEventsFrom
from ...models.list_events_order import ListEventsOrder


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    from_: ListEventsFrom | None = None,
    order: ListEventsOrder | None = None,
    community: Sequence[str] | None = None,
    subject: Sequence[UUID | str] | None = None,
    kind: Sequence[EventKind] | None = None,
    if_none_match: EventPage | None = None,
) -> Request[EventPage]:
    return Request(
        "GET",
        at("/api/v1/events"),
        EventPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
                "from": from_,
                "order": order,
                "community": community,
                "subject": subject,
                "kind": kind,
            }
        ),
        held=if_none_match,
    )
