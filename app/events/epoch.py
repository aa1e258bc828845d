"""The epoch of the feed: which server gave the events their places.

A transaction id means something only on the server that gave it. Rows restored on another (a dump, say) keep places
that lie beyond all that is to come; they are put before it, in their order, and a new epoch makes every cursor of the
old server one that no longer fits.
"""

from uuid import UUID

import asyncpg

_HELD = """
    SELECT held.epoch, held.system_identifier = server.system_identifier AS here
    FROM pg_control_system() AS server, installation AS held
"""
_BEGIN = """
    INSERT INTO installation (id, epoch, system_identifier)
    SELECT 1, gen_random_uuid(), system_identifier FROM pg_control_system()
    ON CONFLICT (id) DO NOTHING
"""
_BEGIN_ANEW = """
    WITH moved AS (
        UPDATE installation SET epoch = gen_random_uuid(), system_identifier = server.system_identifier
        FROM pg_control_system() AS server
        WHERE installation.system_identifier <> server.system_identifier
        RETURNING installation.id
    ), numbered AS (
        SELECT event.id, row_number() OVER (ORDER BY event.xid, event.position) AS place FROM event, moved
    ), consumers AS (
        UPDATE consumer SET xid = '3', position = (
            SELECT count(*) FROM event WHERE (event.xid, event.position) <= (consumer.xid, consumer.position))
        FROM moved
    ), webhooks AS (
        UPDATE webhook SET begins_xid = '3', begins_position = (
            SELECT count(*) FROM event
             WHERE (event.xid, event.position) <= (webhook.begins_xid, webhook.begins_position))
        FROM moved
    )
    UPDATE event SET xid = '3', position = numbered.place FROM numbered WHERE event.id = numbered.id
"""
"""One statement: of two programs that start at once, the second finds the row moved and does nothing. 3 is the first
id that a server gives, long before any of ours. Whoever goes
through the feed stays where they were among the events."""


async def begin_epoch(dsn: str) -> None:
    """Begins a new epoch: after a database was restored from an older copy of itself. That has the same server's
    identity, so nothing tells by itself that cursors may lie ahead of what was restored."""
    await ensure_epoch(dsn)
    link = await asyncpg.connect(dsn)
    try:
        await link.execute("UPDATE installation SET epoch = gen_random_uuid()")
    finally:
        await link.close()


async def ensure_epoch(dsn: str) -> UUID:
    """The epoch of the database's server; a new one where the rows were written on another."""
    link = await asyncpg.connect(dsn)
    try:
        held = await link.fetchrow(_HELD)
        if held is None or not held["here"]:
            await link.execute(_BEGIN if held is None else _BEGIN_ANEW)
            held = await link.fetchrow(_HELD)
        assert held is not None
        epoch = held["epoch"]
        assert isinstance(epoch, UUID)
        return epoch
    finally:
        await link.close()
