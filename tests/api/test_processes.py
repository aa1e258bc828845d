"""Processes: chosen at founding, read by readers, changed by nothing yet."""

import pytest

from app.domain.process import Process
from app.models.process import ProcessVersionShown
from tests.people import Organization, found_community, refused


async def test_an_empty_process_founds_by_the_defaults(organization: Organization) -> None:
    ann = await organization.member("Ann")
    defaults = await ann.read("/process-defaults")
    assert Process.model_validate(defaults) == Process()
    for slug, process in (("one", {}), ("two", None)):
        community = await found_community(ann, slug=slug, process=process)
        assert {name: community["process"][name] for name in defaults} == defaults


async def test_parts_left_out_are_those_of_the_defaults(organization: Organization) -> None:
    ann = await organization.member("Ann")
    given = {"joining": "request", "validation_policy": {"quorum": 1, "max_failure_share": 0.5}, "norms": "Be kind."}
    community = await found_community(ann, process=given)
    held = await ann.read("/communities/network/processes/1")
    ProcessVersionShown.model_validate(held)
    assert held == community["process"]
    assert (held["process_version"], held["joining"], held["norms"]) == (1, "request", "Be kind.")
    assert (held["validation_policy"]["quorum"], held["validation_policy"]["max_failure_share"]) == (1, 0.5)
    assert held["validation_policy"]["min_sites"] == Process().validation_policy.min_sites
    assert held["adopted_by"]["id"] == str(ann.id)
    assert (await ann.read("/communities/network/processes")) == {"items": [held], "next_cursor": None}


@pytest.mark.parametrize(
    ("process", "pointer"),
    [
        ({"validation_policy": {"quorum": 0}}, "#/process/validation_policy/quorum"),
        ({"validation_policy": {"max_failure_share": 0.333}}, "#/process/validation_policy/max_failure_share"),
        ({"joining": "never"}, "#/process/joining"),
        ({"agenda": []}, "#/process/agenda"),
    ],
)
async def test_rules_that_cannot_be_are_refused_with_their_place(
    organization: Organization, process: dict[str, object], pointer: str
) -> None:
    ann = await organization.member("Ann")
    answer = await ann.post("/communities", {"slug": "network", "name": "Network", "process": process})
    assert refused(answer, 422, "invalid")["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "1.0", "99999999999"])
async def test_a_version_that_is_not_there_is_not_found(organization: Organization, number: str) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    refused(await ann.get(f"/communities/network/processes/{number}"), 404, "not_found")


async def test_nobody_changes_the_rules(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await found_community(ann)
    for method in ("put", "patch", "delete"):
        answer = await ann.client.request(method, "/api/v1/communities/network/processes/1")
        refused(answer, 405, "method_not_allowed")


async def test_the_rules_lie_inside(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await found_community(ann, visibility="listed")
    refused(await bob.get("/communities/network/processes"), 404, "not_found")
    refused(await bob.get("/communities/network/processes/1"), 404, "not_found")
