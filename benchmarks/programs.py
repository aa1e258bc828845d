"""What stands beside a record where programs are at work: tickets that came to be problems, and what was told of them
outside. Made inside PostgreSQL of the record that is there, the same of the same record.

A connector for each community and a ticket for each problem, half of them answered once; a webhook for each fifth
member, of whom the reader of many has one with a third of all deliveries; a job for each delivery, and one for each
look at a ticket. One in five hundred has failed, and as many wait.
"""

import asyncpg

from benchmarks.estate import READER_OF_MANY
from benchmarks.making import without_secondary_indexes

_MADE = f"""
    CREATE OR REPLACE FUNCTION pg_temp.id_of(what text, id uuid) RETURNS uuid LANGUAGE sql IMMUTABLE AS
        $$ SELECT overlay(overlay(md5(what || id::text) PLACING '7' FROM 13) PLACING 'a' FROM 17)::uuid $$;

    INSERT INTO connector (id, version, created_at, updated_at, community_id, open, kind, system, name, config, secret,
                           rules, severities, closures, states, poll_seconds, member_id, accepted_at, accepted_by_id,
                           succeeded_at)
    SELECT pg_temp.id_of('connector', c.id), 1, c.created_at, c.created_at, c.id, c.open, 'request_tracker',
           'rt-' || c.slug, 'Desk of ' || c.name, '{{}}', '\\x00', '[]', '{{}}', '{{"rejected": "out_of_scope"}}',
           '{{"solved": "resolved"}}', 60, m.member_id, c.created_at, m.member_id, c.created_at
      FROM community c
      JOIN LATERAL (SELECT member_id FROM membership WHERE community_id = c.id ORDER BY id LIMIT 1) m ON true;

    INSERT INTO connected_ticket (id, community_id, open, connector_id, key, url, title, use, problem_id, seen_version,
                                  state, created_at, updated_at)
    SELECT pg_temp.id_of('ticket', p.id), p.community_id, p.open, pg_temp.id_of('connector', p.community_id),
           'RT-' || p.number, 'https://rt.example.org/Ticket/Display.html?id=' || p.number, p.title, 'problem', p.id,
           '1', CASE p.number % 3 WHEN 0 THEN 'resolved' ELSE 'open' END, p.created_at, p.updated_at
      FROM problem p;
    INSERT INTO sent_remark (id, ticket_id, token, remark, sent_at)
    SELECT pg_temp.id_of('remark', t.id), t.id, 'alliance:' || t.problem_id, t.problem_id::text, t.updated_at
      FROM connected_ticket t JOIN problem p ON p.id = t.problem_id WHERE p.number % 2 = 0;

    INSERT INTO ticket_link (id, version, created_at, updated_at, community_id, open, problem_id, subject_kind,
                             subject_id, system, key, made_by_id)
    SELECT pg_temp.id_of('link', p.id), 1, p.created_at, p.created_at, p.community_id, p.open, p.id, 'problem', p.id,
           CASE p.number % 5 WHEN 0 THEN 'jira' ELSE 'rt' END, 'T-' || row_number() OVER (ORDER BY p.id), p.author_id
      FROM problem p;
    INSERT INTO external_reference (id, community_id, open, subject_kind, subject_id, system, key, made_by_id,
                                    created_at)
    SELECT pg_temp.id_of('reference', l.id), l.community_id, l.open, 'problem', l.problem_id, l.system, l.key,
           l.made_by_id, l.created_at
      FROM ticket_link l;

    CREATE TEMPORARY TABLE hooked AS
    SELECT m.id AS owner_id, pg_temp.id_of('webhook', m.id) AS id, m.created_at,
           row_number() OVER (ORDER BY i.email <> 'member{READER_OF_MANY}@example.org', m.id) - 1 AS place
      FROM member m JOIN identity i ON i.member_id = m.id
     ORDER BY place LIMIT (SELECT count(*) / 5 FROM member);
    INSERT INTO webhook (id, version, created_at, updated_at, owner_id, url, kinds, community_ids, description, secret,
                         state, begins_xid, begins_position, failures)
    SELECT id, 1, created_at, created_at, owner_id, 'https://hooks.example.org/' || place, '{{}}', '{{}}', '', '\\x00',
           'sending', '0', 0, 0
      FROM hooked;
    CREATE TEMPORARY TABLE told AS
    SELECT pg_temp.id_of('delivery', p.id) AS id, p.id AS subject_id, p.created_at,
           row_number() OVER (ORDER BY p.id) AS number
      FROM problem p;
    INSERT INTO webhook_delivery (id, webhook_id, event_id, kind, subject_id, state, tries, created_at, ended_at)
    SELECT t.id, h.id, NULL, 'problem.posted', t.subject_id, s.state, 1, t.created_at,
           CASE WHEN s.state <> 'waiting' THEN t.created_at END
      FROM told t
      JOIN hooked h ON h.place = CASE t.number % 3 WHEN 0 THEN 0 ELSE t.number % (SELECT count(*) FROM hooked) END,
           LATERAL (SELECT CASE t.number % 500 WHEN 0 THEN 'failed' WHEN 3 THEN 'waiting' ELSE 'delivered' END)
               AS s (state);
    INSERT INTO webhook_try (id, delivery_id, at, milliseconds, outcome, status, answer)
    SELECT pg_temp.id_of('try', id), id, created_at, 40,
           CASE state WHEN 'delivered' THEN 'delivered' ELSE 'refused' END,
           CASE state WHEN 'delivered' THEN 204 ELSE 503 END, ''
      FROM webhook_delivery;
    INSERT INTO job (id, kind, lane, crowd, payload, state, due_at, attempts, claims, last_error, created_at, done_at)
    SELECT pg_temp.id_of(each.kind, d.id), each.kind, each.kind || ':' || d.subject_id, d.webhook_id,
           jsonb_build_object('delivery_id', d.id), s.state, d.created_at, 1, 1,
           CASE s.state WHEN 'failed' THEN 'TimeoutError' END, d.created_at,
           CASE WHEN s.state <> 'waiting' THEN d.created_at END
      FROM webhook_delivery d
     CROSS JOIN (VALUES ('deliver_webhook'), ('look_at_ticket')) AS each (kind),
           LATERAL (SELECT CASE d.state WHEN 'delivered' THEN 'done' ELSE d.state END) s (state)
     ORDER BY d.created_at, each.kind;
    DROP TABLE hooked, told;
"""
TABLES = (
    "connector",
    "connected_ticket",
    "sent_remark",
    "ticket_link",
    "external_reference",
    "webhook",
    "webhook_delivery",
    "webhook_try",
    "job",
)
"""What is filled so."""


async def work_beside(link: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Adds to a record, over a connection that checks no foreign keys, what programs have done on it."""
    async with without_secondary_indexes(link, TABLES):
        await link.execute(_MADE)
    await link.execute(f"ANALYZE {', '.join(TABLES)}")
