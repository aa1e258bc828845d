"""ServiceNow's Table API, of incidents. https://docs.servicenow.com/csh?topicname=c_TableAPI.html"""

import base64
import hashlib
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from tests.integrations.fakes.base import Base, as_json

STATES = {"1": "New", "2": "In Progress", "6": "Resolved", "8": "Canceled"}


class FakeServiceNow(Base):
    """The table of incidents, of which resolved ones need a close code."""

    kind = "servicenow"
    authorization = f"Basic {base64.b64encode(b'alliance:pass').decode()}"
    address = "http://now.test"
    secret: dict[str, Any] = {"username": "alliance", "password": "pass"}
    states = ("New", "In Progress")

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, dict[str, Any]] = {}
        self.journal: list[dict[str, Any]] = []
        self.held_back: set[str] = set()
        self._made = 0

    @property
    def config(self) -> dict[str, Any]:
        beside = {"Resolved": {"close_code": "Solution provided"}}
        return {"base_url": self.address, "query": "assignment_group=network", "beside_state": beside}

    def make(self, title: str, body: str = "", **given: Any) -> str:
        self._made += 1
        number, moment = f"INC{self._made:07}", self.now()
        self.rows[number] = {
            "sys_id": _sys_id(number),
            "number": number,
            "short_description": title,
            "description": body,
            "state": "1",
            "priority": given.get("severity", ""),
            "category": next(iter(given.get("labels", ())), ""),
            "subcategory": "",
            "assignment_group": "Network",
            "caller_id.name": given.get("requester", "Ann"),
            "caller_id.email": "ann@acme.example",
            "sys_created_on": _written(moment),
            "sys_updated_on": _written(moment),
        }
        return number

    def edit(self, key: str, title: str) -> None:
        self._change(key, short_description=title)

    def say(self, key: str, words: str, *, public: bool = True) -> str:
        return self._say(key, "comments" if public else "work_notes", words, "bob")

    def delete(self, key: str) -> None:
        del self.rows[key]

    def state(self, key: str) -> str:
        return STATES[self.rows[key]["state"]]

    def bring(self, key: str, state: str) -> None:
        self._change(key, state=next(value for value, shown in STATES.items() if shown == state))

    def title(self, key: str) -> str:
        return str(self.rows[key]["short_description"])

    def _change(self, key: str, **values: Any) -> None:
        self.rows[key] |= values | {"sys_updated_on": _written(self.now())}

    def _say(self, key: str, element: str, words: str, name: str) -> str:
        self._change(key)
        entry = {
            "sys_id": _sys_id(f"{key}/{len(self.journal)}"),
            "element_id": self.rows[key]["sys_id"],
            "element": element,
            "value": words,
            "sys_created_on": _written(self.clock),
            "sys_created_by": name,
        }
        self.journal.append(entry)
        return str(entry["sys_id"])

    def unauthorized(self) -> Response:
        error = {"message": "User Not Authenticated", "detail": "Required to provide Auth information"}
        return as_json({"error": error, "status": "failure"}, 401)

    def answer(self, request: Request, body: Any) -> Response:
        match request.method, request.url.path.removeprefix("/api/now/table/").split("/"):
            case "GET", ["incident"]:
                return self._page(request, list(self.rows.values()), everything=True)
            case "GET", ["sys_journal_field"]:
                return self._page(request, self.journal)
            case "GET", ["sys_user"]:
                people = [
                    {"user_name": name, "name": name.title(), "email": f"{name}@acme.example"} for name in ("bob",)
                ]
                return self._page(request, people)
            case "PATCH", ["incident", sys_id]:
                key = next((key for key, row in self.rows.items() if row["sys_id"] == sys_id), None)
                if key is None:
                    return as_json({"error": {"message": "No Record found"}, "status": "failure"}, 404)
                return self._patch(request, key, body)
        return as_json({"error": {"message": "Invalid table"}, "status": "failure"}, 400)

    def _patch(self, request: Request, key: str, body: dict[str, Any]) -> Response:
        assert request.query_params["sysparm_input_display_value"] == "true"
        for element in ("comments", "work_notes"):
            if element in body:
                self.posted.append(body[element])
                self._say(key, element, body[element], "alliance")
        if "state" in body and body["state"] not in self.held_back:
            value = next((value for value, shown in STATES.items() if shown == body["state"]), None)
            if value == "6" and not body.get("close_code"):
                error = {"message": "Operation Failed", "detail": "Data Policy Exception: Close code is mandatory"}
                return as_json({"error": error, "status": "failure"}, 403)
            if value is not None:
                self._change(key, state=value)
        return as_json({"result": _both(self.rows[key], ["number", "state"])})

    def _page(self, request: Request, rows: list[dict[str, Any]], *, everything: bool = False) -> Response:
        given = request.query_params
        orders = []
        for condition in filter(None, given["sysparm_query"].split("^")):
            if condition.startswith("ORDERBY"):
                orders.append(condition.removeprefix("ORDERBY"))
                continue
            rows = [row for row in rows if _holds(row, condition)]
        rows = sorted(rows, key=lambda row: [row[name] for name in orders])
        start = int(given.get("sysparm_offset", 0))
        shown = rows[start : start + min(int(given["sysparm_limit"]), self.most_rows)]
        names = given["sysparm_fields"].split(",")
        if everything:
            assert given["sysparm_display_value"] == "all"
            return as_json({"result": [_both(row, names) for row in shown]})
        return as_json({"result": [{name: row[name] for name in names} for row in shown]})


def _holds(row: dict[str, Any], condition: str) -> bool:
    for sign in (">=", ">", "IN", "="):
        name, found, value = condition.partition(sign)
        if found and name.replace("_", "").replace(".", "").isalnum():
            break
    if name == "assignment_group":
        return bool(row[name].lower() == value)
    known = str(row[name])
    return {">=": known >= value, ">": known > value, "=": known == value, "IN": known in value.split(",")}[sign]


def _both(row: dict[str, Any], names: list[str]) -> dict[str, Any]:
    shown = row | {"state": STATES[row["state"]]}
    return {name: {"display_value": shown[name], "value": row[name]} for name in names}


def _sys_id(name: str) -> str:
    return hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
