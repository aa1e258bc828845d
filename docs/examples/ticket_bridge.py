"""A bridge of one's own, for a ticket system that no connector speaks with: tickets in, comments out.

    ALLIANCE=http://127.0.0.1:8000 TOKEN=at_… COMMUNITY=network python docs/examples/ticket_bridge.py tickets.jsonl

Each line of the file is a ticket: {"key", "title", "text", "url", "state"}. What is said here for tickets is printed, a
line of JSON each. Run it as often as you like: a ticket is known by its key, a comment by its place in the feed.
"""

import json
import os
import sys
from pathlib import Path

import httpx

SYSTEM, PLACE = "desk", Path(os.environ.get("PLACE", "bridge.place"))
alliance = httpx.Client(
    base_url=os.environ["ALLIANCE"] + "/api/v1", headers={"Authorization": f"Bearer {os.environ['TOKEN']}"}, timeout=30
)


def asked(answer: httpx.Response) -> dict:
    return answer.raise_for_status().json()


def bring(ticket: dict) -> None:
    """A problem for a ticket, or the one that it became before; and the link that shows the ticket's state."""
    reference = {"system": SYSTEM, "key": ticket["key"], "url": ticket["url"]}
    given = {"title": ticket["title"], "statement": ticket["text"], "form": "unstructured"}
    path = f"/communities/{os.environ['COMMUNITY']}/problems"
    problem = asked(alliance.post(path, json={**given, "external_reference": reference}))
    link = {**reference, "title": ticket["title"], "state": ticket["state"]}
    asked(alliance.post(f"/problems/{problem['id']}/ticket-links", json=link))


def tell() -> None:
    """Comments that are meant for tickets, from where the last run stopped."""
    query = {"kind": "comment.posted", "limit": 100}
    while True:
        place = {"cursor": PLACE.read_text()} if PLACE.exists() else {}
        page = asked(alliance.get("/events", params={**query, **place}))
        for event in page["items"]:
            comment = asked(alliance.get(f"/comments/{event['subject']['id']}"))
            for link in asked(alliance.get(f"/problems/{comment['problem']['id']}/ticket-links"))["items"]:
                if comment["to_tickets"] and link["system"] == SYSTEM:
                    print(json.dumps({"key": link["key"], "id": comment["id"], "text": comment["body"]}))
        PLACE.write_text(page["next_cursor"])
        if not page["items"]:
            break


for line in Path(sys.argv[1]).read_text().splitlines():
    bring(json.loads(line))
tell()
