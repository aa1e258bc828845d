"""What requests share: made once by the composition root, held on the application."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from app.auth.keys import Keys
from app.auth.tokens import TokenReader
from app.core.database import Database
from app.core.settings import Settings

if TYPE_CHECKING:
    from app.http.cursors import Cursors


@dataclass(slots=True)
class House:
    settings: Settings
    database: Database
    keys: Keys
    tokens: TokenReader
    cursors: "Cursors"
    public_address: str
    clock_offset: timedelta


def house_of(request: HTTPConnection) -> House:
    house = request.app.state.house
    assert isinstance(house, House)
    return house
