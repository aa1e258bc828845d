"""Connectors, the tickets that they have seen, and what was said in them; comments that are meant for tickets.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
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
]
DOCUMENT = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _when(name: str, *, nullable: bool = False) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    with op.get_context().autocommit_block():
        _what_events_are_about([*BEFORE, "connector"])
        op.execute("ALTER TABLE event VALIDATE CONSTRAINT ck_event_subjectkind")
    op.add_column("comment", sa.Column("to_tickets", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "connector",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _when("created_at"),
        _when("updated_at"),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column(
            "kind",
            _words("connectorkind", "request_tracker", "github", "jira", "servicenow", "zendesk", "memory"),
            nullable=False,
        ),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("config", DOCUMENT, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("rules", DOCUMENT, nullable=False),
        sa.Column("severities", DOCUMENT, nullable=False),
        sa.Column("closures", DOCUMENT, nullable=False),
        sa.Column("states", DOCUMENT, nullable=False),
        sa.Column("poll_seconds", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        _when("accepted_at", nullable=True),
        sa.Column("accepted_by_id", sa.Uuid(), nullable=True),
        _when("paused_at", nullable=True),
        sa.Column("paused_by_id", sa.Uuid(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=True),
        _when("polled_at", nullable=True),
        _when("succeeded_at", nullable=True),
        _when("failed_at", nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_connector_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_connector_member_id")),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["member.id"], name=op.f("fk_connector_accepted_by_id")),
        sa.ForeignKeyConstraint(["paused_by_id"], ["member.id"], name=op.f("fk_connector_paused_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connector")),
        sa.UniqueConstraint("system", name=op.f("uq_connector_system")),
    )
    op.create_table(
        "connected_ticket",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("connector_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("use", _words("ticketuse", "problem", "affected_mark", "linked", "none"), nullable=False),
        sa.Column("problem_id", sa.Uuid(), nullable=True),
        sa.Column("seen_version", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_sent", sa.Text(), nullable=True),
        sa.Column("remark_mark", sa.Text(), nullable=True),
        _when("gone_at", nullable=True),
        _when("created_at"),
        _when("updated_at"),
        sa.ForeignKeyConstraint(
            ["community_id", "open"],
            ["community.id", "community.open"],
            name=op.f("fk_connected_ticket_community_id_open"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(["connector_id"], ["connector.id"], name=op.f("fk_connected_ticket_connector_id")),
        sa.ForeignKeyConstraint(["problem_id"], ["problem.id"], name=op.f("fk_connected_ticket_problem_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connected_ticket")),
        sa.UniqueConstraint("connector_id", "key", name=op.f("uq_connected_ticket_connector_id_key")),
    )
    op.create_index(
        "ix_connected_ticket_connector_id_updated_at_id", "connected_ticket", ["connector_id", "updated_at", "id"]
    )
    op.create_index(op.f("ix_connected_ticket_problem_id"), "connected_ticket", ["problem_id"])
    op.create_table(
        "sent_remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        _when("sent_at"),
        sa.ForeignKeyConstraint(["ticket_id"], ["connected_ticket.id"], name=op.f("fk_sent_remark_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_remark")),
        sa.UniqueConstraint("ticket_id", "token", name=op.f("uq_sent_remark_ticket_id_token")),
        sa.UniqueConstraint("ticket_id", "remark", name=op.f("uq_sent_remark_ticket_id_remark")),
    )


def downgrade() -> None:
    op.drop_table("sent_remark")
    op.drop_table("connected_ticket")
    op.drop_table("connector")
    op.drop_column("comment", "to_tickets")
    # What was told of connectors stays: the narrower list holds for what comes.
    _what_events_are_about(BEFORE)


def _what_events_are_about(kinds: list[str]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute(
        # One statement: no row comes between the one list and the other.
        "-- squawk-ignore ban-drop-constraint\n"
        "ALTER TABLE event DROP CONSTRAINT ck_event_subjectkind, "
        f"ADD CONSTRAINT ck_event_subjectkind CHECK (subject_kind IN ({listed})) NOT VALID"
    )
