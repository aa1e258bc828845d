"""What is one system's own."""

import functools
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from hypothesis import given, settings
from starlette.responses import Response

from app.integrations import adf, markdown
from app.integrations.base import Away, Gone, Nonsense, NoSuchTicket, Refused, Ticket
from app.integrations.kinds import open_system
from app.integrations.prose import Blocks
from tests.integrations.connecting import connect, said, ticket, told, walk
from tests.integrations.fakes.base import as_json
from tests.integrations.fakes.github import FakeGitHub
from tests.integrations.fakes.jira import FakeJira
from tests.integrations.fakes.request_tracker import FakeRequestTracker
from tests.integrations.fakes.servicenow import FakeServiceNow
from tests.integrations.fakes.zendesk import FakeZendesk
from tests.integrations.texts import documents

SCHEMA = Path(__file__).parent / "vendors/node_modules/@atlaskit/adf-schema/dist/json-schema/v1/full.json"


async def test_github_s_pull_requests_are_no_tickets() -> None:
    fake = FakeGitHub()
    fake.make("a pull request", pull_request=True)
    key = fake.make("an issue")
    items, _ = await walk(connect(fake))
    assert set(told(items)) == {key}


async def test_github_s_limit_is_told_with_when_it_ends() -> None:
    fake = FakeGitHub()
    reset = str(int((fake.clock + timedelta(seconds=1_000)).timestamp()))
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset}
    fake.plan(lambda: Response('{"message": "API rate limit exceeded"}', 403, headers, "application/json"))
    with pytest.raises(Away, match="rate limit") as away:
        await connect(fake).changed_since(None)
    assert away.value.retry_after == 1_000.0
    fake.plan(lambda: as_json({"message": "You have exceeded a secondary rate limit"}, 403, Retry_After="60"))
    with pytest.raises(Away) as away:
        await connect(fake).changed_since(None)
    assert away.value.retry_after == 60.0


async def test_an_issue_that_went_to_another_repository_is_gone_and_not_followed() -> None:
    fake = FakeGitHub()
    key = fake.make("VPN drops")
    fake.moved.add(1)
    assert await connect(fake).ticket(key) == Gone(key)
    assert len(fake.asked) == 1


async def test_the_next_page_is_asked_of_nobody_else() -> None:
    fake = FakeGitHub()
    fake.plan(lambda: as_json([], Link='<http://elsewhere.test/?page=2>; rel="next"'))
    page = await connect(fake).changed_since(None)
    with pytest.raises(Nonsense, match=r"elsewhere\.test"):
        await connect(fake).changed_since(page.mark)
    assert len(fake.asked) == 1


async def test_a_next_page_at_no_address_is_nonsense() -> None:
    for following in ("http://[", "http://github.test:port/", "https://github.test/"):
        fake = FakeGitHub()
        answer = as_json([], Link=f'<{following}>; rel="next"')
        fake.plan(functools.partial(Response, answer.body, 200, dict(answer.headers)))
        page = await connect(fake).changed_since(None)
        with pytest.raises(Nonsense):
            await connect(fake).changed_since(page.mark)


async def test_an_issue_is_closed_with_a_reason_and_opened_again() -> None:
    fake = FakeGitHub()
    key = fake.make("VPN drops")
    system = connect(fake)
    for state in ("closed", "closed:not_planned", "closed:duplicate", "open"):
        await system.set_state(key, state)
        assert (await ticket(system, key)).state == state
    for state in ("closed:because", "open:again", "resolved"):
        with pytest.raises(Refused):
            await system.set_state(key, state)


@pytest.mark.parametrize("deployment", ["cloud", "data_center"])
async def test_jira_asks_for_a_resolution_and_gets_it_and_says_where_an_issue_can_go(deployment: str) -> None:
    fake = FakeJira(deployment)
    key, system = fake.make("VPN drops"), connect(fake)
    with pytest.raises(Refused, match="In Progress"):
        await system.set_state(key, "Done")
    await system.set_state(key, "in progress")
    with pytest.raises(Refused, match="Resolution is required"):
        await connect(fake, resolution="Fixed").set_state(key, "Done")
    await system.set_state(key, "Done")
    assert fake.state(key) == "Done"


