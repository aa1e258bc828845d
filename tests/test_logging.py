"""Log lines: one form, the request's id on each, no secret in any."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from app.core.logging import configure_logging, hidden, request_id
from app.core.settings import LogFormat, LogLevel


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    for name in ("uvicorn", "alembic", "asyncpg.pool"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.getLogger("uvicorn.access").disabled = False


def test_a_json_line_tells_when_where_what_and_for_which_request() -> None:
    written = io.StringIO()
    configure_logging(LogFormat.json, LogLevel.info, written)
    token = request_id.set("0192f0c1")
    logging.getLogger("app.work").warning("waited %d times", 3)
    request_id.reset(token)
    line = json.loads(written.getvalue())
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "warning",
        "logger": "app.work",
        "message": "waited 3 times",
        "request_id": "0192f0c1",
    }


def test_an_exception_stays_in_its_one_json_line() -> None:
    written = io.StringIO()
    configure_logging(LogFormat.json, LogLevel.info, written)
    try:
        raise ValueError("unheard of")
    except ValueError:
        logging.getLogger("app").exception("it failed")
    assert "unheard of" in json.loads(written.getvalue())["exception"]


def test_a_text_line_can_be_read() -> None:
    written = io.StringIO()
    configure_logging(LogFormat.text, LogLevel.warning, written)
    logging.getLogger("app").info("not weighty enough")
    logging.getLogger("uvicorn.error").error("through the same road")
    assert written.getvalue().endswith("Z error uvicorn.error: through the same road\n")


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("cannot reach postgresql://ann:hush@db/x", "cannot reach postgresql://ann:***@db/x"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: Bearer ***"),
        ("token eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln was", "token *** was"),
        ("http://127.0.0.1:8000/docs", "http://127.0.0.1:8000/docs"),
    ],
)
def test_secrets_that_slip_in_are_hidden(words: str, without: str) -> None:
    assert hidden(words) == without
