"""Jira's issues, comments and transitions, in the cloud's way and in Data Center's.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/, https://docs.atlassian.com/software/jira/docs/api/REST/
"""

import base64
import hashlib
import hmac
import json
import re
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.integrations.fakes.base import Base, as_json

WAYS = {"To Do": ("In Progress",), "In Progress": ("To Do", "Done"), "Done": ("In Progress",)}


class FakeJira(Base):
    """A project NET with a workflow of three states, of which the last asks for a resolution."""

    kind = "jira"
    states = ("To Do", "In Progress")
    address = "http://jira.test"

    def __init__(self, deployment: str) -> None:
        super().__init__()
        self.cloud = deployment == "cloud"
        self.secret: dict[str, Any] = {
            "email": "bot@acme.example",
            "token": "t0ken",
            "webhook_secrets": ["a webhook's secret"],
        }
        known = base64.b64encode(b"bot@acme.example:t0ken").decode()
        self.authorization = f"Basic {known}" if self.cloud else "Bearer t0ken"
        self.issues: dict[str, dict[str, Any]] = {}
        self.comments: dict[str, list[dict[str, Any]]] = {}
        self.renamed: dict[str, str] = {}
        self.known_places: set[str] = set()
        self._made = 0
        self._comment = 10_000

    @property
    def config(self) -> dict[str, Any]:
        deployment = "cloud" if self.cloud else "data_center"
        return {"base_url": self.address, "deployment": deployment, "projects": ["NET"]}

    def _text(self, words: str) -> Any:
        if not self.cloud or not words:
            return words or None
        paragraphs = [
            {"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in words.split("\n") if line
        ]
        return {"type": "doc", "version": 1, "content": paragraphs}

    def make(self, title: str, body: str = "", **given: Any) -> str:
        self._made += 1
        key, moment = f"NET-{self._made}", self.now()
        self.issues[key] = {
            "id": str(20_000 + self._made),
            "key": key,
            "moment": moment,
            "fields": {
                "summary": title,
                "description": self._text(body),
                "status": {"name": "To Do", "id": "1"},
                "priority": {"name": given["severity"]} if "severity" in given else None,
                "project": {"key": "NET", "name": "Network"},
                "labels": list(given.get("labels", ())),
                "reporter": {"displayName": given.get("requester", "Ann"), "emailAddress": "ann@acme.example"},
                "created": _written(moment),
                "updated": _written(moment),
            },
        }
        self.comments[key] = []
        return key

    def edit(self, key: str, title: str) -> None:
        self._change(key, summary=title)

    def say(self, key: str, words: str, *, public: bool = True) -> str:
        comment = self._say(key, self._text(words), "Bob")
        if not public:
            comment["visibility"] = {"type": "role", "value": "Developers"}
        return str(comment["id"])

    def delete(self, key: str) -> None:
        del self.issues[key], self.comments[key]

    def move(self, key: str, new: str) -> None:
        """To another project: the old key leads there."""
        self.issues[new] = self.issues.pop(key) | {"key": new}
        self.comments[new] = self.comments.pop(key)
        self.renamed[key] = new

    def state(self, key: str) -> str:
        return str(self.issues[key]["fields"]["status"]["name"])

    def bring(self, key: str, state: str) -> None:
        self._change(key, status={"name": state, "id": str(list(WAYS).index(state) + 1)})

    def title(self, key: str) -> str:
        return str(self.issues[key]["fields"]["summary"])

    def _change(self, key: str, **fields: Any) -> None:
        moment = self.now()
        self.issues[key]["fields"] |= fields | {"updated": _written(moment)}
        self.issues[key]["moment"] = moment

    def _say(self, key: str, body: Any, name: str) -> dict[str, Any]:
        self._comment += 1
        comment = {
            "id": str(self._comment),
            "author": {"displayName": name, "emailAddress": f"{name.lower()}@acme.example"},
            "body": body,
            "created": _written(self.now()),
        }
        self.comments[key].append(comment)
        self._change(key)
        return comment

    def answer(self, request: Request, body: Any) -> Response:
        version = "3" if self.cloud else "2"
        parts = request.url.path.strip("/").split("/")
        if parts[:3] != ["rest", "api", version]:
            return as_json({"errorMessages": ["No such version."]}, 404)
        match request.method, parts[3:]:
            case "GET", ["serverInfo"]:
                return as_json({"baseUrl": self.address, "serverTime": _written(self.clock)})
            case "GET", ["search", "jql"] if self.cloud:
                return self._search(request)
            case "GET", ["search"] if not self.cloud:
                return self._search(request)
            case method, ["issue", key, *rest]:
                key = self.renamed.get(key, key)
                if key not in self.issues:
                    message = "Issue does not exist or you do not have permission to see it."
                    return as_json({"errorMessages": [message], "errors": {}}, 404)
                return self._issue(request, method, key, rest, body)
        return as_json({"errorMessages": ["Not found."]}, 404)

    def _issue(self, request: Request, method: str, key: str, rest: list[str], body: Any) -> Response:
        match method, rest:
            case "GET", []:
                return as_json(_shown(self.issues[key]))
            case "GET", ["comment"]:
                start, size = int(request.query_params.get("startAt", 0)), int(request.query_params["maxResults"])
                found = self.comments[key]
                page = {"startAt": start, "maxResults": size, "total": len(found), "comments": found[start:][:size]}
                return as_json(page)
            case "POST", ["comment"]:
                if self.cloud != isinstance(body["body"], dict):
                    return as_json({"errorMessages": [], "errors": {"comment": "Comment body is not valid!"}}, 400)
                self.posted.append(json.dumps(body["body"], ensure_ascii=False))
                comment = self._say(key, body["body"], "Alliance")
                for one in body.get("properties", ()):
                    comment["jsdPublic"] = not (one["key"] == "sd.public.comment" and one["value"]["internal"])
                return as_json(comment, 201)
            case "GET", ["transitions"]:
                return as_json({"expand": "transitions", "transitions": self._ways(key)})
            case "POST", ["transitions"]:
                way = next((one for one in self._ways(key) if one["id"] == body["transition"]["id"]), None)
                if way is None:
                    return as_json({"errorMessages": ["The transition is not valid."]}, 409)
                if "resolution" in way["fields"] and body.get("fields", {}).get("resolution") != {"name": "Done"}:
                    return as_json({"errorMessages": [], "errors": {"resolution": "Resolution is required."}}, 400)
                self._change(key, status=way["to"])
                return Response(status_code=204)
        return as_json({"errorMessages": ["Not found."]}, 404)

    def _ways(self, key: str) -> list[dict[str, Any]]:
        names = list(WAYS)
        return [
            {
                "id": str(10 * names.index(self.state(key)) + names.index(name) + 11),
                "name": f"Go to {name}",
                "to": {"name": name, "id": str(names.index(name) + 1)},
                "fields": {"resolution": {"required": True}} if name == "Done" else {},
            }
            for name in WAYS[self.state(key)]
        ]

    def _search(self, request: Request) -> Response:
        given = request.query_params
        asked = re.fullmatch(r'project in \("NET"\)( AND updated >= "-(\d+)m")? ORDER BY updated DESC', given["jql"])
        if asked is None:
            return as_json({"errorMessages": ["Error in the JQL Query."], "errors": {}}, 400)
        from_then = self.clock - timedelta(minutes=int(asked[2] or 0))
        found = sorted(
            (
                one
                for one in self.issues.values()
                if one["key"].startswith("NET-") and (not asked[2] or one["moment"] >= from_then)
            ),
            key=lambda one: one["moment"],
            reverse=True,
        )
        size = min(int(given["maxResults"]), self.most_rows)
        if not self.cloud:
            start = int(given.get("startAt", 0))
            page = [_shown(one) for one in found[start : start + size]]
            return as_json({"startAt": start, "maxResults": size, "total": len(found), "issues": page})
        place = given.get("nextPageToken")
        if place is not None and place not in self.known_places:
            return as_json({"errorMessages": ["The provided next page token is invalid or expired."]}, 400)
        before = datetime.fromisoformat(place) if place else None
        rest = [one for one in found if before is None or one["moment"] < before]
        answer: dict[str, Any] = {"issues": [_shown(one) for one in rest[:size]], "isLast": len(rest) <= size}
        if len(rest) > size:
            answer["nextPageToken"] = rest[size - 1]["moment"].isoformat()
            self.known_places.add(answer["nextPageToken"])
        return as_json(answer)


def signed(payload: Any, secret: str = "a webhook's secret", **headers: str) -> tuple[dict[str, str], bytes]:
    """A webhook as Jira sends it."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {
        "content-type": "application/json; charset=UTF-8",
        "x-atlassian-webhook-identifier": "9a1b0d4c-1f5f-4a1b-8b7a-000000000001",
        "x-hub-signature": f"sha256={digest}",
        **headers,
    }, body


def _shown(issue: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in issue.items() if name != "moment"}


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000+0000")
