import asyncio
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import Forbidden
from app.imports.jira_import import import_tickets
from app.imports.outcome import examples
from app.imports.tally import Tally
from app.queries.outcome import standing
from tests.derivation import differences
from tests.estate import administrator
from tests.imports.records import FAILS, POLICY, RECORD, WORKS, Told, fixed, given, said, ticket, written
from tests.people import Organization, Person

NUMBERS = ("problem", "comment", "solution", "validation", "member", "membership", "environment", "component", "event")


async def counts(organization: Organization) -> dict[str, int]:
    return {table: await organization.link.fetchval(f'SELECT count(*) FROM "{table}"') for table in NUMBERS}


async def brought(
    organization: Organization, file: Path, coordinator: Person, told: Told | None = None, batch_size: int = 2
) -> Tally:
    ada = await first_administrator(organization)
    database = organization.house.database
    return await import_tickets(database, given(file, coordinator, ada), told or Told(), batch_size=batch_size)


async def first_administrator(organization: Organization) -> Person:
    held = await organization.link.fetchval("SELECT id FROM member WHERE organization_role = 'administrator'")
    if held is None:
        return await administrator(organization)
    return Person(held, "Ada", organization.client(), held)


async def problems_by_key(person: Person) -> dict[str, Any]:
    shown = [await person.read(f"/problems/{line['id']}") for line in await person.all("/communities/app/problems")]
    return {problem["imported_from"]["key"]: problem for problem in shown}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "record.jsonl", *RECORD)


async def test_a_record_becomes_a_community_with_its_problems_solutions_and_validations(
    organization: Organization, file: Path
) -> None:
    cora = await organization.member("Cora")
    tally = await brought(organization, file, cora)
    assert tally.made["problems"] == 7
    assert tally.made["solutions"] == 3
    assert tally.made["validations"] == 2
    community = await cora.read("/communities/app")
    assert community["my_role"] == "coordinator"
    assert community["process"]["validation_policy"] == POLICY.model_dump(mode="json")
    problems = await problems_by_key(cora)
    assert {key: problem["state"] for key, problem in problems.items()} == {
        "APP-1": "closed",
        "APP-2": "open",
        "APP-3": "solved",
        "APP-4": "open",
        "APP-5": "closed",
        "APP-6": "open",
        "APP-7": "open",
    }
    assert [problems[key]["solutions"][0]["status"] for key in ("APP-3", "APP-4", "APP-6")] == [
        "validated",
        "contested",
        "proposed",
    ]
    assert await differences(organization.link) == []


async def test_a_problem_is_found_by_the_key_it_had(organization: Organization, file: Path) -> None:
    cora = await organization.member("Cora")
    await brought(organization, file, cora)
    (found,) = await cora.all("/problems", imported_key="APP-2")
    problem = await cora.read(f"/problems/{found['id']}")
    assert problem["imported_from"] == {"source": "jira/app", "key": "APP-2"}
    assert problem["title"] == "Something of APP-2 fails"
    assert problem["created_at"] == "2013-03-01T10:00:00.000000Z"
    assert problem["author"]["name"] == "ann"
    assert [component["name"] for component in problem["components"]] == ["Android"]
    assert await cora.all("/problems", imported_key="APP-99") == []


async def test_deeds_are_those_of_who_did_them_then_and_events_tell_both_times(
    organization: Organization, file: Path
) -> None:
    cora = await organization.member("Cora")
    await brought(organization, file, cora)
    problem = (await problems_by_key(cora))["APP-2"]
    comments = await cora.read(f"/problems/{problem['id']}/comments")
    assert {(comment["author"]["name"], comment["body"]) for comment in comments["items"]} == {
        ("cleo", "Here too."),
        ("dan", "And here."),
    }
    told = await organization.link.fetch(
        "SELECT name, at, data ->> 'recorded_at' AS recorded_at FROM event JOIN identity ON member_id = actor_id"
        " WHERE kind = 'validation.given' ORDER BY name"
    )
    assert [row["name"] for row in told] == ["cleo", "dan"]
    for row in told:
        assert row["recorded_at"].startswith("2013-03-06T10:00:00")
        assert row["at"].year > 2013


