"""The audit trail is read by an index of its own.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = [
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


def upgrade() -> None:
    with op.get_context().autocommit_block():
        # Broken off, it leaves an index that is not valid: that goes first when it is tried again.
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_event_administration_position")
        op.execute(
            "CREATE INDEX CONCURRENTLY ix_event_administration_position ON event (position) WHERE kind IN ("
            + ", ".join(f"'{kind}'" for kind in KINDS)
            + ")"
        )


def downgrade() -> None:
    op.drop_index("ix_event_administration_position", table_name="event")
