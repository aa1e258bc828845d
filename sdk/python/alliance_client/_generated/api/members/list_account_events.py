from uuid import UUID

from alliance_client._request import Request, asked, at

from ...models.account_event_page import AccountEventPage


def request(
    member: UUID | str,
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: AccountEventPage | None = None,
) -> Request[AccountEventPage]:
    return Request(
        "GET",
        at("/api/v1/members/{member}/account-events", member=member),
        AccountEventPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
