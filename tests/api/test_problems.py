"""Problems through the door: posted, read, listed, changed."""

import asyncio
from uuid import uuid4

from app.auth.scopes import Scope
from app.http.requests import PREFIX
from app.models.problem import ProblemLine, ProblemPage, ProblemRevisionPage, ProblemShown
from tests import rows
from tests.people import Organization, found_community, ok, refused

PROBLEMS = "/communities/network/problems"
GIVEN = {"title": "VPN drops", "statement": "It drops each hour, everywhere, since May."}


async def test_problem_is_answered_whole_and_alike_by_every_road(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    windows, client = await rows.component(organization), await rows.component(organization, "VPN client")
    parent = await ann.make(PROBLEMS, GIVEN)
    answer = await ann.post(
        PROBLEMS,
        {**GIVEN, "severity": "high", "component_ids": [str(client), str(windows)], "parent_id": parent["id"]},
    )
    posted = ok(answer)
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith(f"{PREFIX}/problems/{posted['id']}")
    shown = ProblemShown.model_validate(posted)
    assert (shown.key, shown.number, shown.version, shown.revision) == ("network-2", 2, 1, 1)
    assert shown.parent is not None
    assert (shown.parent.key, shown.root.id) == ("network-1", shown.id)
    assert [component.name for component in shown.components] == ["VPN client", "Windows"]
    by_id, by_key = await ann.get(f"/problems/{shown.id}"), await ann.get("/problems/network-2")
    assert by_id.content == by_key.content == answer.content
    assert by_id.headers["ETag"] == by_key.headers["ETag"] == answer.headers["ETag"]
    page = ProblemPage.model_validate(await ann.read("/problems"))
    assert page.items[0] == ProblemLine.model_validate({name: posted[name] for name in ProblemLine.model_fields})
    assert await rows.events(organization, posted["id"]) == [
        (
            "problem.posted",
            {"number": 2, "severity": "high", "form": "structured", "parent_id": parent["id"]},
        )
    ]


async def test_posts_at_once_get_distinct_consecutive_numbers(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await rows.community(organization, coordinator=ann, member=bob)
    answers = await asyncio.gather(*((ann, bob)[n % 2].post(PROBLEMS, GIVEN) for n in range(12)))
    assert sorted(ok(answer)["number"] for answer in answers) == list(range(1, 13))


async def test_address_that_cannot_be_one_is_answered_as_one_that_leads_nowhere(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    for address in ("network-1", "network-0", "network-99999999999", "Network-1", "x", str(uuid4())):
        refused(await ann.get(f"/problems/{address}"), 404, "not_found")


async def test_members_and_above_post_and_nobody_else(organization: Organization) -> None:
    ann, bob, cy = [await organization.member(name) for name in ("Ann", "Bob", "Cy")]
    await rows.community(organization, coordinator=ann, observer=bob)
    refused(await bob.post(PROBLEMS, GIVEN), 403, "forbidden")
    refused(await cy.post(PROBLEMS, GIVEN), 403, "forbidden")
    reader = await organization.member("Di", scopes=frozenset({Scope.problems_read}))
    refused(await reader.post(PROBLEMS, GIVEN), 403, "insufficient_scope")
    refused(await ann.post("/communities/nowhere/problems", GIVEN), 404, "not_found")


async def test_first_words_are_kept_and_new_words_are_the_next_revision(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    problem = await ann.make(PROBLEMS, {**GIVEN, "form": "unstructured"})
    assert problem["form"] == "unstructured"
    changed = ok(await ann.change("/problems/network-1", {"statement": "Only on wireless."}))
    assert (changed["revision"], changed["version"], changed["title"]) == (2, 2, "VPN drops")
    page = await ann.read("/problems/network-1/revisions")
    ProblemRevisionPage.model_validate(page)
    assert [(item["revision"], item["statement"]) for item in page["items"]] == [
        (2, "Only on wireless."),
        (1, GIVEN["statement"]),
    ]
    assert [item["author"]["name"] for item in page["items"]] == ["Ann", "Ann"]
    changed = ok(await ann.change("/problems/network-1", {"severity": "low"}))
    assert (changed["revision"], changed["version"]) == (2, 3)
    happened = await rows.events(organization, problem["id"])
    assert happened[1:] == [
        ("problem.changed", {"version": 2, "revision": 2, "fields": ["statement"]}),
        ("problem.changed", {"version": 3, "revision": 2, "fields": ["severity"]}),
    ]


async def test_change_that_changes_nothing_makes_no_version_and_no_event(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    component = str(await rows.component(organization))
    problem = await ann.make(PROBLEMS, {**GIVEN, "component_ids": [component]})
    for given in ({}, GIVEN, {"component_ids": [component]}, {"parent_id": None}):
        answer = await ann.change("/problems/network-1", given)
        assert ok(answer) == problem
    assert len(await rows.events(organization, problem["id"])) == 1


async def test_author_and_acting_coordinator_change_a_problem(organization: Organization) -> None:
    ann, bob, cy = [await organization.member(name) for name in ("Ann", "Bob", "Cy")]
    await rows.community(organization, coordinator=ann, member=[bob, cy])
    problem = await bob.make(PROBLEMS, GIVEN)
    refused(await cy.change("/problems/network-1", {"severity": "low"}), 403, "forbidden")
    ok(await bob.change("/problems/network-1", {"severity": "low"}))
    ok(await ann.change("/problems/network-1", {"severity": "high"}))
    assert "change_problem" in problem["allowed_actions"]
    assert "change_problem" not in (await cy.read("/problems/network-1"))["allowed_actions"]


async def test_change_needs_the_tag_of_what_was_read(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    old = (await ann.post(PROBLEMS, GIVEN)).headers["ETag"]
    refused(await ann.patch("/problems/network-1", {"severity": "low"}), 428, "precondition_required")
    ok(await ann.patch("/problems/network-1", {"severity": "low"}, tag=old))
    refused(await ann.patch("/problems/network-1", {"severity": "high"}, tag=old), 412, "precondition_failed")


async def test_components_are_replaced_in_their_order(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    one, two, three = [str(await rows.component(organization, name)) for name in ("One", "Two", "Three")]
    await ann.make(PROBLEMS, {**GIVEN, "component_ids": [one, two]})
    changed = ok(await ann.change("/problems/network-1", {"component_ids": [three, two]}))
    assert [component["name"] for component in changed["components"]] == ["Three", "Two"]
    changed = ok(await ann.change("/problems/network-1", {"component_ids": [two, three]}))
    assert [component["name"] for component in changed["components"]] == ["Two", "Three"]
    answer = await ann.change("/problems/network-1", {"component_ids": [one, two, one]})
    assert refused(answer, 422, "invalid")["errors"][0]["pointer"] == "#/component_ids/2"
    answer = await ann.post(PROBLEMS, {**GIVEN, "component_ids": [one, str(uuid4())]})
    assert refused(answer, 422, "unknown_reference")["errors"][0]["pointer"] == "#/component_ids/1"
    answer = await ann.change("/problems/network-1", {"component_ids": [str(uuid4())]})
    assert refused(answer, 422, "unknown_reference")["errors"][0]["pointer"] == "#/component_ids/0"


async def test_parent_lies_in_the_same_community(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await rows.community(organization, "desktop", coordinator=ann)
    elsewhere = await ann.make("/communities/desktop/problems", GIVEN)
    ok(await ann.post(PROBLEMS, GIVEN))
    for parent in (elsewhere["id"], str(uuid4())):
        for answer in (
            await ann.post(PROBLEMS, {**GIVEN, "parent_id": parent}),
            await ann.change("/problems/network-1", {"parent_id": parent}),
        ):
            assert refused(answer, 422, "unknown_reference")["errors"][0]["pointer"] == "#/parent_id"
    assert (await ann.make(PROBLEMS, GIVEN))["number"] == 2


async def test_problem_is_never_a_part_of_itself(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    one = await ann.make(PROBLEMS, GIVEN)
    two = await ann.make(PROBLEMS, {**GIVEN, "parent_id": one["id"]})
    three = await ann.make(PROBLEMS, {**GIVEN, "parent_id": two["id"]})
    for parent in (one, two, three):
        answer = await ann.change("/problems/network-1", {"parent_id": parent["id"]})
        refused(answer, 409, "ring_of_problems")
    ok(await ann.change("/problems/network-3", {"parent_id": one["id"]}))
    ok(await ann.change("/problems/network-3", {"parent_id": None}))


async def test_two_problems_never_become_parts_of_each_other_at_once(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    for turn in range(10):
        one, two = await ann.make(PROBLEMS, GIVEN), await ann.make(PROBLEMS, GIVEN)
        answers = await asyncio.gather(
            ann.patch(f"/problems/{one['id']}", {"parent_id": two["id"]}, tag="*"),
            ann.patch(f"/problems/{two['id']}", {"parent_id": one["id"]}, tag="*"),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409], turn


async def test_reach_counts_people_sites_and_machines(organization: Organization) -> None:
    ann, bob, cy = [await organization.member(name) for name in ("Ann", "Bob", "Cy")]
    await rows.community(organization, coordinator=ann)
    geneva, oslo = await rows.site(organization), await rows.site(organization, "OSL")
    desktops = await rows.environment(organization, geneva, machines=100)
    servers = await rows.environment(organization, geneva, "Servers", machines=5)
    one, two = await ann.make(PROBLEMS, GIVEN), await ann.make(PROBLEMS, GIVEN)
    assert one["reach"] == {"people": 0, "sites": 0, "machines": 0}
    await rows.mark(organization, one["id"], ann, desktops, 30, geneva)
    await rows.mark(organization, one["id"], bob, desktops, 40, geneva)
    await rows.mark(organization, one["id"], ann, servers, 9, geneva)
    await rows.mark(organization, two["id"], cy, None, 0, oslo)
    assert (await ann.read("/problems/network-1"))["reach"] == {"people": 2, "sites": 1, "machines": 45}
    ok(await ann.put("/problems/network-2/closure", {"reason": "duplicate", "duplicate_of_id": one["id"]}))
    assert (await ann.read("/problems/network-1"))["reach"] == {"people": 3, "sites": 2, "machines": 45}
    assert (await ann.read("/problems/network-2"))["reach"] == {"people": 1, "sites": 1, "machines": 0}


async def test_problems_are_found_by_each_filter(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await rows.community(organization, coordinator=ann, member=bob)
    await rows.community(organization, "desktop", coordinator=bob)
    component = str(await rows.component(organization))
    first = await ann.make(PROBLEMS, {**GIVEN, "severity": "critical", "component_ids": [component]})
    second = await bob.make(PROBLEMS, {**GIVEN, "severity": "low"})
    third = await bob.make("/communities/desktop/problems", {**GIVEN, "severity": "high"})
    ok(await bob.put("/problems/network-2/closure", {"reason": "obsolete"}))
    await rows.mark(organization, third["id"], ann)

    async def found(**query: object) -> list[str]:
        return [item["id"] for item in (await ann.read("/problems", **query))["items"]]

    a, b, c = first["id"], second["id"], third["id"]
    assert await found() == [c, b, a]
    assert await found(community="network") == [b, a]
    desktop = third["community"]["id"]
    assert await found(community=["network", desktop]) == [c, b, a]
    assert await found(community="nowhere") == []
    assert await found(state="closed") == [b]
    assert await found(state=["open", "solved"]) == [c, a]
    assert await found(severity=["low", "high"]) == [c, b]
    assert await found(component=component) == [a]
    assert await found(author=str(bob.id)) == [c, b]
    assert await found(affected="me") == [c]
    assert await found(community="network", severity="low", author=str(ann.id)) == []
    ok(await ann.change("/problems/network-1", {"severity": "moderate"}))
    assert await found(sort="-updated_at") == [a, b, c]
    assert await found(sort="-created_at") == [c, b, a]
    assert [item["id"] for item in (await ann.read(PROBLEMS, state="open"))["items"]] == [a]


async def test_pages_hold_each_problem_once_while_others_are_posted(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    posted = [(await ann.make(PROBLEMS, GIVEN))["id"] for _ in range(7)]
    for path in ("/problems", PROBLEMS):
        first = await ann.get(path, limit=3)
        page = ok(first)
        assert len(page["items"]) == 3
        assert 'rel="next"' in first.headers["Link"]
        new = (await ann.make(PROBLEMS, GIVEN))["id"]
        rest, cursor = [], page["next_cursor"]
        while cursor is not None:
            following = await ann.read(path, limit=3, cursor=cursor)
            rest += following["items"]
            cursor = following["next_cursor"]
        assert [item["id"] for item in page["items"] + rest] == posted[::-1]
        posted.append(new)


async def test_cursor_fits_only_its_own_query_and_caller(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await rows.community(organization, coordinator=[ann, bob])
    for _ in range(3):
        await ann.make(PROBLEMS, GIVEN)
    cursor = (await ann.read("/problems", limit=1))["next_cursor"]
    ok(await ann.get("/problems", limit=2, cursor=cursor))
    tampered = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    for person, path, query in (
        (ann, "/problems", {"cursor": tampered}),
        (ann, "/problems", {"cursor": "nonsense"}),
        (ann, "/problems", {"cursor": "é"}),
        (ann, "/problems", {"cursor": cursor, "severity": "low"}),
        (ann, "/problems", {"cursor": cursor, "sort": "-updated_at"}),
        (ann, PROBLEMS, {"cursor": cursor}),
        (bob, "/problems", {"cursor": cursor}),
    ):
        document = refused(await person.get(path, **query), 422, "cursor_mismatch")
        assert document["errors"][0]["parameter"] == "cursor"


async def test_parameters_that_nobody_asked_for_are_refused(organization: Organization) -> None:
    ann = await organization.member("Ann")
    for query in ({"colour": "red"}, {"limit": [1, 2]}, {"sort": ["-created_at", "-updated_at"]}, {"sort": "title"}):
        name = next(iter(query))
        assert refused(await ann.get("/problems", **query), 422, "invalid")["errors"][0]["parameter"] == name
    for wrong in ({"limit": 0}, {"limit": 101}, {"state": "lost"}, {"author": "Ann"}, {"affected": "you"}):
        refused(await ann.get("/problems", **wrong), 422, "invalid")


async def test_unchanged_answers_are_not_sent_again(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await ann.make(PROBLEMS, GIVEN)
    for path in ("/problems/network-1", "/problems", PROBLEMS, "/problems/network-1/revisions"):
        tag = (await ann.get(path)).headers["ETag"]
        again = await ann.client.get(PREFIX + path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    tag = (await ann.get("/problems/network-1")).headers["ETag"]
    await rows.mark(organization, (await ann.read("/problems/network-1"))["id"], ann)
    again = await ann.client.get(PREFIX + "/problems/network-1", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"].split("-")[0] == tag.split("-")[0]


async def test_repeated_key_gives_the_first_answer_and_acts_once(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    await rows.community(organization, coordinator=[ann, bob])
    first = await ann.post(PROBLEMS, GIVEN, key="one")
    again = await ann.post(PROBLEMS, GIVEN, key="one")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert again.status_code == first.status_code == 201
    assert again.content == first.content
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    refused(await ann.post(PROBLEMS, {**GIVEN, "title": "Other"}, key="one"), 422, "idempotency_key_reused")
    assert ok(await bob.post(PROBLEMS, GIVEN, key="one"))["number"] == 2
    assert len(await ann.all("/problems")) == 2


async def test_ten_requests_at_once_with_one_key_act_once(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    answers = await asyncio.gather(*(ann.post(PROBLEMS, GIVEN, key="one") for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(await ann.all("/problems")) == 1


async def test_key_of_a_refused_request_can_be_used_again(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    wrong = {**GIVEN, "parent_id": str(uuid4())}
    refused(await ann.post(PROBLEMS, wrong, key="one"), 422, "unknown_reference")
    ok(await ann.post(PROBLEMS, GIVEN, key="one"))


async def test_inside_of_a_closed_community_is_as_nothing_to_others(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    slugs = []
    for visibility in ("listed", "private"):
        slug = await rows.community(organization, visibility, visibility=visibility, coordinator=ann)
        slugs.append(slug)
        problem = await ann.make(f"/communities/{slug}/problems", GIVEN)
        nothing = uuid4()
        for path, absent in (
            (f"/problems/{problem['id']}", f"/problems/{nothing}"),
            (f"/problems/{problem['key']}", "/problems/nowhere-1"),
            (f"/problems/{problem['id']}/revisions", f"/problems/{nothing}/revisions"),
            (f"/communities/{slug}/problems", "/communities/nowhere/problems"),
        ):
            ok(await ann.get(path))
            hidden = refused(await bob.get(path), 404, "not_found")
            missing = refused(await bob.get(absent), 404, "not_found")
            for document in (hidden, missing):
                del document["instance"], document["request_id"]
            assert hidden == missing
        refused(await bob.patch(f"/problems/{problem['id']}", {}, tag="*"), 404, "not_found")
        refused(await bob.put(f"/problems/{problem['id']}/closure", {"reason": "obsolete"}), 404, "not_found")
        refused(await bob.post(f"/communities/{slug}/problems", GIVEN), 404, "not_found")
    assert await bob.all("/problems") == []
    assert await bob.all("/problems", community=slugs) == []
    assert len(await ann.all("/problems")) == 2
    await rows.join(organization, "listed", bob, "observer")
    assert [item["key"] for item in await bob.all("/problems")] == ["listed-1"]


async def test_who_left_a_private_community_gets_no_answer_by_an_old_key(organization: Organization) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    slug = await rows.community(organization, "secret", visibility="private", coordinator=ann, member=bob)
    ok(await bob.post(f"/communities/{slug}/problems", GIVEN, key="one"))
    await organization.link.execute("UPDATE membership SET state = 'ended' WHERE member_id = $1", bob.id)
    refused(await bob.post(f"/communities/{slug}/problems", GIVEN, key="one"), 404, "not_found")


async def test_head_answers_as_get_without_a_body(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await ann.make(PROBLEMS, GIVEN)
    got, head = await ann.get("/problems/network-1"), await ann.client.head(PREFIX + "/problems/network-1")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


async def test_method_that_is_not_taken_is_told_those_that_are(organization: Organization) -> None:
    ann = await organization.member("Ann")
    for path, allowed in (("/problems/network-1", "GET, HEAD, PATCH"), (PROBLEMS, "GET, HEAD, POST")):
        answer = await ann.delete(path)
        refused(answer, 405, "method_not_allowed")
        assert answer.headers["Allow"] == allowed


async def test_body_must_be_json_of_the_right_type(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    await ann.make(PROBLEMS, GIVEN)
    url = PREFIX + PROBLEMS
    refused(await ann.client.post(url, content=b"title=a"), 415, "unsupported_media_type")
    plain = {"Content-Type": "text/plain"}
    refused(await ann.client.post(url, content=b"{}", headers=plain), 415, "unsupported_media_type")
    answer = await ann.client.patch(f"{PREFIX}/problems/network-1", content=b"{}", headers={**plain, "If-Match": "*"})
    refused(answer, 415, "unsupported_media_type")
    assert answer.headers["Accept-Patch"] == "application/merge-patch+json, application/json"
    merge = {"Content-Type": "application/merge-patch+json", "If-Match": "*"}
    ok(await ann.client.patch(f"{PREFIX}/problems/network-1", content=b'{"severity":"low"}', headers=merge))
    json = {"Content-Type": "application/json"}
    for body in (b'{"title": "a",}', b"{", b'{"title": NaN}'):
        assert (
            "character" in refused(await ann.client.post(url, content=body, headers=json), 400, "malformed")["detail"]
        )


async def test_each_wrong_place_of_a_body_is_named(organization: Organization) -> None:
    ann = await organization.member("Ann")
    await rows.community(organization, coordinator=ann)
    given = {"title": "two\nlines", "statement": " ", "severity": "huge", "number": 7}
    document = refused(await ann.post(PROBLEMS, given), 422, "invalid")
    assert {fault["pointer"] for fault in document["errors"]} == {"#/title", "#/statement", "#/severity", "#/number"}
    wrongs: list[object] = [{**GIVEN, "title": "a" * 201}, {**GIVEN, "statement": "a\0b"}, {"title": "a"}, []]
    for wrong in wrongs:
        refused(await ann.post(PROBLEMS, wrong), 422, "invalid")
    await ann.make(PROBLEMS, GIVEN)
    document = refused(await ann.change("/problems/network-1", {"title": None, "key": "x"}), 422, "invalid")
    assert {fault["pointer"] for fault in document["errors"]} == {"#/title", "#/key"}


async def test_a_problem_is_named_by_its_key_in_bodies_too(organization: Organization) -> None:
    ann, eve = [await organization.member(name) for name in ("Ann", "Eve")]
    await found_community(ann, slug="network", visibility="listed")
    posted = {"title": "VPN drops", "statement": "Since Monday."}
    whole = await ann.make("/communities/network/problems", posted)
    part = await ann.make("/communities/network/problems", {**posted, "parent_id": "network-1"})
    assert part["parent"]["id"] == whole["id"]
    again = await ann.make("/communities/network/problems", posted)
    changed = ok(await ann.change(f"/problems/{again['key']}", {"parent_id": "network-2"}))
    assert changed["parent"]["key"] == "network-2"
    closure = {"reason": "duplicate", "duplicate_of_id": "network-1"}
    closed = ok(await ann.put("/problems/network-3/closure", closure))
    assert closed["closure"]["duplicate_of"]["id"] == closed["root"]["id"] == whole["id"]
    assert ok(await ann.put("/problems/network-3/closure", closure))["version"] == closed["version"]
    await found_community(eve, slug="servers")
    answer = await eve.post("/communities/servers/problems", {**posted, "parent_id": "network-1"})
    assert refused(answer, 422, "unknown_reference")["errors"][0]["pointer"] == "#/parent_id"
    for unreadable in ("network-", 7, ["network-1"]):
        answer = await ann.post("/communities/network/problems", {**posted, "parent_id": unreadable})
        assert refused(answer, 422, "invalid")["errors"][0]["pointer"] == "#/parent_id"