async def test_a_validation_stands_in_an_environment_that_its_author_keeps(
    organization: Organization, file: Path
) -> None:
    cora = await organization.member("Cora")
    await brought(organization, file, cora)
    solution = (await problems_by_key(cora))["APP-3"]["solutions"][0]
    (line,) = await cora.all(f"/solutions/{solution['id']}/validations")
    validation = await cora.read(f"/validations/{line['id']}")
    assert (validation["author"]["name"], validation["outcome"], validation["evidence"]) == ("cleo", "confirmed", WORKS)
    assert validation["ticket"] == "APP-3"
    assert validation["site"]["code"] == "APP-RECORD"
    environment = await cora.read(f"/environments/{validation['environment']['id']}")
    assert environment["name"] == "Android 4.4, Nexus 5, Titanium SDK 3.1.0.v20130301120000"
    assert [keeper["name"] for keeper in environment["keepers"]] == ["cleo"]


async def test_people_become_members_who_cannot_sign_in(organization: Organization, file: Path) -> None:
    cora = await organization.member("Cora")
    await brought(organization, file, cora)
    people = await organization.link.fetch(
        "SELECT name, email, site_id, role, state FROM identity JOIN member ON member.id = identity.member_id"
        " JOIN membership ON membership.member_id = member.id WHERE name <> 'Cora' ORDER BY name"
    )
    assert [tuple(row) for row in people] == [
        (name, None, None, "member", "active") for name in ("ann", "bob", "cleo", "dan")
    ]
    ways = await organization.link.fetchval(
        "SELECT (SELECT count(*) FROM credential) + (SELECT count(*) FROM invitation)"
    )
    assert ways == 0


async def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(organization: Organization, file: Path) -> None:
    told = Told()
    tally = await brought(organization, file, await organization.member("Cora"), told)
    ((place, reason),) = told.refusals
    assert place == "line 4"
    assert "no JSON" in reason
    assert told.done == len(RECORD)
    assert tally.left_out["lines"] == 1


async def test_a_key_that_comes_again_is_a_bad_line(organization: Organization, tmp_path: Path) -> None:
    told = Told()
    file = written(tmp_path / "record.jsonl", ticket("APP-1"), ticket("APP-1", summary="Another"))
    tally = await brought(organization, file, await organization.member("Cora"), told)
    assert told.refusals == [("line 2", "repeats the key APP-1 of an earlier line")]
    assert tally.made["problems"] == 1


async def test_a_line_that_the_rules_refuse_takes_no_other_with_it(organization: Organization, tmp_path: Path) -> None:
    cora = await organization.member("Cora")
    await brought(organization, written(tmp_path / "first.jsonl", ticket("APP-1", reporter="zoe")), cora)
    await organization.link.execute(
        "UPDATE member SET active = false FROM identity WHERE member_id = member.id AND name = 'zoe'"
    )
    lines = [ticket("APP-1"), ticket("APP-2"), ticket("APP-3", reporter="zoe"), fixed("APP-4", said("cleo", WORKS))]
    told = Told()
    tally = await brought(organization, written(tmp_path / "record.jsonl", *lines), cora, told, batch_size=4)
    assert [place for place, _ in told.refusals] == ["line 3"]
    assert (tally.there["problems"], tally.made["problems"]) == (1, 2)
    keys = {problem["key"] for problem in (await problems_by_key(cora)).values()}
    assert keys == {"app-1", "app-2", "app-3"}, "numbers have no gap"
    assert await differences(organization.link) == []


@pytest.mark.parametrize("stops_after", [2, 5, 7])
async def test_stopped_and_begun_again_nothing_is_doubled_or_lost(
    organization: Organization, file: Path, stops_after: int
) -> None:
    cora = await organization.member("Cora")
    with pytest.raises(asyncio.CancelledError):
        await brought(organization, file, cora, Told(stops_after))
    stopped = await counts(organization)
    tally = await brought(organization, file, cora)
    assert tally.there["problems"] == stopped["problem"] < 7
    whole = await counts(organization)
    assert [whole[table] for table in ("problem", "comment", "solution", "validation")] == [7, 5, 3, 2]
    again = await brought(organization, file, cora)
    assert (again.made, again.there["problems"]) == ({}, 7)
    assert await counts(organization) == whole
    assert len(await problems_by_key(cora)) == 7
    assert await differences(organization.link) == []


