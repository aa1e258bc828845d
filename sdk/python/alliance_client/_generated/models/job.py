from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from alliance_client._answers import Answer

from ..models.job_state import JobState, check_job_state

T = TypeVar("T", bound="Job")


@_attrs_define(kw_only=True)
class Job:
    """Something to be done beside requests. What it is about is not told: that may lie inside a community."""

    id: UUID
    kind: str
    """What is to be done. Take kinds that you do not know."""
    state: JobState
    """Where something to be done beside requests stands; `failed` is what was given up."""
    due_at: datetime.datetime
    """When it may be done; while it is being done, when it is taken to be lost and is begun anew."""
    attempts: int
    """How often it was begun since it last succeeded or was tried again by hand."""
    last_error: None | str
    """Why the last try failed: a kind of error, never what was sent."""
    created_at: datetime.datetime
    done_at: datetime.datetime | None
    """When it was done or given up."""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict, repr=False)
    """Fields that this version does not know."""
    etag: str = _attrs_field(init=False, default="", eq=False, repr=False)
    """The tag it came with: give the whole thing as `if_match` or `if_none_match`."""
    _answer: Answer | None = _attrs_field(init=False, default=None, eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        kind = self.kind

        state: str = self.state

        due_at = self.due_at.isoformat()

        attempts = self.attempts

        last_error: None | str
        last_error = self.last_error

        created_at = self.created_at.isoformat()

        done_at: None | str
        if isinstance(self.done_at, datetime.datetime):
            done_at = self.done_at.isoformat()
        else:
            done_at = self.done_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "state": state,
                "due_at": due_at,
                "attempts": attempts,
                "last_error": last_error,
                "created_at": created_at,
                "done_at": done_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = d.pop("kind")

        state = check_job_state(d.pop("state"))

        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))

        attempts = d.pop("attempts")

        def _parse_last_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        last_error = _parse_last_error(d.pop("last_error"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_done_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                done_at_type_0 = datetime.datetime.fromisoformat(data)

                return done_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        done_at = _parse_done_at(d.pop("done_at"))

        job = cls(
            id=id,
            kind=kind,
            state=state,
            due_at=due_at,
            attempts=attempts,
            last_error=last_error,
            created_at=created_at,
            done_at=done_at,
        )

        job.additional_properties = d
        return job
