"""What the program says while it runs: lines to read, or one JSON object a line, each with the id of its request.

Everything goes through the standard library's `logging`; the server's own loggers too. What was asked is not logged:
there is no access log, and no body, token or password is ever handed to a logger.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final, TextIO

import asyncpg
from opentelemetry import trace

from app.core.settings import LogFormat, LogLevel

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that this task answers, set by the outermost middleware."""

asked_with: ContextVar[Sequence[tuple[bytes, bytes]]] = ContextVar("asked_with", default=())
"""The headers of that request, of which a line tells the trace that it belongs to, and nothing else."""

_SECRETS = re.compile(
    r"(?P<user>://[^\s:/@]*:)[^\s@/]+(?=@)|(?P<scheme>\bBearer )[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*"
    r"|(?P<host>://[^\s/@]*@)|(?<![^\s@<>\"'(),;:=\[\]])[^\s@<>\"'(),;:=\[\]]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_TRACE = re.compile(rb"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def configure_logging(form: LogFormat, level: LogLevel, stream: TextIO | None = None) -> None:
    """Sends every log line of the process to `stream` (standard error), in one form."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines() if form is LogFormat.json else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.value.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # Its information is about itself: started, waiting, finished. The program says that in its own words.
    logging.getLogger("uvicorn").setLevel(max(logging.WARNING, root.level))
    logging.getLogger("uvicorn.access").disabled = True
    # At `debug` these write down what passes through them.
    for name in ("sqlalchemy", "httpx", "httpcore", "python_multipart", "multipart", "jose", "urllib3"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.getLogger("alembic").setLevel(max(logging.WARNING, root.level))
    # It tells with a stack of every attempt to reach a database that is away; that it is away is said elsewhere.
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)
    logging.captureWarnings(True)


_LONGEST_CHAIN: Final = 10


class TextLines(logging.Formatter):
    """`2026-11-23T20:31:05.071Z warning app.work: what happened [request id]`"""

    def format(self, record: logging.LogRecord) -> str:
        identity = request_id.get()
        words = f"{_instant(record)} {record.levelname.lower()} {record.name}: {_message(record)}"
        stack = f"\n{_told(record.exc_info[1])}" if record.exc_info and record.exc_info[1] else ""
        return hidden(f"{words} [{identity}]") + stack if identity else hidden(words) + stack


class JsonLines(logging.Formatter):
    """One object a line: `at`, `level`, `logger`, `message`, and where there are such, `request_id`, `trace_id`,
    `exception`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": _instant(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": hidden(_message(record)),
            "request_id": request_id.get() or None,
            "trace_id": trace_id(),
            "exception": _told(record.exc_info[1]) if record.exc_info and record.exc_info[1] else None,
        }
        return json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False)


def hidden(words: str) -> str:
    """The words without what slipped into them: passwords in addresses, bearer tokens, e-mail addresses."""
    return _SECRETS.sub(lambda found: found["host"] or f"{found['user'] or found['scheme'] or ''}***", words)


def trace_id() -> str | None:
    """The trace (W3C Trace Context) that this task is a part of: the one that is recorded, else the one that the
    request was sent with."""
    recorded = trace.get_current_span().get_span_context()
    if recorded.is_valid:
        return trace.format_trace_id(recorded.trace_id)
    sent = next((value for name, value in asked_with.get() if name == b"traceparent"), b"")
    found = _TRACE.fullmatch(sent)
    return found[1].decode() if found else None


def _message(record: logging.LogRecord) -> str:
    # The loop writes down what a task was about, values included, below its first line.
    words = record.getMessage()
    return words.partition("\n")[0] if record.name == "asyncio" else words


def _told(error: BaseException) -> str:
    """A stack: what was raised where. While a request is answered, an error's own words are left out, and of the
    database's always the details: they repeat what somebody sent."""
    chain: list[str] = []
    current: BaseException | None = error
    while current is not None and len(chain) < _LONGEST_CHAIN:
        frames = "".join(traceback.format_tb(current.__traceback__))
        chain.append(f"Traceback (most recent call last):\n{frames}{_named(current)}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n\n".join(reversed(chain))


def _named(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if isinstance(error, asyncpg.PostgresError):
        named = {name: getattr(error, name, None) for name in ("sqlstate", "table_name", "constraint_name")}
        return f"{kind} ({', '.join(f'{name} {value}' for name, value in named.items() if value)})"
    if isinstance(error, BaseExceptionGroup):
        return f"{kind}: {'; '.join(_named(each) for each in error.exceptions)}"
    return kind if request_id.get() else hidden(f"{kind}: {error}")


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
