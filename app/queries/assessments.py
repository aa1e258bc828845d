"""How a solution's status explains itself, who could supply what is missing, and where the solution holds."""

from app.access.addresses import id_of
from app.access.visibility import known, readable
from app.core.statements import written
from app.models import tables
from app.models.fits import ENVIRONMENT_FITS
from app.models.solution import Coverage, SolutionAssessment
from app.queries.view import Seen, View

_S = tables["solution"]

_NAME = "coalesce(identity.name, 'Former member')"
_INSTANT = "to_char(timezone('UTC', {0}), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"

_LACKING = """
    SELECT jsonb_path_query_first(solution.assessment, '$.missing[*] ? (@.kind == "confirmation").other_than')
               AS members,
           jsonb_path_query_first(solution.assessment, '$.missing[*] ? (@.kind == "site").other_than') AS sites,
           jsonb_path_query_first(solution.assessment, '$.missing[*] ? (@.kind == "environment").other_than')
             AS environments
    OFFSET 0
"""
"""What is missing, read once: from other than whom, other than where. (OFFSET keeps it from being read for everybody
who could supply it.) Nobody is looked for where nothing is missing."""

_POLICY = """
    SELECT clock_timestamp() + :clock_offset::interval
           - (process.document #>> '{{validation_policy,expires_after_days}}')::integer
             * interval '24 hours' AS fresh_after
    OFFSET 0
"""
"""How old a voice may be under the rules in force; null where it may be of any age."""

_COULD_VALIDATE = f"""
    environment.retired_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM solution_revision
                     WHERE solution_id = solution.id AND author_id = keeper.member_id AND begins_line)
    AND NOT EXISTS (SELECT 1 FROM validation voice
                     WHERE voice.solution_id = solution.id AND voice.author_id = keeper.member_id
                       AND voice.environment_id = environment.id AND voice.counts_reason = 'counts'
                       AND (policy.fresh_after IS NULL OR voice.given_at > policy.fresh_after))
    AND {ENVIRONMENT_FITS}
"""
"""Of a `keeper` and an `environment` of theirs: does it fit, and have they no fresh voice there?"""

_CANDIDATES = f"""
    SELECT coalesce(json_agg(json_build_object(
               'member', json_build_object('id', could.member_id, 'name', {_NAME}, 'kind', 'person'),
               'environment', json_build_object('id', could.environment_id, 'name', could.environment),
               'site', json_build_object('id', site.id, 'code', site.code, 'name', site.name))
               ORDER BY could.helps DESC, could.environment_id, could.member_id), '[]'::json)
      FROM (
        SELECT keeper.member_id, environment.id AS environment_id, environment.name AS environment,
               environment.site_id, helps.helps
          FROM membership
          JOIN environment_keeper keeper ON keeper.member_id = membership.member_id
          JOIN environment ON environment.id = keeper.environment_id
          JOIN member ON member.id = membership.member_id
         CROSS JOIN LATERAL (
            SELECT coalesce((NOT lacking.members ? keeper.member_id::text)::integer, 0)
                   + coalesce((NOT lacking.sites ? environment.site_id::text)::integer, 0)
                   + coalesce((NOT lacking.environments ? environment.id::text)::integer, 0) AS helps) helps
         WHERE coalesce(lacking.members, lacking.sites, lacking.environments) IS NOT NULL
           AND membership.community_id = solution.community_id
           AND membership.state = 'active' AND membership.role <> 'observer'
           AND member.active AND member.kind = 'person'
           AND helps.helps > 0
           AND {_COULD_VALIDATE}
         ORDER BY helps.helps DESC, environment.id, keeper.member_id
         LIMIT 10) could
      JOIN site ON site.id = could.site_id
      LEFT JOIN identity ON identity.member_id = could.member_id
"""

_ASSESSMENT = written(
    f"""
    SELECT {{known}} AS known, (SELECT row_to_json(shown) FROM (
        SELECT json_build_object('id', solution.id, 'title', solution.title) AS solution,
               solution.status,
               solution.assessment -> 'reasons' AS reasons,
               solution.assessment -> 'missing' AS missing,
               ({_CANDIDATES}) AS candidates,
               solution.assessment -> 'counted' AS counted,
               solution.harm_reported,
               {_INSTANT.format("solution.assessed_at")} AS assessed_at,
               {_INSTANT.format("solution.next_assessment_at")} AS next_assessment_at,
               (solution.assessment ->> 'process_version')::integer AS process_version,
               (SELECT coalesce(json_agg(row_to_json(change)), '[]'::json) FROM (
                    SELECT {_INSTANT.format("at")} AS at, previous, status,
                           (assessment ->> 'process_version')::integer AS process_version,
                           assessment -> 'reasons' AS reasons
                      FROM status_change WHERE solution_id = solution.id
                     ORDER BY status_change.at DESC, status_change.id DESC LIMIT 20) change) AS history
          FROM solution
          JOIN community ON community.id = solution.community_id
          JOIN process_version process ON process.community_id = community.id
                                      AND process.process_version = community.process_version
         CROSS JOIN LATERAL ({_POLICY}) policy
         CROSS JOIN LATERAL ({_LACKING}) lacking
         WHERE solution.id = :id::uuid AND {{readable}}) shown) AS body,
        NULL::integer AS version
    """,
    known=known(),
    readable=readable(_S),
)

LOOKED_THROUGH = 50
"""So many of each community's solutions, the newest, are looked through for what their reader could validate."""

