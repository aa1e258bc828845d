"""What the Python client gives and takes, where no server is needed: values that travel, secrets that are not told, and
mistakes that are named before anything is sent."""

import copy
import inspect
import json
import pickle
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
import pytest

from alliance_client import (
    Alliance,
    AllianceError,
    Invalid,
    NoAnswer,
    Refused,
    Retries,
    Tokens,
    UnreadableAnswer,
    models,
)
from alliance_client.errors import SlugTaken
from alliance_client.models import UNSET, ProblemIn, ProblemPatch, RegistrationIn, TokenIn

MODELS: dict[str, Any] = {
    name: model for name, model in vars(models).items() if inspect.isclass(model) and hasattr(model, "from_dict")
}
ADDRESS = "http://alliance.example"


def answering(*answers: httpx.Response | Exception, retries: Retries | None = None) -> Alliance:
    """A client of a server that gives these answers, one after another."""
    left: Iterator[httpx.Response | Exception] = iter(answers)

    def answer(_: httpx.Request) -> httpx.Response:
        match next(left):
            case httpx.Response() as response:
                return response
            case failure:
                raise failure

    return Alliance(
        ADDRESS, tokens=Tokens("t"), retries=retries, http=httpx.Client(transport=httpx.MockTransport(answer))
    )


def refused(status: int, code: str, **more: Any) -> httpx.Response:
    document = {"code": code, "status": status, "title": "Refused", "detail": "Not so."}
    return httpx.Response(status, json=document | more)


def test_tokens_and_secrets_are_not_told_by_accident() -> None:
    assert repr(Tokens("secret", "another secret")) == "Tokens()"
    given = TokenIn(grant_type="password", username="ann@example.org", password="a windmill")
    assert "ann@example.org" in repr(given)
    assert "windmill" not in repr(given)
    assert "windmill" not in repr(RegistrationIn(invitation_token="a windmill", password="a windmill"))
    told = {
        f"{name}.{field.name}"
        for name, model in MODELS.items()
        for field in model.__attrs_attrs__
        if field.repr and re.search(r"(^|_)(secret|password|token)$", field.name)
    }
    assert told == set()


@pytest.mark.parametrize("travel", [copy.deepcopy, lambda thing: pickle.loads(pickle.dumps(thing))])
def test_what_is_copied_or_sent_to_another_process_is_the_same(travel: Any) -> None:
    patch = ProblemPatch(severity="low")
    assert travel(patch) == patch
    assert travel(patch).to_dict() == {"severity": "low"}
    assert travel(UNSET) is UNSET
    with pytest.raises(SlugTaken) as taken:
        answering(refused(409, "slug_taken", request_id="r")).read_me()
    there = travel(taken.value)
    assert (type(there), str(there), there.request_id) == (SlugTaken, str(taken.value), "r")
    lost = travel(NoAnswer("gone", may_be_done=True))
    assert (str(lost), lost.may_be_done) == ("gone", True)


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "alliance.example", "http://[::1", "ftp://alliance.example", ""])
def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        Alliance(address)


@pytest.mark.parametrize("token", ["at_secret\n", "", "at secret", "at_é"])
def test_a_token_that_cannot_be_sent_is_refused_without_being_told(token: str) -> None:
    with pytest.raises(ValueError, match="access token") as told:
        Tokens(token)
    assert "secret" not in str(told.value)


def test_what_cannot_stand_in_a_header_or_an_address_is_named_before_anything_is_sent() -> None:
    ann = answering()
    problem = ProblemIn(title="VPN drops", statement="Every hour.")
    with pytest.raises(ValueError, match="Idempotency-Key"):
        ann.post_problem("network", problem, idempotency_key="")
    with pytest.raises(ValueError, match="Idempotency-Key"):
        ann.post_problem("network", problem, idempotency_key="ticket-é")
    with pytest.raises(ValueError, match="On-Behalf-Of"):
        ann.post_problem("network", problem, on_behalf_of="josé@example.org")
    with pytest.raises(ValueError, match="If-Match"):
        ann.change_problem("network-1", ProblemPatch(severity="low"), if_match="")
    for nothing in ("", ".", ".."):
        with pytest.raises(ValueError, match="member"):
            ann.end_membership("network", nothing, if_match='"1"')


