"""What the floor writes: the rows of the domain that the service writes for the same, in one statement. `recording`
adds what a service must keep besides: the events, in the same statement, and the answer under its idempotency key, in
the statement that shows it."""


def _event(kind: str, subject: str, data: str, source: str, number: str) -> str:
    """An event of a row of `source`; `number` is where its id stands among the parameters."""
    return f"""
    INSERT INTO event (id, kind, subject_kind, subject_id, actor_id, at, community_id, open, personal, data)
    SELECT {number}, '{kind}', '{kind.partition(".")[0]}', {subject}, $3, now(), community_id, open, false,
           json_build_object({data})::jsonb FROM {source}"""


def post_problem(*, recording: bool) -> str:
    told = "told AS (" + _event("problem.posted", "id", _POSTED, "posted", "$10") + ")," if recording else ""
    return f"""
WITH home AS (
    UPDATE community SET problem_count = problem_count + 1 WHERE slug = $2 RETURNING id, open, problem_count),
posted AS (
    INSERT INTO problem (id, version, created_at, updated_at, community_id, open, number, author_id, title, statement,
                         severity, form, revision, state, root_id)
    SELECT $1, 1, now(), now(), id, open, problem_count, $3, $4, $5, $6, 'structured', 1, 'open', $1 FROM home
    RETURNING id, community_id, open, number, severity, form),
worded AS (
    INSERT INTO problem_revision (id, problem_id, revision, author_id, title, statement, created_at)
    VALUES ($7, $1, 1, $3, $4, $5, now())),
{told}
concerned AS (
    INSERT INTO problem_component (id, community_id, open, problem_id, component_id, position, posted_at)
    SELECT k.id, home.id, home.open, $1, component_id, place - 1, now()
      FROM home, unnest($8::uuid[], $9::uuid[]) WITH ORDINALITY AS k (id, component_id, place))
SELECT"""


_POSTED = "'number', number, 'severity', severity, 'form', form, 'parent_id', NULL"


def give_validation(*, status: bool, recording: bool) -> str:
    """`status`: whether the status changes with it, to $9, which the floor is told. Parameters are eight, then with
    `status` the status and the id of its change, then with `recording` the ids of the events."""
    steps, told = [_GIVEN], [("validation.given", _TOLD, "given")]
    if status:
        steps += [_ASSESSED_ANEW, _MOVED, _RESTATED]
        told += [("solution.status_changed", _STATUS, "assessed"), ("problem.state_changed", _STATE, "restated")]
    else:
        steps.append(_ASSESSED)
    if recording:
        first = 11 if status else 9
        steps += [
            f"told_{place} AS ({_event(kind, 'id', data, source, f'${first + place}')})"
            for place, (kind, data, source) in enumerate(told)
        ]
    return f"WITH {', '.join(steps)} SELECT"


_TOLD = """'solution_id', solution_id, 'environment_id', environment_id, 'outcome', outcome, 'revision', revision,
           'harm', harm"""
_STATUS = "'problem_id', problem_id, 'status', status, 'previous', previous, 'process_version', 1"
_STATE = "'state', state, 'previous', previous, 'solution_id', $2"
_GIVEN = """
given AS (
    INSERT INTO validation (id, version, created_at, updated_at, community_id, open, problem_id, solution_id,
                            author_id, environment_id, site_id, revision, outcome, evidence, machines, harm,
                            by_person, above_observer, configuration, given_at, counts_reason)
    SELECT $1, 1, now(), now(), s.community_id, s.open, s.problem_id, s.id, $3, e.id, e.site_id, $5, $6, $7, $8, false,
           true, true,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('component_id', held.component_id, 'component_version',
                held.component_version, 'version_key', held.version_key) ORDER BY held.position), '[]')
              FROM environment_component held WHERE held.environment_id = e.id), now(), 'counts'
      FROM solution s, environment e WHERE s.id = $2 AND e.id = $4
    RETURNING id, community_id, open, solution_id, environment_id, outcome, revision, harm)"""
_ASSESSED = """
assessed AS (
    UPDATE solution SET assessment = assessment || '{"process_version": 1}', assessed_at = now(), updated_at = now()
     WHERE id = $2)"""
_ASSESSED_ANEW = """
assessed AS (
    UPDATE solution s SET status = $9, assessment = s.assessment || '{"process_version": 1}', assessed_at = now(),
           updated_at = now()
      FROM solution before WHERE s.id = $2 AND before.id = $2
    RETURNING s.id, s.community_id, s.open, s.problem_id, s.status, before.status AS previous, s.assessment)"""
_MOVED = """
moved AS (
    INSERT INTO status_change (id, solution_id, at, previous, status, assessment)
    SELECT $10, id, now(), previous, status, assessment FROM assessed)"""
_RESTATED = """
restated AS (
    UPDATE problem p SET state = CASE $9::text WHEN 'validated' THEN 'solved' ELSE 'open' END, updated_at = now()
      FROM assessed, problem before
     WHERE p.id = assessed.problem_id AND before.id = assessed.problem_id AND p.state <> 'closed' AND NOT EXISTS (
               SELECT 1 FROM solution o WHERE o.problem_id = p.id AND o.id <> $2 AND o.status = 'validated')
    RETURNING p.id, p.community_id, p.open, p.state, before.state AS previous)"""


def keeping(view: str) -> str:
    """The view, and its answer kept: parameters are the view's, then member, key, digest, status and place."""
    return f"""
WITH shown AS ({view}), kept AS (
    INSERT INTO idempotency_key (member_id, key, digest, status, location, answer, replays, created_at)
    SELECT $2, $3, $4, $5, $6, body::text, 0, now() FROM shown)
SELECT body, version FROM shown"""


CREDENTIAL = """
SELECT i.member_id, c.password_hash FROM identity i
  JOIN credential c USING (member_id) JOIN member m ON m.id = i.member_id AND m.active AND m.kind = 'person'
 WHERE i.email = $1"""


def sign_in(*, recording: bool) -> str:
    told = """
, told AS (
    INSERT INTO event (id, kind, subject_kind, subject_id, actor_id, at, open, personal, data)
    VALUES ($6, 'member.signed_in', 'member', $2, $2, now(), true, true, jsonb_build_object('sign_in_id', $1::uuid)))"""
    return f"""
WITH begun AS (
    INSERT INTO sign_in (id, member_id, scope, started_at, expires_at)
    VALUES ($1, $2, $3, now(), now() + $5::interval)),
carried AS (
    INSERT INTO refresh_token (digest, sign_in_id, issued_at, expires_at) VALUES ($4, $1, now(), now() + $5::interval)
){told if recording else ""}
SELECT"""
