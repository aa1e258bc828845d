"""Solutions as they are read."""

from typing import Any

from sqlalchemy import Select, func, select

from app.models import tables
from app.models.solution import SolutionLine
from app.queries import refs
from app.queries.view import shape

T = tables
S, V = T["solution"], T["validation"]


def line_fields() -> dict[str, Any]:
    return {
        "problem": refs.problem(S.c.problem_id),
        "author": refs.member(S.c.author_id),
        "validator_count": select(func.count(V.c.author_id.distinct()))
        .where(V.c.solution_id == S.c.id)
        .correlate(S)
        .scalar_subquery(),
    }


def solution_line() -> Select[Any]:
    return select(*shape(SolutionLine, S, **line_fields()))
