"""Webhooks: every payload that GitHub publishes, and each system's signature, whatever it is that arrives."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from app.integrations.base import (
    BadSignature,
    Changed,
    Delivery,
    Gone,
    Nonsense,
    Person,
    Remark,
    RemarkGone,
    Ticket,
    TicketSystem,
)
from app.integrations.kinds import open_system
from app.integrations.reading import LONGEST_BODY
from tests.integrations.connecting import Any_, connect
from tests.integrations.fakes import github, jira, zendesk

VENDORS = Path(__file__).parent / "vendors" / "node_modules"
SECRET = "a webhook's secret"


def _published() -> list[tuple[str, str, dict[str, Any]]]:
    index = VENDORS / "@octokit/webhooks-examples/api.github.com/index.json"
    assert index.exists(), "`make test` installs what vendors publish."
    events = json.loads(index.read_text(encoding="utf-8"))
    return [
        (event["name"], f"{event['name']}-{example.get('action', '')}-{number}", example)
        for event in events
        for number, example in enumerate(event["examples"])
    ]


def _of_issues() -> list[Any]:
    published = _published()
    return [
        pytest.param(name, example, id=one) for name, one, example in published if name in ("issues", "issue_comment")
    ]


def _listening(repository: str) -> TicketSystem:
    config = {"repository": repository, "api_url": "http://github.test"}
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app=github.FakeGitHub()))
    return open_system("github", config, {"token": "x", "webhook_secrets": [SECRET]}, http)


def test_every_action_of_issues_and_comments_is_among_what_is_published() -> None:
    actions = {(name, example["action"]) for name, _, example in _published() if name in ("issues", "issue_comment")}
    assert len(actions) >= 17
    assert {("issue_comment", "created"), ("issue_comment", "edited"), ("issue_comment", "deleted")} <= actions


@pytest.mark.parametrize(("event", "payload"), _of_issues())
def test_every_published_payload_of_issues_is_taken(event: str, payload: dict[str, Any]) -> None:
    system = _listening(payload["repository"]["full_name"])
    headers, body = github.signed(payload, event)
    delivery = system.heard(headers, body)
    assert delivery.id == headers["X-GitHub-Delivery"]
    assert system.heard(headers, body) == delivery
    issue = payload["issue"]
    if "pull_request" in issue:
        assert delivery.items == ()
        return
    key = f"{payload['repository']['full_name']}#{issue['number']}"
    first, *others = delivery.items
    if event == "issues" and payload["action"] in ("deleted", "transferred"):
        assert delivery.items == (Gone(key),)
        return
    if "state" not in issue:
        assert first == Changed(key)
        return
    assert isinstance(first, Ticket)
    assert (first.key, first.title, first.body_markdown) == (key, issue["title"], issue["body"] or "")
    assert first.state.partition(":")[0] == issue["state"]
    assert first.labels == {label["name"] for label in issue["labels"]}
    assert first.requester == Person(issue["user"]["login"])
    assert first.url == issue["html_url"]
    if event == "issues":
        assert others == []
    elif payload["action"] == "deleted":
        assert others == [RemarkGone(key, str(payload["comment"]["id"]))]
    else:
        (remark,) = others
        assert isinstance(remark, Remark)
        assert (remark.id, remark.ticket_key) == (str(payload["comment"]["id"]), key)
        assert remark.body_markdown == payload["comment"]["body"]
        assert remark.author == Person(payload["comment"]["user"]["login"])


def test_every_other_published_payload_is_about_nothing_of_ours() -> None:
    system = _listening("Codertocat/Hello-World")
    for event, _, payload in _published():
        if event not in ("issues", "issue_comment"):
            headers, body = github.signed(payload, event)
            assert system.heard(headers, body).items == ()


def test_a_webhook_of_another_repository_is_about_nothing_of_ours() -> None:
    _, _, payload = next(one for one in _published() if one[0] == "issues")
    headers, body = github.signed(payload, "issues")
    assert _listening("acme/network").heard(headers, body).items == ()


def test_of_two_that_arrive_out_of_order_the_later_is_known_by_its_instant() -> None:
    fake = github.FakeGitHub()
    key = fake.make("VPN drops")
    system = connect(fake)
    early = system.heard(*github.signed(_of(fake, key, "opened"), "issues"))
    fake.edit(key, "VPN drops hourly")
    late = system.heard(*github.signed(_of(fake, key, "edited"), "issues"))
    (first,), (second,) = early.items, late.items
    assert isinstance(first, Ticket)
    assert isinstance(second, Ticket)
    assert first.updated_at < second.updated_at
    assert first.version != second.version


async def test_what_a_webhook_says_is_what_is_read() -> None:
    fake = github.FakeGitHub()
    key = fake.make("VPN drops", "Every hour.", labels=["Severity: high", "vpn"])
    system = connect(fake)
    made = await system.remark(key, "A word.", "token")
    comment = fake.comments[1][0]
    delivery = system.heard(*github.signed(_of(fake, key, "created") | {"comment": comment}, "issue_comment"))
    assert delivery.items == (await system.ticket(key), *await system.remarks(key))
    said = delivery.items[1]
    assert isinstance(said, Remark)
    assert (said.id, said.token, said.body_markdown) == (made, "token", "A word.")
    assert isinstance(delivery.items[0], Ticket)
    assert delivery.items[0].severity == "high"


def _of(fake: github.FakeGitHub, key: str, action: str) -> dict[str, Any]:
    return {
        "action": action,
        "issue": dict(fake.issues[int(key.rpartition("#")[2])]),
        "repository": {"full_name": "acme/network"},
    }


@pytest.mark.parametrize("event", ["ping", "push", "no_such_event", ""])
def test_other_events_of_github_are_about_nothing(event: str) -> None:
    system = connect(github.FakeGitHub())
    assert system.heard(*github.signed({"zen": "…", "issue": 3}, event)) == Delivery(
        (), "72d3162e-cc78-11e3-81ab-4c9367dc0958"
    )


def test_github_s_form_is_read_too() -> None:
    fake = github.FakeGitHub()
    key = fake.make("Gerät fällt aus & mehr")
    body = urlencode({"payload": json.dumps(_of(fake, key, "opened"))}).encode()
    headers, _ = github.signed(body, "issues")
    (found,) = connect(fake).heard(headers | {"Content-Type": "application/x-www-form-urlencoded"}, body).items
    assert isinstance(found, Ticket)
    assert found.title == "Gerät fällt aus & mehr"
    for broken in (b"payload", b"other=1", b"payload=1&payload=2", b"\xff"):
        headers, _ = github.signed(broken, "issues")
        with pytest.raises(Nonsense):
            connect(fake).heard(headers | {"Content-Type": "application/x-www-form-urlencoded"}, broken)


JIRA = [
    ("jira:issue_created", {}, (Changed("NET-1"),)),
    ("jira:issue_updated", {}, (Changed("NET-1"),)),
    ("jira:issue_deleted", {}, (Gone("NET-1"),)),
    ("comment_created", {"comment": {"id": "10001", "body": "a word"}}, (Changed("NET-1"),)),
    ("comment_updated", {"comment": {"id": "10001", "body": "a word"}}, (Changed("NET-1"),)),
    ("comment_deleted", {"comment": {"id": "10001"}}, (RemarkGone("NET-1", "10001"), Changed("NET-1"))),
    ("worklog_updated", {}, ()),
    ("jira:version_released", {"issue": None}, ()),
    ("jira:issue_updated", {"issue": {"key": "OTHER-1"}}, ()),
    (
        "jira:issue_updated",
        {"issue": {"key": "OTHER-7"}, "changelog": {"items": [{"field": "Key", "fromString": "NET-1"}]}},
        (Gone("NET-1"),),
    ),
]


@pytest.mark.parametrize(("event", "beside", "items"), JIRA)
def test_jira_s_webhooks_say_which_issue_changed(event: str, beside: dict[str, Any], items: tuple[Any, ...]) -> None:
    payload = {"timestamp": 1, "webhookEvent": event, "issue": {"id": "1", "key": "NET-1", "fields": {}}} | beside
    delivery = connect(jira.FakeJira("cloud")).heard(*jira.signed(payload))
    assert delivery == Delivery(items, "9a1b0d4c-1f5f-4a1b-8b7a-000000000001")


def _event(name: str, number: str = "35436") -> dict[str, Any]:
    return {
        "type": f"zen:event-type:ticket.{name}",
        "account_id": 12514403,
        "id": "2b24ef10-19d4-4740-93cf-8f98ec4776c0",
        "time": "2026-03-01T12:00:00Z",
        "zendesk_event_version": "2022-11-06",
        "subject": f"zen:ticket:{number}",
        "detail": {"id": number, "status": "OPEN", "updated_at": "2026-03-01T12:00:00Z"},
        "event": {},
    }


ZENDESK = [
    (_event("created"), (Changed("ZD-35436"),)),
    (_event("status_changed"), (Changed("ZD-35436"),)),
    (_event("comment_added"), (Changed("ZD-35436"),)),
    (_event("soft_deleted"), (Gone("ZD-35436"),)),
    (_event("permanently_deleted"), (Gone("ZD-35436"),)),
    ({"ticket_id": "12"}, (Changed("ZD-12"),)),
    ({"ticket_id": 12, "title": "x"}, (Changed("ZD-12"),)),
    ({"type": "zen:event-type:user.created", "detail": {"id": "1"}}, ()),
    ({}, ()),
]


@pytest.mark.parametrize(("payload", "items"), ZENDESK)
def test_zendesk_s_webhooks_say_which_ticket_changed(payload: dict[str, Any], items: tuple[Any, ...]) -> None:
    assert connect(zendesk.FakeZendesk()).heard(*zendesk.signed(payload)) == Delivery(items, "01HNXXXX")


Signed = Callable[..., tuple[dict[str, str], bytes]]


def _github(payload: Any, secret: str = SECRET, **headers: str) -> tuple[dict[str, str], bytes]:
    return github.signed(payload, "issues", secret, **headers)


LISTENING: dict[str, tuple[Callable[[], TicketSystem], Signed, str, dict[str, Any]]] = {
    "github": (
        lambda: connect(github.FakeGitHub()),
        _github,
        "X-Hub-Signature-256",
        {"action": "deleted", "issue": {"number": 1, "title": "Gerät"}, "repository": {"full_name": "acme/network"}},
    ),
    "jira": (
        lambda: connect(jira.FakeJira("cloud")),
        jira.signed,
        "x-hub-signature",
        {"webhookEvent": "jira:issue_updated", "issue": {"key": "NET-1", "fields": {"summary": "Gerät"}}},
    ),
    "zendesk": (
        lambda: connect(zendesk.FakeZendesk()),
        zendesk.signed,
        "x-zendesk-webhook-signature",
        {"ticket_id": "1", "title": "Gerät"},
    ),
}


@pytest.fixture(params=LISTENING)
def listening(request: pytest.FixtureRequest) -> tuple[TicketSystem, Signed, str, dict[str, Any]]:
    make, signed, header, payload = LISTENING[request.param]
    return make(), signed, header, payload


Listening = tuple[TicketSystem, Signed, str, dict[str, Any]]


def test_headers_are_known_in_any_case(listening: Listening) -> None:
    system, signed, _, payload = listening
    headers, body = signed(payload)
    upper = {name.upper(): value for name, value in headers.items()}
    assert system.heard(upper, body) == system.heard(headers, body)
    assert system.heard(headers, body).items


@pytest.mark.parametrize(
    "forged", ["", "sha256=", "sha256=00", "sha1=00", "sha256=zz", "AAAA", "=", "ü", "sha256=" + "0" * 64, "a" * 10_000]
)
def test_a_webhook_with_another_signature_is_not_heard(listening: Listening, forged: str) -> None:
    system, signed, header, payload = listening
    headers, body = signed(payload)
    with pytest.raises(BadSignature):
        system.heard(headers | {header: forged}, body)


def test_a_webhook_that_was_changed_or_signed_by_another_is_not_heard(listening: Listening) -> None:
    system, signed, header, payload = listening
    headers, body = signed(payload)
    for altered in (body + b" ", body[:-1], b"", body.replace(b"1", b"2")):
        with pytest.raises(BadSignature):
            system.heard(headers, altered)
    with pytest.raises(BadSignature):
        system.heard({name: value for name, value in headers.items() if name != header}, body)
    with pytest.raises(BadSignature):
        system.heard(*signed(payload, secret="another"))
    with pytest.raises(BadSignature):
        system.heard(*signed(payload, secret=""))


def test_zendesk_s_timestamp_is_signed_with_the_body() -> None:
    headers, body = zendesk.signed({"ticket_id": "1"})
    with pytest.raises(BadSignature):
        connect(zendesk.FakeZendesk()).heard(
            headers | {"x-zendesk-webhook-signature-timestamp": "2026-03-01T12:00:01Z"}, body
        )


@pytest.mark.parametrize("kind", LISTENING)
def test_two_secrets_hold_while_they_are_exchanged_and_none_lets_nothing_in(kind: str) -> None:
    _, signed, _, payload = LISTENING[kind]
    fakes: dict[str, Callable[[], Any_]] = {
        "github": github.FakeGitHub,
        "jira": lambda: jira.FakeJira("cloud"),
        "zendesk": zendesk.FakeZendesk,
    }
    fake = fakes[kind]()
    fake.secret = fake.secret | {"webhook_secrets": ["new", "old"]}
    for secret in ("new", "old"):
        assert connect(fake).heard(*signed(payload, secret=secret)).items
    with pytest.raises(BadSignature):
        connect(fake).heard(*signed(payload))
    fake.secret = fake.secret | {"webhook_secrets": []}
    for secret in ("", "new"):
        with pytest.raises(BadSignature):
            connect(fake).heard(*signed(payload, secret=secret))


def _encoded(payload: Any, charset: str) -> bytes:
    return json.dumps(payload, ensure_ascii=False).encode(charset)


@pytest.mark.parametrize(
    ("charset", "named"),
    [("utf-8-sig", "utf-8"), ("latin-1", "iso-8859-1"), ("utf-16", "utf-16"), ("cp1252", "windows-1252")],
)
def test_a_webhook_in_another_charset_is_heard(listening: Listening, charset: str, named: str) -> None:
    system, signed, _, payload = listening
    headers, body = signed(_encoded(payload, charset))
    content_type = next(name for name in headers if name.lower() == "content-type")
    assert system.heard(headers | {content_type: f"application/json; charset={named}"}, body).items


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "identity", "identity, gzip"])
def test_a_webhook_that_is_compressed_is_heard(listening: Listening, encoding: str) -> None:
    system, signed, _, payload = listening
    plain = _encoded(payload, "utf-8")
    headers, body = signed(gzip.compress(plain) if "gzip" in encoding.lower() else plain)
    assert system.heard(headers | {"Content-Encoding": encoding}, body).items


BROKEN: dict[str, tuple[bytes, dict[str, str]]] = {
    "nothing": (b"", {}),
    "no JSON": (b"<xml/>", {}),
    "cut off": (b'{"a": ', {}),
    "a list": (b"[]", {}),
    "a number": (b"1e999999", {}),
    "too many digits": (b"[" + b"9" * 10_000 + b"]", {}),
    "half a surrogate alone": (b'"\\ud800"', {}),
    "too deep": (b"[" * 200_000, {}),
    "too deep an object": (b'{"a":' * 200_000, {}),
    "oversized": (b" " * (LONGEST_BODY + 1), {}),
    "not UTF-8": (b'{"a": "\xff"}', {}),
    "no charset": (b"{}", {"content-type": "application/json; charset=klingon"}),
    "a charset that is no text": (b"{}", {"content-type": "application/json; charset=base64"}),
    "a bomb": (gzip.compress(b" " * 50_000_000), {"Content-Encoding": "gzip"}),
    "no gzip": (b"{}", {"Content-Encoding": "gzip"}),
    "half a gzip": (gzip.compress(b'{"a": 1}' * 100)[:-12], {"Content-Encoding": "gzip"}),
    "an encoding that is not known": (b"{}", {"Content-Encoding": "br"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_webhook_that_cannot_be_understood_is_nonsense(listening: Listening, name: str) -> None:
    system, signed, _, _ = listening
    content, beside = BROKEN[name]
    headers, body = signed(content)
    headers = {key: value for key, value in headers.items() if key.lower() not in {one.lower() for one in beside}}
    with pytest.raises(Nonsense):
        system.heard(headers | beside, body)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("github", {"action": "opened", "repository": {"full_name": "acme/network"}}),
    ("github", {"action": "opened", "issue": 1, "repository": {"full_name": "acme/network"}}),
    ("github", {"action": "opened", "issue": {}, "repository": {"full_name": "acme/network"}}),
    ("github", {"action": "deleted", "issue": {"number": "x"}, "repository": {"full_name": "acme/network"}}),
    ("github", {"action": "deleted", "issue": {"number": True}, "repository": {"full_name": "acme/network"}}),
    ("github", {"action": "deleted", "issue": {"number": 1}}),
    ("jira", {"webhookEvent": "jira:issue_updated"}),
    ("jira", {"webhookEvent": ["jira:issue_updated"]}),
    ("jira", {"webhookEvent": "comment_deleted", "issue": {"key": "NET-1"}, "comment": {"id": "x/y"}}),
    ("jira", {"webhookEvent": "jira:issue_updated", "issue": {"key": "NET-1"}, "changelog": {"items": 3}}),
    ("zendesk", {"ticket_id": "1/2"}),
    ("zendesk", {"type": "zen:event-type:ticket.created"}),
    ("zendesk", {"type": "zen:event-type:ticket.created", "detail": {"id": None}}),
]


@pytest.mark.parametrize(("kind", "payload"), WRONG)
def test_a_webhook_without_what_is_promised_is_nonsense(kind: str, payload: dict[str, Any]) -> None:
    make, signed, _, _ = LISTENING[kind]
    with pytest.raises(Nonsense):
        make().heard(*signed(payload))


def test_signatures_are_those_of_the_vendors_own_examples() -> None:
    """GitHub's documentation has one to test an implementation with."""
    config = {"repository": "acme/network"}
    secret = {"token": "x", "webhook_secrets": ["It's a Secret to Everybody"]}
    system = open_system("github", config, secret, httpx.AsyncClient())
    digest = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    with pytest.raises(Nonsense):
        system.heard({"X-Hub-Signature-256": f"sha256={digest}"}, b"Hello, World!")
