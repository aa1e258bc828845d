"""Whatever happens, at whatever level: what people send does not stand in the log, nor in PostgreSQL's."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from app.core.cluster import Places
from app.core.embedded import EmbeddedPostgres
from app.core.logging import configure_logging
from app.core.settings import LogFormat, LogLevel
from app.http.requests import PREFIX
from tests.estate import administrator
from tests.people import Organization, found_community, refused

CANARY = "canary-7f3a9"
EMAIL, PASSWORD = f"{CANARY}-mail@example.org", f"{CANARY}-password-long-enough"
STATEMENT = f"{CANARY}-statement: what only our community may know"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture(params=[(form, level) for form in LogFormat for level in LogLevel], ids=lambda each: "-".join(each))
def log(request: Any) -> Iterator[io.StringIO]:
    """All that is logged meanwhile."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    names = [None, *logging.root.manager.loggerDict]
    levels = {name: logging.getLogger(name).level for name in names if name is not None}
    written = io.StringIO()
    form, weight = request.param
    configure_logging(form, weight, written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)
    logging.captureWarnings(False)
    logging.getLogger("uvicorn.access").disabled = False


async def test_neither_what_works_nor_what_is_refused_nor_a_defect_tells_what_was_sent(
    organization: Organization, log: io.StringIO
) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    ann.client.headers["traceparent"] = f"00-{TRACE}-00f067aa0ba902b7-01"
    await found_community(ann)
    form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
    await ada.make("/members", {"name": f"{CANARY} Name", "email": EMAIL})
    await organization.client().post(PREFIX + "/auth/token", data=form)
    await ann.client.get(PREFIX + "/me", headers={"Authorization": f"Bearer {CANARY}.token.x"})
    await ann.post("/communities/network/problems", {"title": CANARY, "statement": STATEMENT})
    await ann.post("/communities/network/problems", {"title": CANARY, "statement": STATEMENT, "severity": CANARY})
    await ann.client.post(PREFIX + "/communities", content=f'{{"slug": "{CANARY}'.encode())
    await ann.get("/problems", cursor=CANARY)
    # Two defects, whose errors the database explains with the row that it refused.
    await organization.link.execute("ALTER INDEX uq_identity_email RENAME TO uq_renamed")
    await organization.link.execute("ALTER TABLE problem ADD CONSTRAINT ck_defect CHECK (title = '') NOT VALID")
    try:
        refused(await ada.post("/members", {"name": "Ann", "email": EMAIL}), 500, "unexpected")
        given = {"title": CANARY, "statement": STATEMENT}
        defect = refused(await ann.post("/communities/network/problems", given), 500, "unexpected")
    finally:
        await organization.link.execute("ALTER INDEX uq_renamed RENAME TO uq_identity_email")
        await organization.link.execute("ALTER TABLE problem DROP CONSTRAINT ck_defect")
    told = log.getvalue()
    assert defect["request_id"] in told, "the defects are told"
    assert "uq_renamed" in told
    assert "ck_defect" in told
    assert CANARY not in told
    if told.startswith("{"):
        lines = [json.loads(line) for line in told.splitlines()]
        traces = [line["trace_id"] for line in lines if line.get("request_id") == defect["request_id"]]
        assert traces == [TRACE], "the trace that the request was sent with"


async def test_a_task_that_nobody_waited_for_tells_where_and_not_what(log: io.StringIO) -> None:
    loop = asyncio.get_running_loop()
    error = asyncpg.UniqueViolationError(f"duplicate key\nDETAIL: Key (email)=({EMAIL})")
    loop.default_exception_handler({"message": "Task exception was never retrieved", "exception": error, "task": EMAIL})
    assert "never retrieved" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_the_databases_own_log_does_not_repeat_what_it_refused(tmp_path: Path) -> None:
    async def refuse() -> None:
        server = EmbeddedPostgres(tmp_path / "var", durable=False)
        link = await asyncpg.connect(await server.start(lambda _: None))
        await link.execute("CREATE TABLE identity (email text PRIMARY KEY)")
        await link.execute("INSERT INTO identity VALUES ($1)", EMAIL)
        with pytest.raises(asyncpg.UniqueViolationError, match=CANARY):
            await link.execute("INSERT INTO identity VALUES ($1)", EMAIL)
        await link.close()
        await server.stop()

    asyncio.run(refuse())
    told = "".join(each.read_text() for each in Places(tmp_path / "var").logs.iterdir())
    assert "identity_pkey" in told
    assert CANARY not in told