async def test_jira_takes_a_transition_that_somebody_else_made_meanwhile() -> None:
    fake = FakeJira("cloud")
    key = fake.make("VPN drops")
    fake.plan(lambda: fake._change(key, status={"name": "In Progress", "id": "2"}), "POST")
    await connect(fake).set_state(key, "In Progress")
    assert fake.state(key) == "In Progress"


@pytest.mark.parametrize("deployment", ["cloud", "data_center"])
async def test_an_issue_that_moved_to_another_project_is_gone(deployment: str) -> None:
    fake = FakeJira(deployment)
    key = fake.make("VPN drops")
    fake.move(key, "OTHER-1")
    assert await connect(fake).ticket(key) == Gone(key)
    with pytest.raises(NoSuchTicket):
        await connect(fake).set_state("OTHER-1", "Done")


async def test_a_page_that_jira_no_longer_knows_begins_the_walk_again() -> None:
    fake = FakeJira("cloud")
    keys = [fake.make(f"Ticket {number}") for number in range(150)]
    system = connect(fake)
    first = await system.changed_since(None)
    fake.known_places.clear()
    items, _ = await walk(system, first.mark)
    assert set(told(items)) == set(keys)
    assert len([one for one in items if isinstance(one, Ticket)]) == 150


async def test_jira_s_queries_count_back_from_its_own_now() -> None:
    fake = FakeJira("data_center")
    fake.clock -= timedelta(days=900)
    old = fake.make("old")
    system = connect(fake)
    _, mark = await walk(system)
    fake.clock += timedelta(hours=5)
    items, mark = await walk(system, mark)
    assert set(told(items)) == {old}
    new = fake.make("new")
    items, _ = await walk(system, mark)
    assert set(told(items)) == {new}


async def test_data_center_speaks_wiki_markup() -> None:
    fake = FakeJira("data_center")
    key = fake.make("VPN drops", "h2. When\n* every *hour*\n{code:sh}\nping\n{code}")
    system = connect(fake)
    assert (await ticket(system, key)).body_markdown == "## When\n\n- every **hour**\n\n```sh\nping\n```"
    await system.remark(key, "Pin the **MTU** of `tun0`:\n\n- a\n- b", "token")
    assert json.loads(fake.posted[0]) == "Pin the *MTU* of {{tun0}}:\n\n* a\n* b\n\n~alliance:token~"


@settings(max_examples=40)
@given(documents())
def test_what_is_written_for_the_cloud_is_valid_by_atlassian_s_schema(prose: Blocks) -> None:
    _validator().validate(adf.write(prose))


async def test_what_is_posted_to_the_cloud_is_valid_by_atlassian_s_schema() -> None:
    fake = FakeJira("cloud")
    text = "# A\n\n> # quoted\n>\n> > deep\n\n- ```x\n  code\n  ```\n- > q\n\n1. - a\n\n| a |\n|---|\n| **b** |\n"
    await connect(fake).remark(fake.make("VPN drops"), text, "token")
    _validator().validate(json.loads(fake.posted[0]))


@functools.cache
def _validator() -> Any:
    assert SCHEMA.exists(), "`make test` installs what vendors publish."
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


async def test_customers_of_a_service_project_see_our_comments_only_where_they_may() -> None:
    fake = FakeJira("cloud")
    key, system = fake.make("VPN drops"), connect(fake, public_remarks=False)
    await system.remark(key, "Among us.", "token")
    assert [one.public for one in await system.remarks(key)] == [False]


async def test_what_rt_thinks_of_a_change_that_it_did_not_make_is_told() -> None:
    fake = FakeRequestTracker()
    fake.forbidden.add("resolved")
    key, system = fake.make("VPN drops"), connect(fake)
    with pytest.raises(Refused, match="Permission Denied"):
        await system.set_state(key, "resolved")
    with pytest.raises(Refused, match="isn't a valid status"):
        await system.set_state(key, "melted")