CHANGES = {
    "lost, then refused": ([httpx.ReadError("gone"), httpx.ConnectError("refused")], True),
    "never sent": ([httpx.ConnectError("refused")] * 2, False),
    "lost, then not known by who answers": ([httpx.ReadError("gone"), refused(503, "unavailable")], True),
    "not carried out": ([refused(503, "unavailable")] * 2, False),
    "not to be done": ([refused(409, "slug_taken")], False),
    "something between": ([httpx.Response(502), httpx.Response(502)], True),
    "no word that can be read": ([httpx.Response(201, text="<h1>")], True),
}


@pytest.mark.parametrize(("answers", "may_be_done"), CHANGES.values(), ids=CHANGES)
def test_whatever_is_raised_says_whether_the_change_may_have_been_carried_out(
    answers: list[httpx.Response | Exception], may_be_done: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alliance_client.client.time.sleep", lambda _: None)
    ann = answering(*answers, retries=Retries(tries=2))
    with pytest.raises(AllianceError) as raised:
        ann.post_problem("network", ProblemIn(title="VPN drops", statement="Every hour."))
    assert raised.value.may_be_done == may_be_done


def test_a_read_is_never_said_to_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alliance_client.client.time.sleep", lambda _: None)
    for answers in ([httpx.ReadError("gone")] * 2, [httpx.Response(502)] * 2, [httpx.Response(200, text="<h1>")]):
        with pytest.raises(AllianceError) as raised:
            answering(*answers, retries=Retries(tries=2)).read_me()
        assert not raised.value.may_be_done


def test_an_answer_that_cannot_be_unpacked_cannot_be_read() -> None:
    with pytest.raises(UnreadableAnswer):
        answering(httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=_Bytes(b"not gzip"))).read_me()


class _Bytes(httpx.SyncByteStream):
    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self._content


def test_a_redirect_says_where_the_service_is() -> None:
    with pytest.raises(Refused, match=r"https://alliance\.example/api/v1/me"):
        answering(httpx.Response(301, headers={"Location": "https://alliance.example/api/v1/me"})).read_me()


def test_the_only_mistake_is_said_once() -> None:
    place = {"detail": "Too short.", "pointer": "#/title", "parameter": None, "in": None}
    with pytest.raises(Invalid) as one:
        answering(refused(422, "invalid", detail="Too short.", errors=[place])).read_me()
    assert str(one.value) == "422 invalid: #/title: Too short."
    with pytest.raises(Invalid) as two:
        answering(refused(422, "invalid", detail="Two places.", errors=[place, place])).read_me()
    assert str(two.value) == "422 invalid: Two places.\n  #/title: Too short.\n  #/title: Too short."


def test_how_long_to_wait_is_read_by_the_server_s_clock_and_nothing_else_is_taken_for_it() -> None:
    there = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    dates = {"Date": format_datetime(there), "Retry-After": format_datetime(there + timedelta(seconds=90))}
    for headers, seconds in (
        (dates, 90),
        ({"Retry-After": "61"}, 61),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-1"}, None),
        ({}, None),
    ):
        answer = httpx.Response(
            429,
            json={"code": "too_many_requests"},
            headers=[(k.encode(), v.encode("latin-1")) for k, v in headers.items()],
        )
        with pytest.raises(Refused) as told:
            answering(answer, retries=Retries(tries=1)).read_me()
        assert told.value.retry_after == seconds


def test_models_are_read_and_written_as_json() -> None:
    given = {"title": "VPN drops", "statement": "Every hour.", "severity": "high"}
    assert json.loads(json.dumps(ProblemIn.from_dict(given).to_dict())) == given
