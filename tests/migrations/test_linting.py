"""No migration keeps people waiting: its SQL, as Alembic writes it, is read before it is ever run."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.core.revisions import revisions
from app.core.upgrading import TIME_LIMITS, engine_for
from tests.migrations.linting import LIMITS, broken, sql

NEXT = Path(__file__).with_name("versions")


@pytest.mark.parametrize("revision", revisions())
def test_a_revision_locks_no_table_for_long(revision: str) -> None:
    assert broken(LIMITS + sql(revision)) == set()


def test_the_next_revisions_that_the_tests_try_lock_no_table_for_long() -> None:
    for revision in revisions(NEXT)[len(revisions()) :]:
        assert broken(LIMITS + sql(revision, NEXT)) == set()


@pytest.mark.anyio
async def test_every_statement_of_a_migration_has_the_limits_that_are_read_with_it(database_url: str) -> None:
    engine = engine_for(database_url)
    async with engine.connect() as connection:
        for name, limit in TIME_LIMITS.items():
            assert (await connection.execute(text(f"SHOW {name}"))).scalar() == limit
    await engine.dispose()


REFUSED = {
    "volatile default": "ALTER TABLE problem ADD COLUMN token uuid DEFAULT gen_random_uuid()",
    "generated column": "ALTER TABLE problem ADD COLUMN twice integer GENERATED ALWAYS AS (number * 2) STORED",
    "serial": "ALTER TABLE problem ADD COLUMN place serial",
    "required column": "ALTER TABLE problem ADD COLUMN place integer NOT NULL",
    "NOT NULL": "ALTER TABLE problem ALTER COLUMN parent_id SET NOT NULL",
    "index": "CREATE INDEX ix_problem_title ON problem (title)",
    "unique index": "CREATE UNIQUE INDEX ix_problem_title ON problem (title)",
    "index dropped": "DROP INDEX ix_problem_title",
    "index in a transaction": "BEGIN; CREATE INDEX CONCURRENTLY ix_problem_title ON problem (title); COMMIT",
    "type": "ALTER TABLE problem ALTER COLUMN number TYPE bigint",
    "foreign key": "ALTER TABLE problem ADD CONSTRAINT fk FOREIGN KEY (parent_id) REFERENCES problem (id)",
    "column with foreign key": "ALTER TABLE problem ADD COLUMN site_id uuid REFERENCES site (id)",
    "check": "ALTER TABLE problem ADD CONSTRAINT ck CHECK (number > 0)",
    "column with check": "ALTER TABLE problem ADD COLUMN place integer CHECK (place > 0)",
    "validated where it is made": "BEGIN; ALTER TABLE problem ADD CONSTRAINT ck CHECK (number > 0) NOT VALID;"
    " ALTER TABLE problem VALIDATE CONSTRAINT ck; COMMIT",
    "unique": "ALTER TABLE problem ADD CONSTRAINT uq UNIQUE (title)",
    "exclusion": "ALTER TABLE problem ADD CONSTRAINT ex EXCLUDE USING gist (title WITH =)",
    "column renamed": "ALTER TABLE problem RENAME COLUMN title TO headline",
    "table renamed": "ALTER TABLE problem RENAME TO trouble",
    "column dropped": "ALTER TABLE problem DROP COLUMN title",
    "table dropped": "DROP TABLE problem",
    "truncated": "TRUNCATE problem",
    "locked": "LOCK TABLE problem IN SHARE MODE",
    "clustered": "CLUSTER problem USING pk_problem",
    "vacuumed": "VACUUM FULL problem",
    "unlogged": "ALTER TABLE problem SET UNLOGGED",
    "moved": "ALTER TABLE problem SET TABLESPACE fast",
    "all rows": "UPDATE problem SET title = upper(title)",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_what_locks_or_rewrites_a_table_is_refused(statement: str) -> None:
    assert broken(f"{LIMITS}{statement};") != set()


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE problem ADD COLUMN place integer",
        "ALTER TABLE problem ADD COLUMN place integer DEFAULT 0 NOT NULL",
        "CREATE INDEX CONCURRENTLY ix_problem_title ON problem (title)",
        "DROP INDEX CONCURRENTLY IF EXISTS ix_problem_title",
        "BEGIN; ALTER TABLE problem ADD CONSTRAINT ck CHECK (number > 0) NOT VALID; COMMIT",
        "BEGIN; ALTER TABLE problem VALIDATE CONSTRAINT ck; COMMIT",
        "BEGIN; CREATE TABLE news (id uuid PRIMARY KEY); CREATE INDEX ix_news ON news (id); COMMIT",
        "UPDATE problem SET place = 1 WHERE id IN (SELECT id FROM problem WHERE place IS NULL LIMIT 1000)",
        "-- squawk-ignore ban-drop-column\nALTER TABLE problem DROP COLUMN headline",
    ],
)
def test_what_does_neither_is_not(statement: str) -> None:
    assert broken(f"{LIMITS}{statement};") == set()


def test_without_time_limits_it_is_refused() -> None:
    assert broken("ALTER TABLE problem ADD COLUMN place integer;") == {
        "require-lock-timeout",
        "require-statement-timeout",
    }


def test_a_bad_revision_is_caught_as_alembic_writes_it() -> None:
    """The whole way, from a revision's Python to the rules that it breaks."""
    bad = Path(__file__).with_name("refused")
    assert broken(LIMITS + sql("bad", bad)) == {
        "adding-field-with-default",
        "adding-not-nullable-field",
        "changing-column-type",
        "require-concurrent-index-creation",
    }
