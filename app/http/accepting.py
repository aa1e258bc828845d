"""Whether a request asks for a stream rather than for a page (RFC 9110, 12.5.1)."""

from typing import Final

from starlette.types import Scope

STREAM: Final = b"text/event-stream"
"""The media type of a stream, as its answer has it."""

_JSON: Final = b"application/json"


def asks_for_stream(scope: Scope) -> bool:
    """Whether it names the media type of streams, and does not like JSON as well: generated clients name all that an
    operation answers, and mean the first."""
    accepted = [value for name, value in scope["headers"] if name == b"accept"]
    if not accepted or STREAM not in b",".join(accepted).lower():
        return False
    weights = dict(map(_weight, b",".join(accepted).lower().split(b",")))
    return weights.get(STREAM, 0.0) > weights.get(_JSON, 0.0)


def is_for_stream(scope: Scope) -> bool:
    """The same, or it brings a ticket. Such a request is no span of a trace: it would last as long as it is read, and
    tell the ticket."""
    return scope["type"] == "http" and (asks_for_stream(scope) or b"ticket=" in scope["query_string"])


def _weight(part: bytes) -> tuple[bytes, float]:
    media_type, *parameters = (each.strip() for each in part.split(b";"))
    weight = next((each[2:] for each in parameters if each.startswith(b"q=")), b"1")
    try:
        return media_type, float(weight)
    except ValueError:
        return media_type, 0.0
