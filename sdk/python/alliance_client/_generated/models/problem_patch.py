from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.problem_form import ProblemForm, check_problem_form
from ..models.severity import Severity, check_severity
from ..types import UNSET, Unset

T = TypeVar("T", bound="ProblemPatch")


@_attrs_define(kw_only=True)
class ProblemPatch:
    """What is to change; what is left out stays. New words are the next revision."""

    title: str | Unset = UNSET
    statement: str | Unset = UNSET
    severity: Severity | Unset = UNSET
    """How bad a problem is, as its author sees it."""
    form: ProblemForm | Unset = UNSET
    """Whether a problem is put clearly, or still vague and open to framings."""
    component_ids: list[UUID] | Unset = UNSET
    """Components it concerns, each once."""
    parent_id: None | str | Unset = UNSET
    """A problem's id or key (`network-42`)."""

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        statement = self.statement

        severity: str | Unset = UNSET
        if not isinstance(self.severity, Unset):
            severity = self.severity

        form: str | Unset = UNSET
        if not isinstance(self.form, Unset):
            form = self.form

        component_ids: list[str] | Unset = UNSET
        if not isinstance(self.component_ids, Unset):
            component_ids = []
            for component_ids_item_data in self.component_ids:
                component_ids_item = str(component_ids_item_data)
                component_ids.append(component_ids_item)

        parent_id: None | str | Unset
        if isinstance(self.parent_id, Unset):
            parent_id = UNSET
        else:
            parent_id = self.parent_id

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if statement is not UNSET:
            field_dict["statement"] = statement
        if severity is not UNSET:
            field_dict["severity"] = severity
        if form is not UNSET:
            field_dict["form"] = form
        if component_ids is not UNSET:
            field_dict["component_ids"] = component_ids
        if parent_id is not UNSET:
            field_dict["parent_id"] = parent_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title", UNSET)

        statement = d.pop("statement", UNSET)

        _severity = d.pop("severity", UNSET)
        severity: Severity | Unset
        if isinstance(_severity, Unset):
            severity = UNSET
        else:
            severity = check_severity(_severity)

        _form = d.pop("form", UNSET)
        form: ProblemForm | Unset
        if isinstance(_form, Unset):
            form = UNSET
        else:
            form = check_problem_form(_form)

        _component_ids = d.pop("component_ids", UNSET)
        component_ids: list[UUID] | Unset = UNSET
        if _component_ids is not UNSET:
            component_ids = []
            for component_ids_item_data in _component_ids:
                component_ids_item = UUID(component_ids_item_data)

                component_ids.append(component_ids_item)

        def _parse_parent_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parent_id = _parse_parent_id(d.pop("parent_id", UNSET))

        problem_patch = cls(
            title=title,
            statement=statement,
            severity=severity,
            form=form,
            component_ids=component_ids,
            parent_id=parent_id,
        )

        return problem_patch
