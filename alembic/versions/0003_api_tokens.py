"""API tokens; acting on behalf; the audit trail tells of tokens made for others.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

THROUGH = ("event", "problem", "comment", "affected_mark")
DEEDS = [
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
DONE = "kind IN ({})".format(", ".join(f"'{kind}'" for kind in DEEDS))
AUDITED = f"({DONE} OR kind IN ('member.token_made', 'member.token_revoked') AND actor_id <> subject_id)"


def upgrade() -> None:
    # Outside a transaction, so that no lock is held from one statement to the next. Broken off, it is tried again from
    # its beginning: whatever is there already is passed over, or made anew.
    with op.get_context().autocommit_block():
        for table in THROUGH:
            op.execute(f"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS through_id uuid")
            # There is one only where this was broken off before.
            op.execute(
                "-- squawk-ignore ban-drop-constraint\n"
                f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS fk_{table}_through_id"
            )
            op.execute(
                f"ALTER TABLE {table} ADD CONSTRAINT fk_{table}_through_id"
                " FOREIGN KEY (through_id) REFERENCES member (id) NOT VALID"
            )
            op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT fk_{table}_through_id")
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_event_audited_position")
        op.execute(f"CREATE INDEX CONCURRENTLY ix_event_audited_position ON event (position) WHERE {AUDITED}")
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_event_administration_position")
    op.create_table(
        "api_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["sign_in.id"], name="fk_api_token_id"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_api_token_member_id"),
        sa.ForeignKeyConstraint(["made_by_id"], ["member.id"], name="fk_api_token_made_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_api_token"),
        sa.UniqueConstraint("digest", name="uq_api_token_digest"),
    )
    op.create_index("ix_api_token_member_id_created_at_id", "api_token", ["member_id", "created_at", "id"])


def downgrade() -> None:
    op.drop_table("api_token")
    for table in THROUGH:
        op.drop_column(table, "through_id")
    op.drop_index("ix_event_audited_position", table_name="event")
    op.create_index("ix_event_administration_position", "event", ["position"], postgresql_where=sa.text(DONE))