TO_VALIDATE = written(
    f"""
    SELECT {{known}} AS known, (SELECT coalesce(json_agg(row_to_json(shown)), '[]'::json) FROM (
        SELECT json_build_object('id', community.id, 'slug', community.slug, 'name', community.name) AS community,
               json_build_object('id', problem.id, 'key', community.slug || '-' || problem.number,
                                 'title', problem.title) AS problem,
               json_build_object('id', solution.id, 'title', solution.title) AS solution,
               solution.status,
               fitting.environments
          FROM membership
          JOIN community ON community.id = membership.community_id
          JOIN process_version process ON process.community_id = community.id
                                      AND process.process_version = community.process_version
          JOIN member ON member.id = membership.member_id
         CROSS JOIN LATERAL ({_POLICY}) policy
         CROSS JOIN LATERAL (
            SELECT * FROM solution
             WHERE community_id = membership.community_id
             ORDER BY created_at DESC, id DESC LIMIT {LOOKED_THROUGH}) solution
         CROSS JOIN LATERAL (
            SELECT json_agg(json_build_object('id', environment.id, 'name', environment.name)
                            ORDER BY environment.name, environment.id) AS environments
              FROM environment_keeper keeper
              JOIN environment ON environment.id = keeper.environment_id
             WHERE keeper.member_id = membership.member_id AND {_COULD_VALIDATE}) fitting
          JOIN problem ON problem.id = solution.problem_id
         WHERE membership.member_id = :me::uuid
           AND membership.state = 'active' AND membership.role <> 'observer'
           AND member.kind = 'person'
           AND solution.status IN ('proposed', 'contested', 'stale')
           AND {{readable}}
           AND fitting.environments IS NOT NULL
         ORDER BY solution.created_at DESC, solution.id DESC
         LIMIT :limit::integer) shown) AS body
    """,
    known=known(),
    readable=readable(_S),
)
"""What the caller could supply, in the communities they are in: each solution that is not validated and that fits
environments of theirs, newest first."""

_COVERAGE = written(
    f"""
    SELECT {{known}} AS known, (SELECT row_to_json(shown) FROM (
        SELECT json_build_object('id', solution.id, 'title', solution.title) AS solution,
               (SELECT coalesce(json_agg(json_build_object(
                    'component', json_build_object('id', component.id, 'vendor', component.vendor,
                                                   'name', component.name),
                    'component_version', cell.component_version,
                    'confirmed', cell.confirmed, 'partial', cell.partial, 'failed', cell.failed,
                    'newest', json_build_object('validation_id', cell.newest_id,
                                                'given_at', {_INSTANT.format("cell.newest_at")}))
                    ORDER BY component.vendor, component.name, component.id, cell.version_key DESC NULLS LAST,
                             cell.component_version), '[]'::json)
                  FROM (
                    SELECT held.component_id, held.component_version, max(held.version_key) AS version_key,
                           count(*) FILTER (WHERE outcome = 'confirmed') AS confirmed,
                           count(*) FILTER (WHERE outcome = 'partial') AS partial,
                           count(*) FILTER (WHERE outcome = 'failed') AS failed,
                           (array_agg(validation.id ORDER BY given_at DESC, validation.id DESC))[1] AS newest_id,
                           max(given_at) AS newest_at
                      FROM validation
                     CROSS JOIN jsonb_to_recordset(validation.configuration)
                             AS held (component_id uuid, component_version text, version_key text)
                     WHERE validation.solution_id = solution.id AND withdrawn_at IS NULL
                     GROUP BY held.component_id, held.component_version) cell
                  JOIN component ON component.id = cell.component_id) AS cells,
               (SELECT coalesce(json_agg(row_to_json(failure)), '[]'::json) FROM (
                    SELECT validation.id AS validation_id, {_INSTANT.format("validation.given_at")} AS given_at,
                           json_build_object('id', environment.id, 'name', environment.name) AS environment,
                           (SELECT coalesce(json_agg(json_build_object(
                                'component', json_build_object('id', component.id, 'vendor', component.vendor,
                                                               'name', component.name),
                                'component_version', held.component_version)
                                ORDER BY component.vendor, component.name), '[]'::json)
                              FROM jsonb_to_recordset(validation.configuration)
                                AS held (component_id uuid, component_version text)
                              JOIN component ON component.id = held.component_id) AS configuration
                      FROM validation JOIN environment ON environment.id = validation.environment_id
                     WHERE validation.solution_id = solution.id AND withdrawn_at IS NULL
                       AND outcome = 'failed' AND counts_reason = 'outside_applicability'
                     ORDER BY validation.given_at DESC, validation.id DESC LIMIT 20) failure) AS limits
          FROM solution
         WHERE solution.id = :id::uuid AND {{readable}}) shown) AS body,
        NULL::integer AS version
    """,
    known=known(),
    readable=readable(_S),
)

_ASSESSMENT_VIEW: View[SolutionAssessment] = View(_ASSESSMENT, "solution")
_COVERAGE_VIEW: View[Coverage] = View(_COVERAGE, "solution")


def assessment(address: str) -> Seen[SolutionAssessment]:
    return Seen(_ASSESSMENT_VIEW, {"id": id_of(address, "solution")})


def coverage(address: str) -> Seen[Coverage]:
    return Seen(_COVERAGE_VIEW, {"id": id_of(address, "solution")})
