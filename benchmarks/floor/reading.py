"""What the floor reads: written by hand, joined as cheaply as the tables allow."""


def _instant(column: str) -> str:
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def _row(*columns: str) -> str:
    return f"(SELECT row_to_json(x) FROM (SELECT {', '.join(columns)}) x)"


def _member(identity: str) -> str:
    """Of an identity and the member it is of, joined as `_who` joins them."""
    return _row(f"{identity}.member_id AS id", f"{identity}.name", f"{identity}_is.kind")


def _who(identity: str, member_id: str) -> str:
    return (
        f"JOIN identity {identity} ON {identity}.member_id = {member_id}"
        f" JOIN member {identity}_is ON {identity}_is.id = {member_id}"
    )


_THROUGH = """(SELECT row_to_json(x) FROM (SELECT i.member_id AS id, i.name, m.kind
    FROM identity i JOIN member m ON m.id = i.member_id WHERE i.member_id = {0}.through_id) x) AS through"""
_ACTIONS = """'["mark_affected","comment_on_problem"]'::json"""
"""What a reader without a membership may do; everybody, here."""

_NOUN = "{0}.id, {0}.version, " + _instant("{0}.created_at") + " AS created_at, "
_NOUN += _instant("{0}.updated_at") + " AS updated_at"


def noun(table: str) -> str:
    return _NOUN.format(table)


_COMPONENTS = """
    (SELECT coalesce(json_agg(row_to_json(k)), '[]') FROM (
        SELECT k.id, k.vendor, k.name FROM problem_component pk JOIN component k ON k.id = pk.component_id
         WHERE pk.problem_id = p.id ORDER BY pk.position) k)"""

PROBLEM_LINE = f"""
    c.slug || '-' || p.number AS key, p.number, {_row("c.id", "c.slug", "c.name")} AS community,
    {_member("a")} AS author, p.title, p.severity, p.form, p.state, p.revision,
    {_COMPONENTS} AS components,
    (SELECT count(*) FROM solution s WHERE s.problem_id = p.id) AS solution_count"""

PROBLEMS_JOINED = f"""problem p
      JOIN community c ON c.id = p.community_id
      {_who("a", "p.author_id")}"""

PROBLEM = f"""
SELECT row_to_json(r) AS body, r.version FROM (
    SELECT {noun("p")}, {_ACTIONS} AS allowed_actions, {PROBLEM_LINE}, {_THROUGH.format("p")}, p.statement,
           others.by_id -> p.parent_id::text AS parent,
           CASE WHEN p.root_id = p.id THEN {_row("p.id", "c.slug || '-' || p.number AS key", "p.title")}
                ELSE others.by_id -> p.root_id::text END AS root,
           CASE WHEN p.closed_at IS NOT NULL THEN
               (SELECT row_to_json(x) FROM (SELECT p.closure_reason AS reason, p.closure_comment AS comment,
                    others.by_id -> p.duplicate_of_id::text AS duplicate_of,
                    (SELECT row_to_json(y) FROM (SELECT i.member_id AS id, i.name, c_is.kind FROM identity i
                       JOIN member c_is ON c_is.id = i.member_id WHERE i.member_id = p.closed_by_id) y) AS closed_by,
                    {_instant("p.closed_at")} AS closed_at) x) END AS closure,
           (SELECT row_to_json(x) FROM (
               SELECT count(DISTINCT m.member_id) AS people, count(DISTINCT m.site_id) AS sites,
                      coalesce((SELECT sum(largest) FROM (
                          SELECT least(max(n.machines), max(e.machines)) AS largest
                            FROM affected_mark n JOIN environment e ON e.id = n.environment_id
                           WHERE n.withdrawn_at IS NULL AND n.problem_id = ANY(tree.ids)
                           GROUP BY n.environment_id) y), 0) AS machines
                 FROM affected_mark m WHERE m.withdrawn_at IS NULL AND m.problem_id = ANY(tree.ids)) x) AS reach,
           (SELECT count(DISTINCT (l.system, l.key)) FROM ticket_link l WHERE l.problem_id = ANY(tree.ids))
             AS ticket_count,
           false AS affected_by_me,
           (SELECT row_to_json(x) FROM (SELECT f.system, f.key, f.url FROM external_reference f
             WHERE f.subject_id = p.id ORDER BY f.created_at, f.id LIMIT 1) x) AS external_reference,
           (SELECT row_to_json(x) FROM (SELECT i.source, i.key FROM imported i WHERE i.subject_id = p.id
             ORDER BY i.at LIMIT 1) x) AS imported_from,
           (SELECT coalesce(json_agg(row_to_json(s)), '[]') FROM (
               SELECT {noun("s")}, {_row("p.id", "c.slug || '-' || p.number AS key", "p.title")} AS problem,
                      s.title, s.kind, s.status, s.revision,
                      {_member("b")} AS author, s.harm_reported,
                      (SELECT count(DISTINCT v.author_id) FROM validation v WHERE v.solution_id = s.id)
                        AS validator_count
                 FROM solution s {_who("b", "s.author_id")}
                WHERE s.problem_id = p.id ORDER BY s.created_at, s.id LIMIT 50) s) AS solutions
      FROM {PROBLEMS_JOINED}
     CROSS JOIN LATERAL (
        SELECT json_object_agg(o.id, {_row("o.id", "of.slug || '-' || o.number AS key", "o.title")}) AS by_id
          FROM problem o JOIN community of ON of.id = o.community_id
         WHERE o.id = ANY(ARRAY[p.parent_id, nullif(p.root_id, p.id), p.duplicate_of_id])) others
     CROSS JOIN LATERAL (
        SELECT array_agg(t.id) || p.id AS ids FROM problem t WHERE t.root_id = p.id) tree
     WHERE p.id = $1::uuid) r"""


