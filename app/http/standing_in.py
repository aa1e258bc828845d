"""What is answered while none of the processes is there that answer."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.core.settings import Settings
from app.domain.errors import Unavailable
from app.http.errors import error_response
from app.http.middleware import Envelope


def standing_in(settings: Settings) -> ASGIApp:
    """Refuses everything, with the headers that all answers have."""
    return Envelope(_refuse, _refuse, settings.max_body_bytes, settings.receive_seconds)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    words = "The service is starting again: try again shortly."
    await error_response(Unavailable(words, retry_after_seconds=2), scope["path"])(scope, receive, send)
