from collections.abc import Sequence
from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.event_kind import EventKind
from ...models.event_page import EventPage
from ...models.feed_order import FeedOrder
from ...models.feed_start import FeedStart


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    from_: FeedStart | None = None,
    order: FeedOrder | None = None,
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
