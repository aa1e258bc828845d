"""What ticket systems say by themselves: a webhook is verified, and the tickets that it speaks of are looked at anew.
So a delivery may come twice, late, or in any order."""

import logging
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from app.core.database import Database
from app.core.sealing import Seals, UnsealableError
from app.core.settings import Settings
from app.domain.errors import Malformed, NotFound
from app.integrations.base import BadSignature, Nonsense
from app.integrations.kinds import KINDS
from app.services.connected import connected, key_of, look_at, opened
from app.work import transaction

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)


@cache
def _nobody() -> "httpx.AsyncClient":
    """To read a webhook nobody is asked."""
    import httpx

    class Nobody(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectError("Nobody is asked here.", request=request)

    return httpx.AsyncClient(transport=Nobody())


async def take(
    database: Database, settings: Settings, seals: Seals, connector_id: UUID, headers: Mapping[str, str], body: bytes
) -> int:
    """Of how many tickets it speaks; each is looked at by a job. While nothing may flow it is taken and left alone: the
    next poll finds what has changed. Raises NotFound, the same for a connector that there is not and for a signature
    that is not its own; Malformed."""
    on = await connected(database, settings.clock_offset, connector_id)
    if on is None or not KINDS[on.kind].hears:
        raise _not_found()
    try:
        delivery = opened(on, seals, _nobody()).heard(headers, body)
    except UnsealableError:
        log.exception("the secret of a connector cannot be opened")
        raise _not_found() from None
    except BadSignature:
        raise _not_found() from None
    except Nonsense as nonsense:
        raise Malformed(f"The delivery cannot be read: {nonsense}") from nonsense
    keys = sorted({key_of(item) for item in delivery.items})
    if keys and on.flows:
        async with transaction(database, clock_offset=settings.clock_offset) as work:
            await work.begin()
            for key in keys:
                look_at(work, on.id, key)
    return len(keys)


def _not_found() -> NotFound:
    return NotFound("There is no such connector, or it did not sign this.")
