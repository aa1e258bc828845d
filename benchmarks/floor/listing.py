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
    keys = f"SELECT p.id, p.created_at FROM problem p WHERE {' AND '.join(conditions)}"
    if "component" in filters:
        keys = _of_components(filters, conditions)
    # The constant tells the planner how long a page is; of a parameter it takes a tenth of all there is.
    return f"""
WITH page AS MATERIALIZED (SELECT * FROM (
    {keys} ORDER BY created_at DESC, id DESC LIMIT $1::integer + 1) cut
     ORDER BY created_at DESC, id DESC LIMIT 101)
SELECT coalesce(json_agg(row_to_json(r)), '[]') AS body, (SELECT count(*) FROM page) > $1 AS more,
       (SELECT id FROM page ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET $1 - 1) AS last_id,
       (SELECT created_at FROM page ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET $1 - 1) AS last_at
  FROM (SELECT {noun("p")}, {PROBLEM_LINE}
          FROM page JOIN {PROBLEMS_JOINED} ON p.id = page.id
         ORDER BY page.created_at DESC, page.id DESC LIMIT $1) r"""


def _of_components(filters: tuple[str, ...], conditions: list[str]) -> str:
    """The keys from what is kept for each component in the order of the list: a page of each, each problem once."""
    named = dict(zip(filters if "community" in filters else ("open", *filters), conditions, strict=True))
    components = named.pop("component").rpartition("ANY(")[2].removesuffix("))")
    others = " AND ".join(named.values()).replace("p.created_at, p.id", "k.posted_at, k.problem_id")
    others = others.replace("p.open", "k.open").replace("p.community_id", "k.community_id")
    problem = "JOIN problem p ON p.id = k.problem_id" if "state" in named else ""
    return f"""SELECT DISTINCT found.created_at, found.id FROM unnest({components}) AS asked (component)
     CROSS JOIN LATERAL (SELECT k.posted_at AS created_at, k.problem_id AS id FROM problem_component k {problem}
         WHERE k.component_id = asked.component AND {others}
         ORDER BY k.posted_at DESC, k.problem_id DESC LIMIT $1::integer + 1) found"""
