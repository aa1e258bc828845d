"""What is new in the feed, for all who wait for it at once: only where and of what kind it is, so that of many who wait
those few read on whom it may concern. What they may read is said by the page that they then read (`events.page`), and
by that alone."""

from sqlalchemy import literal_column

from app.access.visibility import open_sign_ins, readers
from app.core.statements import prepare, written

MOST = 1000
"""Of so many events the kinds and subjects are told; of more, only that there are more."""

NEWS = written(
    f"""
    WITH told AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS up_to)
    SELECT told.up_to::text AS up_to, news.* FROM told LEFT JOIN LATERAL (
        SELECT community.id, community.slug, NULL::uuid[] AS readers, found.number, found.kinds, found.subjects
          FROM (
            SELECT community_id, count(*) AS number, array_agg(DISTINCT kind) AS kinds,
                   array_agg(DISTINCT subject_id) AS subjects
              FROM (SELECT community_id, kind, subject_id FROM event
                     WHERE open AND NOT personal AND xid >= :since::text::xid8 AND xid < told.up_to
                     ORDER BY xid, position LIMIT {MOST + 1}) AS event
             GROUP BY community_id) AS found
          LEFT JOIN community ON community.id = found.community_id
         UNION ALL
        SELECT community.id, community.slug, ARRAY{{readers}}, found.number, found.kinds, found.subjects
          FROM community CROSS JOIN LATERAL (
            SELECT count(*) AS number, array_agg(DISTINCT kind) AS kinds, array_agg(DISTINCT subject_id) AS subjects
              FROM (SELECT kind, subject_id FROM event
                     WHERE community_id = community.id AND NOT personal
                       AND xid >= :since::text::xid8 AND xid < told.up_to
                     ORDER BY xid, position LIMIT {MOST + 1}) AS event
            HAVING count(*) > 0) AS found
         WHERE NOT community.open) AS news ON true
    """,
    readers=readers(literal_column("community.id")),
)
"""What came to be settled since the transaction `since`: a row for each community (open ones, closed ones, and one
without id for what belongs to none), and in any case `up_to`, which is the next `since`. `readers` is null where every
member is one."""

UP_TO = written("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS up_to")

OPEN_SIGN_INS = prepare(open_sign_ins())