async def test_a_ticket_that_was_merged_into_another_is_gone() -> None:
    fake = FakeRequestTracker()
    first, second = fake.make("VPN drops"), fake.make("VPN drops too")
    fake.tickets[2] = fake.tickets[1]
    system = connect(fake)
    assert await system.ticket(second) == Gone(second)
    assert (await ticket(system, first)).title == "VPN drops"


async def test_rt_s_attachments_are_no_words_and_its_html_is_read() -> None:
    fake = FakeRequestTracker()
    key = fake.make("VPN drops", "Every hour.")
    fake._happened(1, "Correspond", "text/html", "<p>Try <b>this</b></p>")
    system = connect(fake)
    assert (await ticket(system, key)).body_markdown == "Every hour."
    assert said(await system.remarks(key)) == ["Try **this**"]


async def test_a_ticket_without_a_subject_has_a_title() -> None:
    for fake in (FakeRequestTracker(), FakeServiceNow(), FakeZendesk()):
        assert (await ticket(connect(fake), fake.make(""))).title.startswith("(no ")


async def test_servicenow_gets_what_a_state_asks_for_and_what_it_refuses_is_told() -> None:
    fake = FakeServiceNow()
    key = fake.make("VPN drops")
    await connect(fake).set_state(key, "Resolved")
    assert fake.state(key) == "Resolved"
    other = fake.make("Another")
    with pytest.raises(Refused, match="Close code is mandatory"):
        await connect(fake, beside_state={}).set_state(other, "Resolved")
    fake.held_back.add("In Progress")
    with pytest.raises(Refused, match="became 'New'"):
        await connect(fake).set_state(other, "In Progress")


async def test_servicenow_s_html_is_read_and_ours_is_plain_text() -> None:
    fake = FakeServiceNow()
    key = fake.make("VPN drops", "Every hour,\nsince __init__.")
    fake.say(key, "Try [code]<b>this</b><ul><li>a</li></ul>[/code] now")
    system = connect(fake)
    assert (await ticket(system, key)).body_markdown == "Every hour,\\\nsince \\_\\_init\\_\\_."
    await system.remark(key, "Pin the **MTU**:\n\n- a", "token")
    assert fake.posted == ["Pin the MTU:\n\n- a\n\n[alliance:token]"]
    assert said(await system.remarks(key)) == ["Try\n\n**this**\n\n- a\n\nnow", "Pin the MTU:\n\n\\- a"]


@pytest.mark.parametrize("query", ["a=1^NQb=2", "ORDERBYnumber", "^a=1", "a=1^"])
async def test_a_query_that_would_swallow_the_poll_s_own_conditions_is_refused(query: str) -> None:
    with pytest.raises(ValueError, match="query"):
        connect(FakeServiceNow(), query=query)


async def test_servicenow_is_known_by_a_token_too() -> None:
    fake = FakeServiceNow()
    key = fake.make("VPN drops")
    fake.authorization = "Bearer abc"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=fake)) as http:
        system = open_system(fake.kind, fake.config, {"password": "abc"}, http)
        assert (await ticket(system, key)).key == key


async def test_a_comment_that_zendesk_made_private_since_is_not_public() -> None:
    fake = FakeZendesk()
    key, system = fake.make("VPN drops", "Every hour."), connect(fake)
    comment = fake.say(key, "oops")
    assert [one.public for one in await system.remarks(key)] == [True]
    fake.hide(key, comment)
    assert [one.public for one in await system.remarks(key)] == [False]
    assert said(await system.remarks(key)) == ["oops"]


async def test_a_deleted_ticket_is_told_by_zendesk_s_export() -> None:
    fake = FakeZendesk()
    key, system = fake.make("VPN drops"), connect(fake)
    _, mark = await walk(system)
    fake.delete(key)
    items, _ = await walk(system, mark)
    assert items == [Gone(key)]


async def test_texts_of_a_megabyte_are_read() -> None:
    fake = FakeGitHub()
    key = fake.make("VPN drops", "word " * 200_000)
    assert len((await ticket(connect(fake), key)).body_markdown) == 1_000_000
    cloud = FakeJira("cloud")
    key = cloud.make("VPN drops", "\n".join(["word " * 20] * 2_000))
    assert markdown.read((await ticket(connect(cloud), key)).body_markdown)
