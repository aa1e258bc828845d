from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define

from ..models.problem_form import ProblemForm, check_problem_form
from ..models.severity import Severity, check_severity
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.external_reference_in import ExternalReferenceIn


T = TypeVar("T", bound="ProblemIn")


@_attrs_define(kw_only=True)
class ProblemIn:
    """A problem as its author puts it; it may still be vague."""

    title: str
    statement: str
    """What happens, where, since when: Markdown. Kept for ever as revision 1."""
    severity: Severity | Unset = UNSET
    """How bad a problem is, as its author sees it."""
    form: ProblemForm | Unset = UNSET
    """Whether a problem is put clearly, or still vague and open to framings."""
    component_ids: list[UUID] | Unset = UNSET
    """Components it concerns, each once."""
    parent_id: None | str | Unset = UNSET
    """The larger problem of the same community it is a part of."""
    external_reference: ExternalReferenceIn | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.external_reference_in import ExternalReferenceIn  # noqa: PLC0415

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

        external_reference: dict[str, Any] | None | Unset
        if isinstance(self.external_reference, Unset):
            external_reference = UNSET
        elif isinstance(self.external_reference, ExternalReferenceIn):
            external_reference = self.external_reference.to_dict()
        else:
            external_reference = self.external_reference

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "title": title,
                "statement": statement,
            }
        )
        if severity is not UNSET:
            field_dict["severity"] = severity
        if form is not UNSET:
            field_dict["form"] = form
        if component_ids is not UNSET:
            field_dict["component_ids"] = component_ids
        if parent_id is not UNSET:
            field_dict["parent_id"] = parent_id
        if external_reference is not UNSET:
            field_dict["external_reference"] = external_reference

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.external_reference_in import ExternalReferenceIn  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title")

        statement = d.pop("statement")

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

        def _parse_external_reference(data: object) -> ExternalReferenceIn | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                external_reference_type_0 = ExternalReferenceIn.from_dict(data)

                return external_reference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ExternalReferenceIn | None | Unset, data)

        external_reference = _parse_external_reference(d.pop("external_reference", UNSET))

        problem_in = cls(
            title=title,
            statement=statement,
            severity=severity,
            form=form,
            component_ids=component_ids,
            parent_id=parent_id,
            external_reference=external_reference,
        )

        return problem_in
