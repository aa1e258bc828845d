"""Request Tracker's REST 2. https://docs.bestpractical.com/rt/latest/RT/REST2.html"""

import re
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.integrations.fakes.base import Base, as_json, iso


class FakeRequestTracker(Base):
    """One queue."""

    kind = "request_tracker"
    authorization = "token 1-14-secret"
    address = "http://rt.test"
    secret: dict[str, Any] = {"token": "1-14-secret"}
    states = ("new", "open")

    def __init__(self) -> None:
        super().__init__()
        self.tickets: dict[int, dict[str, Any]] = {}
        self.history: list[dict[str, Any]] = []
        self.forbidden: set[str] = set()

    @property
    def config(self) -> dict[str, Any]:
        fields = {"severity_field": "Severity", "labels_field": "Tags"}
        return {"base_url": self.address, "queues": ["Network"], **fields}

    def make(self, title: str, body: str = "", **given: Any) -> str:
        number, moment = len(self.tickets) + 1, self.now()
        name = given.get("requester", "Ann")
        self.tickets[number] = {
            "id": number,
            "Subject": title,
            "Status": "new",
            "Queue": {"id": "3", "type": "queue", "Name": "Network"},
            "Requestors": [{"id": "ann@acme.example", "RealName": name, "EmailAddress": "ann@acme.example"}],
            "Priority": "0",
            "Created": iso(moment),
            "LastUpdated": iso(moment),
            "CustomFields": [
                {"id": "1", "name": "Severity", "values": [given["severity"]] if "severity" in given else []},
                {"id": "2", "name": "Tags", "values": list(given.get("labels", ()))},
            ],
        }
        self._happened(number, "Create", "text/plain", body)
        return f"RT-{number}"

    def edit(self, key: str, title: str) -> None:
        self._change(_number(key), Subject=title)

    def say(self, key: str, words: str, *, public: bool = True) -> str:
        return str(self._happened(_number(key), "Correspond" if public else "Comment", "text/plain", words))

    def delete(self, key: str) -> None:
        self._change(_number(key), Status="deleted")

    def state(self, key: str) -> str:
        return str(self.tickets[_number(key)]["Status"])

    def bring(self, key: str, state: str) -> None:
        self._change(_number(key), Status=state)

    def title(self, key: str) -> str:
        return str(self.tickets[_number(key)]["Subject"])

    def _change(self, number: int, **values: Any) -> None:
        self.tickets[number] |= values | {"LastUpdated": iso(self.now())}
        self._happened(number, "Set", "", "")

    def _happened(self, number: int, kind: str, content_type: str, content: str) -> int:
        moment = self.now()
        parts = []
        if content_type:
            parts.append({"ContentType": "multipart/mixed", "Content": "", "Filename": None})
            parts.append({"ContentType": content_type, "Content": content, "Filename": ""})
            parts.append({"ContentType": "text/plain", "Content": "a log", "Filename": "log.txt"})
        self.history.append(
            {
                "id": str(len(self.history) + 1),
                "type": "transaction",
                "ticket": number,
                "Type": kind,
                "Created": iso(moment),
                "Creator": {"id": "bob", "RealName": "Bob", "EmailAddress": "bob@acme.example"},
                "parts": parts,
            }
        )
        self.tickets[number]["LastUpdated"] = iso(moment)
        return len(self.history)

    def answer(self, request: Request, body: Any) -> Response:
        parts = request.url.path.removeprefix("/REST/2.0/").split("/")
        match request.method, parts:
            case "GET", ["rt"]:
                return as_json({"Version": "5.0.3", "Plugins": []})
            case "GET", ["tickets"]:
                return self._search(request)
            case "GET", ["transaction", number, "attachments"]:
                return self._page(request, self.history[int(number) - 1]["parts"])
            case method, ["ticket", number, *rest] if int(number) in self.tickets:
                return self._ticket(request, method, int(number), rest, body)
        return as_json({"message": "Not Found"}, 404)

    def _ticket(self, request: Request, method: str, number: int, rest: list[str], body: Any) -> Response:
        ticket = self.tickets[number]
        tag = f'"{ticket["LastUpdated"]}"'
        match method, rest:
            case "GET", []:
                alone = {name: value for name, value in ticket.items() if name != "Requestors"}
                if request.query_params.get("fields[Queue]") != "Name":
                    alone["Queue"] = {"id": "3", "type": "queue"}
                return as_json(alone | {"Requestor": [{"id": "ann@acme.example", "type": "user"}]}, ETag=tag)
            case "PUT", []:
                if request.headers.get("if-match") not in (None, tag):
                    return as_json({"message": "Precondition Failed"}, 412)
                if body["Status"] in self.forbidden:
                    return as_json([f"Ticket {number}: Permission Denied"])
                if body["Status"] not in ("new", "open", "resolved"):
                    return as_json([f"Ticket {number}: Status '{body['Status']}' isn't a valid status."])
                self._change(number, Status=body["Status"])
                return as_json([f"Ticket {number}: Status changed"])
            case "GET", ["history"]:
                found = [_bare(one) for one in self.history if one["ticket"] == number]
                return self._page(request, found)
            case "POST", [("comment" | "correspond") as kind]:
                self.posted.append(body["Content"])
                made = self._happened(number, kind.capitalize(), body["ContentType"], body["Content"])
                where = f"{self.address}/REST/2.0/transaction/{made}"
                return as_json(["Message recorded"], 201, Location=where)
        return as_json({"message": "Method Not Allowed"}, 405)

    def _search(self, request: Request) -> Response:
        asked = re.fullmatch(
            r"\(Queue = 'Network'\)(?: AND LastUpdated >= '(\d+) seconds ago')?"
            r"(?: AND id > (\d+))?(?: AND id = (\d+))?",
            request.query_params["query"],
        )
        if asked is None:
            return as_json({"message": "Couldn't parse query"}, 400)
        since = self.clock - timedelta(seconds=int(asked[1])) if asked[1] else None
        found = [
            ticket
            for number, ticket in sorted(self.tickets.items())
            if number > int(asked[2] or 0)
            and number == ticket["id"]
            and (not asked[3] or number == int(asked[3]))
            and ticket["Status"] != "deleted"
            and (since is None or datetime.fromisoformat(ticket["LastUpdated"]) >= since)
        ]
        return self._page(request, found)

    def _page(self, request: Request, found: list[dict[str, Any]]) -> Response:
        size, page = (
            min(int(request.query_params.get("per_page", 20)), self.most_rows),
            int(request.query_params.get("page", 1)),
        )
        shown = found[(page - 1) * size : page * size]
        answer: dict[str, Any] = {
            "page": page,
            "per_page": size,
            "total": len(found),
            "count": len(shown),
            "items": shown,
        }
        if len(found) > page * size:
            answer["next_page"] = f"{self.address}{request.url.path}?page={page + 1}"
        return as_json(answer)


def _bare(happened: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in happened.items() if name not in ("ticket", "parts")}


def _number(key: str) -> int:
    return int(key.removeprefix("RT-"))
