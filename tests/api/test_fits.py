"""Whether a configuration fits is asked in the database and defined in `app/domain`: the two never differ."""

from typing import Any
from uuid import UUID

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.applicability import Applicability
from app.domain.versions import Dotted, Version
from app.models.fits import ENVIRONMENT_FITS, FITS
from tests.people import Organization

COMPONENTS = [UUID(int=number) for number in range(3)]
_RECORDED = f"""
    WITH solution_component AS (
        SELECT $1::uuid AS solution_id, component_id, versions
          FROM jsonb_to_recordset($2::jsonb) AS given (component_id uuid, versions version_multirange))
    SELECT {FITS} FROM (SELECT $1::uuid AS id) solution, (SELECT $3::jsonb AS configuration) validation
"""
_INSTALLED = f"""
    WITH solution_component AS (
        SELECT $1::uuid AS solution_id, component_id, versions
          FROM jsonb_to_recordset($2::jsonb) AS given (component_id uuid, versions version_multirange)),
    environment_component AS (
        SELECT $1::uuid AS environment_id, component_id, version_key COLLATE "C" AS version_key
          FROM jsonb_to_recordset($3::jsonb) AS given (component_id uuid, version_key text))
    SELECT {ENVIRONMENT_FITS} FROM (SELECT $1::uuid AS id) solution, (SELECT $1::uuid AS id) environment
"""

versions = st.sampled_from(
    [
        "1.0",
        "1.0.0",
        "1.0-rc1",
        "1.1",
        "2",
        "2 SP1",
        "10.0.19045.3803",
        "20H2",
        "21H1",
        "12.1(3)T",
        "11.2R3-S1",
        'a"b,c',
    ]
)


@st.composite
def ranges(draw: st.DrawFn) -> str:
    one, other = draw(versions), draw(versions)
    low, high = sorted([Version.parse(one, Dotted()), Version.parse(other, Dotted())], key=lambda each: each.key)
    quoted = [str(each).replace(" ", "%20").replace(",", "%2C") for each in (low, high)]
    if low == high:
        return draw(st.sampled_from(["*", quoted[0], f">={quoted[0]}", f"<={quoted[0]}", f"!={quoted[0]}"]))
    return draw(st.sampled_from(["*", f">={quoted[0]}|<{quoted[1]}", f">{quoted[0]}|<={quoted[1]}", f"<{quoted[1]}"]))


@given(
    required=st.dictionaries(st.sampled_from(COMPONENTS), ranges(), max_size=3),
    installed=st.dictionaries(st.sampled_from(COMPONENTS), st.none() | versions, max_size=3),
)
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_database_and_the_rule_agree_on_what_fits(
    serving: Organization, required: dict[UUID, str], installed: dict[UUID, str | None]
) -> None:
    applicability = Applicability.parse(required.items(), dict.fromkeys(COMPONENTS, Dotted()))
    keys: dict[UUID, str | None] = {
        component: None if version is None else Dotted().key(version) for component, version in installed.items()
    }
    wanted = [
        {"component_id": str(component), "versions": versions.multirange()}
        for component, versions in applicability.requirements.items()
    ]
    held: list[dict[str, Any]] = [
        {"component_id": str(component), "version_key": key} for component, key in keys.items()
    ]
    given_rows = (UUID(int=9), orjson.dumps(wanted).decode(), orjson.dumps(held).decode())
    expected = applicability.fits(keys)
    assert await serving.link.fetchval(_RECORDED, *given_rows) is expected
    assert await serving.link.fetchval(_INSTALLED, *given_rows) is expected
