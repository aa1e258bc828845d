"""What every list takes in its query, and how a list's own filters are declared."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.domain.keys import is_slug
from app.queries.listing import MOST


class Query(BaseModel):
    """A page of a list. Subclasses add filters (a list of values each, any of which fits) and `sort`."""

    model_config = ConfigDict(extra="forbid")
    default_order: ClassVar[str] = "-created_at"

    limit: int = Field(50, ge=1, le=MOST, description="How many items a page holds at most.")
    cursor: str | None = Field(
        None, max_length=2000, description="`next_cursor` of the page before; it fits only the query it came from."
    )

    def filters(self) -> dict[str, Any]:
        """The filters that were given; a switch that is off is none."""
        return {name: value for name, value in self._given() if value is not False}

    def order(self) -> str:
        return str(getattr(self, "sort", None) or self.default_order)

    def parameters(self) -> dict[str, Any]:
        """The values of the filters, by the names of the statement's parameters."""
        given = dict(self._given())
        communities = given.pop("community", None)
        if communities is not None:
            given["community_ids"] = [found for text in communities if (found := _uuid(text)) is not None]
            given["community_slugs"] = [text for text in communities if is_slug(text)]
        return given

    def _given(self) -> Iterator[tuple[str, Any]]:
        return ((name, value) for name, value in self.__dict__.items() if value is not None and name not in _PAGING)


_PAGING = frozenset({"limit", "cursor", "sort"})


class RetirableQuery(Query):
    """Of what is retired, and stays readable."""

    retired: bool | None = Field(None, description="`false`: only what is not retired; `true`: only what is.")

    def filters(self) -> dict[str, Any]:
        return super().filters() | ({} if self.retired is None else {"retired": self.retired})


CommunityFilter = Annotated[
    list[Annotated[str, Field(max_length=60)]] | None,
    Field(description="Only of these communities, by id or slug.", max_length=50),
]


TicketKeyFilter = Annotated[
    list[Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]] | None,
    Field(
        description="Linked to one of these tickets of other systems, by what they are called there; itself, or by a "
        "solution or validation of it.",
        max_length=50,
    ),
]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
