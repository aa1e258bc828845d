"""The floor's lists of problems: a text for each combination of filters."""

from functools import cache

from benchmarks.floor.reading import PROBLEM_LINE, PROBLEMS_JOINED, noun

_CONDITIONS = {
    "community": "p.community_id = (SELECT id FROM community WHERE slug = ${0})",
    "state": "p.state = ANY(${0}::text[])",
    "component": """EXISTS (
    SELECT 1 FROM problem_component pk WHERE pk.problem_id = p.id AND pk.component_id = ANY(${0}::uuid[]))""",
    "after": "(p.created_at, p.id) < (${0}::timestamptz, ${1}::uuid)",
}


@cache
def problems(filters: tuple[str, ...]) -> str:
    """A page of problems, and one row more by its keys: parameters are the limit, then the filters' in their order
    (`after` has two). What is in no community that is named is in an open one."""
    conditions = [] if "community" in filters else ["p.open"]
    place = 2
    for name in filters:
        conditions.append(_CONDITIONS[name].format(place, place + 1))
        place += 2 if name == "after" else 1
    return f"""
WITH page AS MATERIALIZED (
    SELECT p.id, p.created_at FROM problem p WHERE {" AND ".join(conditions)}
     ORDER BY p.created_at DESC, p.id DESC LIMIT $1::integer + 1)
SELECT coalesce(json_agg(row_to_json(r)), '[]') AS body, (SELECT count(*) FROM page) > $1 AS more,
       (SELECT id FROM page ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET $1 - 1) AS last_id,
       (SELECT created_at FROM page ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET $1 - 1) AS last_at
  FROM (SELECT {noun("p")}, {PROBLEM_LINE}
          FROM page JOIN {PROBLEMS_JOINED} ON p.id = page.id
         ORDER BY page.created_at DESC, page.id DESC LIMIT $1) r"""