ACTION_ITEMS = f"""
WITH page AS MATERIALIZED (SELECT * FROM (
    SELECT i.id, i.due_rank, i.due_day FROM action_item i
     WHERE i.owner_id = $2::uuid AND i.state IN ('open', 'in_progress')
     ORDER BY i.due_rank, i.due_day, i.id LIMIT $1::integer + 1) cut ORDER BY due_rank, due_day, id LIMIT 101)
SELECT coalesce(json_agg(row_to_json(r)), '[]') AS body, (SELECT count(*) FROM page) > $1 AS more FROM (
    SELECT {noun("i")}, {_row("c.id", "c.slug", "c.name")} AS community, i.title,
           {_member("o")} AS owner, {_member("k")} AS maker,
           i.due_on, i.state, i.state IN ('open', 'in_progress') AND coalesce(i.due_on < (clock_timestamp()
               AT TIME ZONE coalesce(site.time_zone, 'UTC'))::date, false) AS overdue,
           {_row("i.origin_kind AS kind", "i.origin_id AS id")} AS origin
      FROM page JOIN action_item i ON i.id = page.id
      JOIN community c ON c.id = i.community_id
      {_who("k", "i.maker_id")}
      {_who("o", "i.owner_id")}
      LEFT JOIN site ON site.id = o_is.site_id
     ORDER BY page.due_rank, page.due_day, page.id LIMIT $1) r"""

EVENTS = f"""
WITH page AS MATERIALIZED (SELECT * FROM (
    SELECT e.id, e.xid, e.position FROM event e
     WHERE e.open AND NOT e.personal AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
       AND (e.xid, e.position) > ($2::text::xid8, $3::bigint)
     ORDER BY e.xid, e.position LIMIT $1) cut ORDER BY xid, position LIMIT 101)
SELECT coalesce(json_agg(row_to_json(r)), '[]') AS body,
       (SELECT xid || '-' || position FROM page ORDER BY xid, position OFFSET (SELECT count(*) FROM page) - 1) AS last
  FROM (SELECT e.id, e.kind, {_row("e.subject_kind AS kind", "e.subject_id AS id")} AS subject,
               {_member("a")} AS actor, {_THROUGH.format("e")}, {_instant("e.at")} AS at, e.community_id, e.data
          FROM page JOIN event e ON e.id = page.id {_who("a", "e.actor_id")}
         ORDER BY page.xid, page.position LIMIT $1) r"""

_COULD_HELP = """
    SELECT k.member_id, e.id AS environment_id, e.name AS environment, e.site_id, helps.helps
      FROM membership m
      JOIN environment_keeper k ON k.member_id = m.member_id
      JOIN environment e ON e.id = k.environment_id
      JOIN member ON member.id = m.member_id
     CROSS JOIN LATERAL (
        SELECT coalesce((NOT lacking.members ? k.member_id::text)::integer, 0)
               + coalesce((NOT lacking.sites ? e.site_id::text)::integer, 0)
               + coalesce((NOT lacking.environments ? e.id::text)::integer, 0) AS helps) helps
     WHERE coalesce(lacking.members, lacking.sites, lacking.environments) IS NOT NULL
       AND m.community_id = s.community_id AND m.state = 'active' AND m.role <> 'observer' AND helps.helps > 0
       AND member.active AND member.kind = 'person' AND e.retired_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM solution_revision w
                        WHERE w.solution_id = s.id AND w.author_id = k.member_id AND w.begins_line)
       AND NOT EXISTS (SELECT 1 FROM validation v
                        WHERE v.solution_id = s.id AND v.author_id = k.member_id AND v.environment_id = e.id
                          AND v.counts_reason = 'counts'
                          AND (expires.fresh_after IS NULL OR v.given_at > expires.fresh_after))
       AND NOT EXISTS (SELECT 1 FROM solution_component q WHERE q.solution_id = s.id AND NOT EXISTS (
               SELECT 1 FROM environment_component held
                WHERE held.environment_id = e.id AND held.component_id = q.component_id
                  AND (q.versions IS NULL OR held.version_key <@ q.versions)))
     ORDER BY helps.helps DESC, e.id, k.member_id LIMIT 10"""


