"""What the program says while it runs: lines to read, or one JSON object a line, each with the id of its request.

Everything goes through the standard library's `logging`; the server's own loggers too. What was asked is not logged:
there is no access log, and no body, token or password is ever handed to a logger.
"""

import json
import logging
import re
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

from app.core.settings import LogFormat, LogLevel

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that this task answers, set by the outermost middleware."""

_SECRETS = re.compile(
    r"(?P<user>://[^\s:/@]*:)[^\s@/]+(?=@)|(?P<scheme>\bBearer )[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*", re.IGNORECASE
)


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
    logging.getLogger("alembic").setLevel(max(logging.WARNING, root.level))
    # It tells with a stack of every attempt to reach a database that is away; that it is away is said elsewhere.
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)
    logging.captureWarnings(True)


class TextLines(logging.Formatter):
    """`2026-11-23T20:31:05.071Z warning app.work: what happened [request id]`"""

    def format(self, record: logging.LogRecord) -> str:
        identity = request_id.get()
        words = f"{_instant(record)} {record.levelname.lower()} {record.name}: {record.getMessage()}"
        trace = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return hidden(f"{words} [{identity}]{trace}" if identity else words + trace)


class JsonLines(logging.Formatter):
    """One object a line: `at`, `level`, `logger`, `message`, and where there are such, `request_id`, `exception`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": _instant(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": hidden(record.getMessage()),
            "request_id": request_id.get() or None,
            "exception": hidden(self.formatException(record.exc_info)) if record.exc_info else None,
        }
        return json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False)


def hidden(words: str) -> str:
    """The words without what slipped into them: passwords in addresses, bearer tokens."""
    return _SECRETS.sub(lambda found: f"{found['user'] or found['scheme'] or ''}***", words)


def _instant(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
