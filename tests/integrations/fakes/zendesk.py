"""Zendesk's tickets, audits and export of changes. https://developer.zendesk.com/api-reference/ticketing/"""

import base64
import hashlib
import hmac
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.integrations.fakes.base import Base, as_json, iso

PEOPLE = [
    {"id": 7, "name": "Ann", "email": "ann@acme.example"},
    {"id": 8, "name": "Bob", "email": "bob@acme.example"},
    {"id": 9, "name": "Alliance", "email": "bot@acme.example"},
]


class FakeZendesk(Base):
    """An account. Its export tells each change once, in the order of changes, and a page holds a hundred."""

    kind = "zendesk"
    authorization = f"Basic {base64.b64encode(b'bot@acme.example/token:t0ken').decode()}"
    address = "http://zendesk.test"
    secret: dict[str, Any] = {"email": "bot@acme.example", "token": "t0ken", "webhook_secrets": ["a webhook's secret"]}
    states = ("new", "open")

    def __init__(self) -> None:
        super().__init__()
        self.tickets: dict[int, dict[str, Any]] = {}
        self.audits: dict[int, list[dict[str, Any]]] = {}
        self._id = 5_000

    @property
    def config(self) -> dict[str, Any]:
        return {"base_url": self.address}

    def make(self, title: str, body: str = "", **given: Any) -> str:
        number, moment = len(self.tickets) + 1, self.now()
        self.tickets[number] = {
            "id": number,
            "subject": title,
            "description": body,
            "status": "new",
            "priority": given.get("severity"),
            "tags": list(given.get("labels", ())),
            "group_id": 3,
            "requester_id": 7,
            "created_at": iso(moment),
            "updated_at": iso(moment),
            "moment": moment,
        }
        self.audits[number] = []
        created = {"id": self._next(), "type": "Create", "field_name": "subject", "value": title}
        self._audit(number, 7, [self._comment(7, body, True), created], {})
        return f"ZD-{number}"

    def edit(self, key: str, title: str) -> None:
        self._change(_number(key), subject=title)

    def say(self, key: str, words: str, *, public: bool = True) -> str:
        comment = self._comment(8, words, public)
        self._audit(_number(key), 8, [comment], {})
        self._change(_number(key))
        return str(comment["id"])

    def hide(self, key: str, comment: str) -> None:
        """Somebody makes a comment private."""
        event = {"id": self._next(), "type": "CommentPrivacyChange", "comment_id": int(comment), "public": False}
        self._audit(_number(key), 8, [event], {})

    def delete(self, key: str) -> None:
        self._change(_number(key), status="deleted")

    def state(self, key: str) -> str:
        return str(self.tickets[_number(key)]["status"])

    def bring(self, key: str, state: str) -> None:
        self._change(_number(key), status=state)

    def title(self, key: str) -> str:
        return str(self.tickets[_number(key)]["subject"])

    def _next(self) -> int:
        self._id += 1
        return self._id

    def _change(self, number: int, **values: Any) -> None:
        moment = self.now()
        self.tickets[number] |= values | {"updated_at": iso(moment), "moment": moment}

    def _comment(self, author: int, words: str, public: bool) -> dict[str, Any]:
        html = "".join(f"<p>{line}</p>" for line in words.split("\n")) if not words.startswith("<") else words
        return {
            "id": self._next(),
            "type": "Comment",
            "author_id": author,
            "body": words,
            "html_body": f'<div class="zd-comment">{html}</div>',
            "public": public,
        }

    def _audit(self, number: int, author: int, events: list[dict[str, Any]], custom: dict[str, Any]) -> dict[str, Any]:
        audit = {
            "id": self._next(),
            "ticket_id": number,
            "created_at": iso(self.now()),
            "author_id": author,
            "metadata": {"system": {"client": "…"}, "custom": custom},
            "events": events,
        }
        self.audits[number].append(audit)
        return audit

    def unauthorized(self) -> Response:
        return as_json({"error": "Couldn't authenticate you"}, 401)

    def answer(self, request: Request, body: Any) -> Response:
        parts = request.url.path.removeprefix("/api/v2/").removesuffix(".json").split("/")
        match request.method, parts:
            case "GET", ["incremental", "tickets", "cursor"]:
                return self._export(request)
            case method, ["tickets", number, *rest] if int(number) in self.tickets:
                if self.tickets[int(number)]["status"] == "deleted":
                    return as_json({"error": "RecordNotFound", "description": "Not found"}, 404)
                if rest == ["audits"]:
                    return self._audits(request, int(number))
                return self._put(int(number), body["ticket"]) if method == "PUT" else self._show(int(number))
        return as_json({"error": "RecordNotFound", "description": "Not found"}, 404)

    def _show(self, number: int, **beside: Any) -> Response:
        groups = [{"id": 3, "name": "Network"}]
        return as_json({"ticket": _bare(self.tickets[number]), "users": PEOPLE, "groups": groups} | beside)

    def _put(self, number: int, given: dict[str, Any]) -> Response:
        if given.get("safe_update") and given["updated_stamp"] != self.tickets[number]["updated_at"]:
            return as_json({"error": "UpdateConflict", "description": "Safe update prevented the update"}, 409)
        events = []
        if "comment" in given:
            self.posted.append(given["comment"]["html_body"])
            events.append(self._comment(9, given["comment"]["html_body"], given["comment"]["public"]))
        if "status" in given:
            if given["status"] not in ("new", "open", "pending", "hold", "solved"):
                details = {"status": [{"description": "Status: is not included in the list"}]}
                invalid = {"error": "RecordInvalid", "description": "Record validation errors", "details": details}
                return as_json(invalid, 422)
            events.append({"id": self._next(), "type": "Change", "field_name": "status", "value": given["status"]})
            self._change(number, status=given["status"])
        audit = self._audit(number, 9, events, given.get("metadata", {}).get("custom", {}))
        self._change(number)
        return self._show(number, audit=audit)

    def _audits(self, request: Request, number: int) -> Response:
        start, size = int(request.query_params.get("page[after]", 0)), int(request.query_params.get("page[size]", 100))
        found = self.audits[number]
        more = len(found) > start + size
        following = f"{self.address}{request.url.path}?page[after]={start + size}&page[size]={size}&include=users"
        return as_json(
            {
                "audits": found[start : start + size],
                "users": PEOPLE,
                "meta": {"has_more": more},
                "links": {"next": following if more else None},
            }
        )

    def _export(self, request: Request) -> Response:
        given = request.query_params
        place = given.get("cursor")
        after = float(base64.b64decode(place)) if place else float(given["start_time"]) - 1
        found = sorted(
            (ticket for ticket in self.tickets.values() if ticket["moment"].timestamp() > after),
            key=lambda ticket: ticket["moment"],
        )
        shown = found[: self.most_rows]
        last = shown[-1]["moment"].timestamp() if shown else after
        cursor = base64.b64encode(str(last).encode()).decode()
        return as_json(
            {
                "tickets": [_bare(ticket) for ticket in shown],
                "users": PEOPLE,
                "groups": [{"id": 3, "name": "Network"}],
                "after_cursor": cursor,
                "after_url": f"{self.address}/api/v2/incremental/tickets/cursor.json?cursor={cursor}",
                "end_of_stream": len(found) <= self.most_rows,
            }
        )


def signed(payload: Any, secret: str = "a webhook's secret", **headers: str) -> tuple[dict[str, str], bytes]:
    """A webhook as Zendesk sends it."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    moment = "2026-03-01T12:00:00Z"
    digest = hmac.new(secret.encode(), moment.encode() + body, hashlib.sha256).digest()
    return {
        "content-type": "application/json",
        "x-zendesk-webhook-signature": base64.b64encode(digest).decode(),
        "x-zendesk-webhook-signature-timestamp": moment,
        "x-zendesk-webhook-invocation-id": "01HNXXXX",
        **headers,
    }, body


def _bare(ticket: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in ticket.items() if name != "moment"}


def _number(key: str) -> int:
    return int(key.removeprefix("ZD-"))