async def test_two_at_once_double_nothing(organization: Organization, file: Path) -> None:
    cora = await organization.member("Cora")
    asked = given(file, cora, await administrator(organization))
    database = organization.house.database
    tallies = await asyncio.gather(*(import_tickets(database, asked, Told(), batch_size=2) for _ in range(2)))
    assert sum(tally.made["problems"] for tally in tallies) == 7
    assert sum(tally.there["problems"] for tally in tallies) == 7
    whole = await counts(organization)
    assert [whole[table] for table in ("problem", "comment", "solution", "validation", "member")] == [7, 5, 3, 2, 6]
    assert await differences(organization.link) == []


async def test_duplicates_are_closed_by_the_coordinator_when_the_record_closed_them(
    organization: Organization, file: Path
) -> None:
    cora = await organization.member("Cora")
    tally = await brought(organization, file, cora)
    assert tally.made["closures of duplicates"] == 2
    problems = await problems_by_key(cora)
    for key in ("APP-1", "APP-5"):
        closure = problems[key]["closure"]
        assert closure["reason"] == "duplicate"
        assert closure["duplicate_of"]["id"] == problems["APP-3"]["id"]
        assert closure["closed_by"]["name"] == "Cora"
        assert closure["closed_at"] == "2013-03-05T10:00:00.000000Z"


async def test_a_closure_taken_back_since_is_not_made_again(organization: Organization, file: Path) -> None:
    cora = await organization.member("Cora")
    await brought(organization, file, cora)
    problem = (await problems_by_key(cora))["APP-5"]
    path = f"/problems/{problem['id']}/closure"
    tag = (await cora.get(f"/problems/{problem['id']}")).headers["ETag"]
    assert (await cora.delete(path, tag=tag)).status_code == 200
    await brought(organization, file, cora)
    assert (await cora.read(f"/problems/{problem['id']}"))["state"] == "open"


async def test_who_coordinates_nothing_there_cannot_go_on_with_it(organization: Organization, file: Path) -> None:
    await brought(organization, file, await organization.member("Cora"))
    before = await counts(organization)
    with pytest.raises(Forbidden):
        await brought(organization, file, await organization.member("Eve"))
    assert (await counts(organization))["event"] == before["event"]


async def test_what_is_not_imported_is_counted_by_its_reason(organization: Organization, file: Path) -> None:
    tally = await brought(organization, file, await organization.member("Cora"))
    assert tally.left_out["links: Relates"] == 1
    assert tally.left_out["verifications by the author of the solution"] == 1


async def test_a_version_that_the_catalogue_has_no_place_for_is_not_known(
    organization: Organization, tmp_path: Path
) -> None:
    cora, ada = await organization.member("Cora"), await administrator(organization)
    made = await ada.make(
        "/components",
        {
            "vendor": "Google",
            "name": "Android OS",
            "kind": "operating_system",
            "aliases": ["Android"],
            "version_scheme": "listed",
        },
    )
    await ada.make(f"/components/{made['id']}/releases", {"component_version": "4.3"})
    file = written(tmp_path / "record.jsonl", fixed("APP-1", said("cleo", WORKS)))
    tally = await import_tickets(organization.house.database, given(file, cora, ada), Told())
    assert tally.left_out["versions that are no release of their component"] == 1
    (environment,) = await cora.all("/environments")
    installed = (await cora.read(f"/environments/{environment['id']}"))["configuration"]
    assert {line["component"]["name"]: line["component_version"] for line in installed} == {
        "Android OS": None,
        "Nexus 5": None,
        "Titanium SDK": "3.1.0.v20130301120000",
    }


async def test_validated_solutions_are_shown_with_the_words_that_made_them_so(
    organization: Organization, file: Path
) -> None:
    cora = await organization.member("Cora")
    await brought(organization, file, cora)
    database = organization.house.database
    (example,) = await examples(database, file, "app", most=10)
    assert (example.key, example.confirmations) == (
        "APP-3",
        (("cleo", "Verified fixed", "Android 4.4, Nexus 5, Titanium SDK 3.1.0.v20130301120000"),),
    )
    assert (await standing(database, "app"))["solutions by status"] == {"validated": 1, "contested": 1, "proposed": 1}


async def test_later_words_in_the_same_place_take_the_place_of_earlier_ones(
    organization: Organization, tmp_path: Path
) -> None:
    cora = await organization.member("Cora")
    comments = [said("dan", FAILS), said("dan", WORKS, "2013-03-08T10:00:00.000+0000")]
    await brought(organization, written(tmp_path / "record.jsonl", fixed("APP-1", *comments)), cora)
    problem = (await problems_by_key(cora))["APP-1"]
    assert problem["solutions"][0]["status"] == "validated"
