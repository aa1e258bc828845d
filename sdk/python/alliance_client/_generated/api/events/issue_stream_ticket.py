from alliance_client._request import Request, at

from ...models.stream_ticket import StreamTicket


def request() -> Request[StreamTicket]:
    return Request(
        "POST",
        at("/api/v1/events/tickets"),
        StreamTicket.from_dict,
    )
