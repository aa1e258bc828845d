"""How a row is made on its way in."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.core.ids import new_id
from app.models.framing import Framing

NOW = datetime.now(UTC)
GIVEN: dict[str, Any] = {
    "created_at": NOW,
    "updated_at": NOW,
    "community_id": new_id(),
    "open": True,
    "problem_id": new_id(),
    "author_id": new_id(),
    "title": "In other words",
    "statement": "Only on wireless.",
}


def test_a_row_has_what_it_is_given_and_defaults_of_its_own() -> None:
    one, other = Framing(**GIVEN), Framing(**GIVEN)
    assert (one.title, one.version, one.adopted_at) == ("In other words", 1, None)
    assert one.id != other.id


def test_a_column_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="titel"):
        Framing(**GIVEN, titel="In other words")


def test_a_column_without_a_value_is_refused() -> None:
    with pytest.raises(TypeError, match="title"):
        Framing(**{name: value for name, value in GIVEN.items() if name != "title"})
