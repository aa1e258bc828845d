"""Ticket links that a service account makes on behalf; administrators who try a job again stand in the audit trail;
jobs and deliveries are listed by their state.

Revision ID: 0008
Revises: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BEFORE = [
    "member",
    "site",
    "component",
    "release",
    "environment",
    "objective",
    "community",
    "membership",
    "process",
    "problem",
    "framing",
    "affected_mark",
    "solution",
    "validation",
    "flag",
    "comment",
    "action_item",
    "ticket_link",
    "connector",
]
DEEDS_BEFORE = [
    "component.changed",
    "component.made",
    "component.reinstated",
    "component.retired",
    "member.added",
    "member.changed",
    "member.deactivated",
    "member.invited",
    "member.reactivated",
    "objective.changed",
    "objective.reinstated",
    "objective.retired",
    "objective.set",
    "release.added",
    "release.changed",
    "site.changed",
    "site.made",
    "site.reinstated",
    "site.retired",
]
DEEDS = sorted([*DEEDS_BEFORE, "job.retried"])
INDEXES = {
    "ix_job_state_created_at_id": "job (state, created_at, id)",
    "ix_webhook_delivery_webhook_id_state_created_at_id": "webhook_delivery (webhook_id, state, created_at, id)",
    "ix_webhook_delivery_webhook_id_subject_id_created_at_id": (
        "webhook_delivery (webhook_id, subject_id, created_at, id)"
    ),
}
INDEXES_BEFORE = {
    "ix_job_failed": "job (created_at, id) WHERE state = 'failed'",
    "ix_webhook_delivery_waiting": "webhook_delivery (webhook_id) WHERE state = 'waiting'",
}


def upgrade() -> None:
    # Outside a transaction, so that no lock is held from one statement to the next. Broken off, it is tried again from
    # its beginning.
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE ticket_link ADD COLUMN IF NOT EXISTS through_id uuid")
        # There is one only where this was broken off before.
        op.execute(
            "-- squawk-ignore ban-drop-constraint\n"
            "ALTER TABLE ticket_link DROP CONSTRAINT IF EXISTS fk_ticket_link_through_id"
        )
        op.execute(
            "ALTER TABLE ticket_link ADD CONSTRAINT fk_ticket_link_through_id"
            " FOREIGN KEY (through_id) REFERENCES member (id) NOT VALID"
        )
        op.execute("ALTER TABLE ticket_link VALIDATE CONSTRAINT fk_ticket_link_through_id")
        _what_events_are_about([*BEFORE, "job"])
        op.execute("ALTER TABLE event VALIDATE CONSTRAINT ck_event_subjectkind")
        _what_is_audited(DEEDS)
        _indexes(INDEXES, INDEXES_BEFORE)


def downgrade() -> None:
    op.drop_column("ticket_link", "through_id")
    # What was told of jobs stays: the narrower list holds for what comes.
    _what_events_are_about(BEFORE)
    with op.get_context().autocommit_block():
        _what_is_audited(DEEDS_BEFORE)
        _indexes(INDEXES_BEFORE, INDEXES)


def _what_events_are_about(kinds: list[str]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute(
        # One statement: no row comes between the one list and the other.
        "-- squawk-ignore ban-drop-constraint\n"
        "ALTER TABLE event DROP CONSTRAINT ck_event_subjectkind, "
        f"ADD CONSTRAINT ck_event_subjectkind CHECK (subject_kind IN ({listed})) NOT VALID"
    )


def _what_is_audited(deeds: list[str]) -> None:
    done = "kind IN ({})".format(", ".join(f"'{kind}'" for kind in deeds))
    audited = f"({done} OR kind IN ('member.token_made', 'member.token_revoked') AND actor_id <> subject_id)"
    op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_event_audited_next")
    op.execute(f"CREATE INDEX CONCURRENTLY ix_event_audited_next ON event (position) WHERE {audited}")
    op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_event_audited_position")
    op.execute(
        # No program names an index.
        "-- squawk-ignore renaming-object\nALTER INDEX ix_event_audited_next RENAME TO ix_event_audited_position"
    )


def _indexes(made: dict[str, str], gone: dict[str, str]) -> None:
    for name, of in made.items():
        # There is one only where this was broken off before.
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        op.execute(f"CREATE INDEX CONCURRENTLY {name} ON {of}")
    for name in gone:
        op.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
