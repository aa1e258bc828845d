from alliance_client._request import Request, asked, at

from ...models.webhook_page import WebhookPage


def request(
    *,
    limit: int | None = None,
    cursor: str | None = None,
    if_none_match: WebhookPage | None = None,
) -> Request[WebhookPage]:
    return Request(
        "GET",
        at("/api/v1/webhooks"),
        WebhookPage.from_dict,
        query=asked(
            {
                "limit": limit,
                "cursor": cursor,
            }
        ),
        held=if_none_match,
    )
