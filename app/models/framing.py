"""A restatement of a vague problem, offered by a member; adopting one makes the problem's next revision."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from pydantic import Field as Described
from sqlmodel import Field

from app.core.columns import Inside, inside
from app.core.text import Line, Words
from app.models.schema import Given, MemberRef, Noun, NounLine, ProblemRef, Shown


class Framing(Inside, table=True):
    __table_args__ = (inside(),)

    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    author_id: UUID = Field(foreign_key="member.id")
    title: str
    statement: str
    adopted_at: datetime | None = None
    adopted_by_id: UUID | None = Field(default=None, foreign_key="member.id")


_EXAMPLE: dict[str, Any] = {
    "title": "The VPN drops when a laptop changes its access point",
    "statement": "Since the May update each change of access point ends the tunnel; wired machines are well.",
}


class FramingIn(Given):
    """A vague problem in other words."""

    title: Line
    statement: Words = Described(description="Markdown: what the problem comes down to.")

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})


class FramingLine(NounLine):
    """Framings are compared with each other: their words stand in lists too."""

    author: MemberRef
    title: str
    statement: str
    adopted_at: datetime | None
    adopted_by: MemberRef | None


class FramingShown(FramingLine, Noun):
    """A vague problem in other words. Adopted, they are the problem's next revision."""

    problem: ProblemRef

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                    "version": 1,
                    "created_at": "2026-01-31T09:00:00.000000Z",
                    "updated_at": "2026-01-31T09:00:00.000000Z",
                    "author": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
                    **_EXAMPLE,
                    "adopted_at": None,
                    "adopted_by": None,
                    "problem": {
                        "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b",
                        "key": "network-42",
                        "title": "The VPN drops when a laptop changes its access point",
                    },
                    "allowed_actions": ["adopt_framing"],
                }
            ]
        }
    )


class FramingPage(Shown):
    """A page of framings."""

    items: list[FramingLine]
    next_cursor: str | None
