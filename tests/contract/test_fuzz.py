"""Made-up requests where the contract alone is no oracle: as somebody from outside of a private community, who gets
what the matrix of rights says; and with headers, cursors and preconditions broken on the way."""

from random import Random
from typing import Any

from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    missing_required_header,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.contract.fuzz import EXAMPLES, SEED, WHOLE, Case, operation_of, schema_of, supply
from tests.contract.world import STATUSES, World
from tests.rights.matrix import LINES

SHARE = 4
"""Of so many cases of the other tests, these make one."""
# The bounds of values are tried by the other tests; here, where who asks and the headers matter, by the whole run.
schema = schema_of(max(EXAMPLES // SHARE, 2), boundaries=WHOLE)

OUTSIDE = {line.operation.name: line.cells["stranger"][-1] for line in LINES}
"""What a stranger gets of each operation in a private community."""
REFUSED_BEFORE = {400, 405, 413, 415, 422}
"""What is wrong with a request itself is said before anything is looked up."""
BROKEN = (
    "",
    "*",
    "W/*",
    '"',
    '"1-',
    '""',
    '"1", "2", "99999999999999999999"',
    "'; DROP TABLE member; --",
    "é\xff",
    "0" * 4000,
    "Bearer",
    "Bearer a.b.c",
    "Basic YTpi",
    "AAAA",
    "eyJhbGciOiJub25lIn0.e30.",
)
SHAPES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
"""What holds of an answer to broken data too."""
HEADERS = ("If-Match", "If-None-Match", "Idempotency-Key", "Authorization", "Content-Type", "Accept", "Origin", "Range")


@schema.parametrize()
def test_somebody_from_outside_gets_nothing_of_a_private_community(case: Case, closed_world: World) -> None:
    operation = operation_of(case)
    prepared = closed_world.prepare(operation)
    prepared.headers.clear()  # which sign: nobody outside has the secret
    supply(case, prepared)
    asked: dict[str, Any] = {"base_url": closed_world.address, "session": closed_world.session}
    stranger = closed_world.someone[1]
    # What one may not see is 404 whatever header is missing, so that this tells nothing of it.
    answer = case.call_and_validate(
        **asked, headers={"Authorization": stranger}, excluded_checks=[missing_required_header]
    )
    STATUSES.setdefault(operation.name, []).append(answer.status_code)
    match OUTSIDE[operation.name]:
        case "." if prepared.path.get("community", closed_world.community) == closed_world.community:
            assert answer.status_code in {404, *REFUSED_BEFORE}, answer.text
        case "." | "-":
            # What all see says which version is to be named before it says whose it is to change; and where joining
            # is by request, which no private community's is, the request lies in a community that all see.
            assert answer.status_code in {403, 404, 412, 428, *REFUSED_BEFORE}, answer.text
        case "o" if answer.status_code == 200:
            assert closed_world.community not in answer.text
        case _:
            pass


@schema.parametrize()
def test_broken_headers_cursors_and_preconditions_are_refused_as_documented(case: Case, world: World) -> None:
    operation = operation_of(case)
    seen = STATUSES.setdefault(operation.name, [])
    chance = Random(f"{SEED} {operation.name} {len(seen)}")
    prepared = world.prepare(operation)
    supply(case, prepared)
    headers: dict[str, str] = {"Authorization": prepared.authorization or world.authorization}
    for name in chance.sample(HEADERS, 2):
        headers[name] = chance.choice(BROKEN)
    if operation.takes("cursor"):
        case.query = {**(case.query or {}), "cursor": _corrupted(chance, world.cursor)}
    sent = {name: value.encode() for name, value in headers.items()}
    answer = case.call(base_url=world.address, session=world.session, headers=sent)
    seen.append(answer.status_code)
    case.validate_response(answer, checks=SHAPES)


def _corrupted(chance: Random, cursor: str) -> str:
    place = chance.randrange(len(cursor))
    changed = cursor[:place] + chance.choice("AB_-=%é\0") + cursor[place + 1 :]
    return chance.choice((cursor[:place], cursor + cursor, changed, "", "x" * 5000))
