"""What requests share: made once by the composition root, held on the application."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from starlette.requests import HTTPConnection

from app.auth.api_tokens import ApiTokens
from app.auth.keys import Keys
from app.auth.tickets import Tickets
from app.auth.tokens import TokenReader
from app.core.database import Database
from app.core.readiness import Readiness
from app.core.settings import Settings
from app.http.cursors import Cursors
from app.http.hub import Hub
from app.services.sign_ins import Desk


@dataclass(slots=True)
class House:
    settings: Settings
    database: Database
    keys: Keys
    tokens: TokenReader
    api_tokens: ApiTokens
    tickets: Tickets
    cursors: Cursors
    hub: Hub
    public_address: str
    clock_offset: timedelta
    readiness: Readiness
    epoch: UUID


def desk_of(house: House) -> Desk:
    """What signing in takes of the house."""
    return Desk(
        database=house.database,
        keys=house.keys,
        tokens=house.tokens,
        issuer=house.public_address,
        access_token_lifetime=timedelta(minutes=house.settings.access_token_minutes),
        refresh_token_lifetime=timedelta(days=house.settings.refresh_token_days),
        clock_offset=house.clock_offset,
    )


def house_of(request: HTTPConnection) -> House:
    house = request.app.state.house
    assert isinstance(house, House)
    return house