def _other_than(kind: str) -> str:
    return f"""jsonb_path_query_first(s.assessment, '$.missing[*] ? (@.kind == "{kind}").other_than')"""


ASSESSMENT = f"""
SELECT row_to_json(r) AS body, NULL::integer AS version FROM (
    SELECT json_build_object('id', s.id, 'title', s.title) AS solution, s.status,
           s.assessment -> 'reasons' AS reasons, s.assessment -> 'missing' AS missing,
           (SELECT coalesce(json_agg(json_build_object(
                       'member', json_build_object('id', could.member_id, 'name', who.name, 'kind', 'person'),
                       'environment', json_build_object('id', could.environment_id, 'name', could.environment),
                       'site', json_build_object('id', site.id, 'code', site.code, 'name', site.name))
                       ORDER BY could.helps DESC, could.environment_id, could.member_id), '[]'::json)
              FROM ({_COULD_HELP}) could
              JOIN site ON site.id = could.site_id JOIN identity who ON who.member_id = could.member_id) AS candidates,
           s.assessment -> 'counted' AS counted, s.harm_reported,
           {_instant("s.assessed_at")} AS assessed_at, {_instant("s.next_assessment_at")} AS next_assessment_at,
           (s.assessment ->> 'process_version')::integer AS process_version,
           (SELECT coalesce(json_agg(row_to_json(change)), '[]'::json) FROM (
                SELECT {_instant("h.at")} AS at, previous, status,
                       (assessment ->> 'process_version')::integer AS process_version,
                       assessment -> 'reasons' AS reasons
                  FROM status_change h WHERE h.solution_id = s.id
                 ORDER BY h.at DESC, h.id DESC LIMIT 20) change) AS history
      FROM solution s
      JOIN community c ON c.id = s.community_id
      JOIN process_version v ON v.community_id = c.id AND v.process_version = c.process_version
     CROSS JOIN LATERAL (
        SELECT clock_timestamp() - (v.document #>> '{{validation_policy,expires_after_days}}')::integer
               * interval '24 hours' AS fresh_after OFFSET 0) expires
     CROSS JOIN LATERAL (
        SELECT {_other_than("confirmation")} AS members, {_other_than("site")} AS sites,
               {_other_than("environment")} AS environments OFFSET 0) lacking
     WHERE s.id = $1::uuid) r"""

VALIDATION = f"""
SELECT row_to_json(r) AS body, r.version FROM (
    SELECT {noun("v")}, '["withdraw_validation","comment_on_validation"]'::json AS allowed_actions,
           {_row("s.id", "s.title")} AS solution, {_member("a")} AS author,
           {_row("e.id", "e.name")} AS environment, {_row("t.id", "t.code", "t.name")} AS site,
           v.revision, v.outcome, v.machines, v.harm, {_instant("v.given_at")} AS given_at,
           v.counts_reason = 'counts' AS counts, v.counts_reason, {_instant("v.withdrawn_at")} AS withdrawn_at,
           v.evidence, v.ticket,
           (SELECT coalesce(json_agg(row_to_json(h)), '[]') FROM (
               SELECT {_row("k.id", "k.vendor", "k.name")} AS component,
                      held.value ->> 'component_version' AS component_version
                 FROM jsonb_array_elements(v.configuration) WITH ORDINALITY AS held (value, place)
                 JOIN component k ON k.id = (held.value ->> 'component_id')::uuid
                ORDER BY held.place) h) AS configuration,
           v.carried_from_id, v.withdrawal_reason
      FROM validation v
      JOIN solution s ON s.id = v.solution_id
      {_who("a", "v.author_id")}
      JOIN environment e ON e.id = v.environment_id
      JOIN site t ON t.id = v.site_id
     WHERE v.id = $1::uuid) r"""
