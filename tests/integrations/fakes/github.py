"""GitHub's issues and comments. https://docs.github.com/rest/issues"""

import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from tests.integrations.fakes.base import Base, as_json, iso


class FakeGitHub(Base):
    """One repository, whose pull requests are issues to its API too."""

    kind = "github"
    authorization = "Bearer ghp_secret"
    address = "http://github.test"
    secret: dict[str, Any] = {"token": "ghp_secret", "webhook_secrets": ["a webhook's secret"]}
    states = ("open", "closed:not_planned")

    def __init__(self) -> None:
        super().__init__()
        self.issues: dict[int, dict[str, Any]] = {}
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.deleted: set[int] = set()
        self.moved: set[int] = set()
        self._comment = 1_000

    @property
    def config(self) -> dict[str, Any]:
        return {"repository": "acme/network", "api_url": self.address}

    def make(self, title: str, body: str = "", **given: Any) -> str:
        number, moment = len(self.issues) + len(self.deleted) + 1, iso(self.now())
        self.issues[number] = {
            "id": 900_000 + number,
            "number": number,
            "title": title,
            "body": body or None,
            "state": "open",
            "state_reason": None,
            "labels": [{"name": name} for name in given.get("labels", ())],
            "user": {"login": given.get("requester", "ann"), "id": 1},
            "html_url": f"https://github.com/acme/network/issues/{number}",
            "created_at": moment,
            "updated_at": moment,
            "comments": 0,
        } | ({"pull_request": {"url": "…"}} if given.get("pull_request") else {})
        self.comments[number] = []
        return f"acme/network#{number}"

    def edit(self, key: str, title: str) -> None:
        self._change(_number(key), title=title)

    def say(self, key: str, words: str, *, public: bool = True) -> str:
        del public
        return str(self._say(_number(key), words, "bob")["id"])

    def delete(self, key: str) -> None:
        del self.issues[_number(key)]
        self.deleted.add(_number(key))

    def state(self, key: str) -> str:
        issue = self.issues[_number(key)]
        reason = issue["state_reason"]
        return f"closed:{reason}" if reason not in (None, "completed") else str(issue["state"])

    def bring(self, key: str, state: str) -> None:
        word, _, reason = state.partition(":")
        self._change(_number(key), state=word, state_reason=reason or ("completed" if word == "closed" else None))

    def title(self, key: str) -> str:
        return str(self.issues[_number(key)]["title"])

    def _change(self, number: int, **values: Any) -> dict[str, Any]:
        self.issues[number] |= values | {"updated_at": iso(self.now())}
        return self.issues[number]

    def _say(self, number: int, words: str, login: str) -> dict[str, Any]:
        self._comment += 1
        comment = {
            "id": self._comment,
            "user": {"login": login},
            "body": words,
            "created_at": iso(self.now()),
            "updated_at": iso(self.clock),
        }
        self.comments[number].append(comment)
        self._change(number, comments=len(self.comments[number]))
        return comment

    def unauthorized(self) -> Response:
        return as_json({"message": "Bad credentials", "documentation_url": "…", "status": "401"}, 401)

    def answer(self, request: Request, body: Any) -> Response:
        parts = request.url.path.strip("/").split("/")
        if parts[:4] != ["repos", "acme", "network", "issues"]:
            return as_json({"message": "Not Found"}, 404)
        if len(parts) == 4:
            return self._list(request)
        number = int(parts[4])
        if number in self.moved:
            return Response(status_code=301, headers={"Location": f"{self.address}/repositories/2/issues/1"})
        if number not in self.issues:
            return as_json({"message": "This issue was deleted"}, 410 if number in self.deleted else 404)
        if parts[5:] == ["comments"]:
            if request.method == "POST":
                self.posted.append(body["body"])
                return as_json(self._say(number, body["body"], "alliance-bot"), 201)
            return self._paged(request, self.comments[number])
        if request.method == "PATCH":
            return self._patch(number, body)
        return as_json(self.issues[number])

    def _patch(self, number: int, body: dict[str, Any]) -> Response:
        reason = body.get("state_reason")
        if reason not in (None, "completed", "not_planned", "duplicate", "reopened"):
            return as_json({"message": "Validation Failed", "errors": [{"field": "state_reason"}]}, 422)
        state = body["state"]
        return as_json(self._change(number, state=state, state_reason=reason if state == "closed" else None))

    def _list(self, request: Request) -> Response:
        given = request.query_params
        assert (given["state"], given["sort"], given["direction"]) == ("all", "created", "asc")
        since = datetime.fromisoformat(given["since"]) if "since" in given else None
        found = [
            issue
            for _, issue in sorted(self.issues.items())
            if since is None or datetime.fromisoformat(issue["updated_at"]) >= since
        ]
        return self._paged(request, found)

    def _paged(self, request: Request, found: list[dict[str, Any]]) -> Response:
        given = dict(request.query_params)
        size, page = min(int(given.get("per_page", 30)), self.most_rows), int(given.get("page", 1))
        answer = as_json(found[(page - 1) * size : page * size])
        if len(found) > page * size:
            following = urlencode(given | {"page": page + 1})
            first = f'<{self.address}{request.url.path}?page=1>; rel="first"'
            answer.headers["Link"] = f'<{self.address}{request.url.path}?{following}>; rel="next", {first}'
        return answer


def signed(
    payload: Any, event: str, secret: str = "a webhook's secret", **headers: str
) -> tuple[dict[str, str], bytes]:
    """A webhook as GitHub sends it."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "X-Hub-Signature-256": f"sha256={digest}",
        **headers,
    }, body


def _number(key: str) -> int:
    return int(key.rpartition("#")[2])
