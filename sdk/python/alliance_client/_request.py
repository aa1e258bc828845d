"""One request before it is sent: what the contract says of it, and what the caller gave."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID

from alliance_client._answers import Tagged

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Request(Generic[T]):
    """What is asked; `read` makes of the answer's JSON what the caller gets."""

    method: str
    path: str
    read: Callable[[Any], T]
    query: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    content_type: str | None = None
    keyed: bool = False
    key: str | None = None
    if_match: Tagged | str | None = None
    on_behalf_of: UUID | str | None = None
    beside: Mapping[str, str | None] = field(default_factory=dict)
    """Headers of this operation alone."""
    held: T | None = None
    """What the caller has already: the answer where nothing is new (304)."""
    signed_in: bool = True
    accept: str = "application/json, application/problem+json"
    name: str = field(default_factory=lambda: str(uuid.uuid4()))
    """Its idempotency key where the caller gave none: the same however often it is sent."""

    @property
    def repeatable(self) -> bool:
        """Whether it can be sent again when it is not known what became of it."""
        return not self.changes or self.keyed

    @property
    def changes(self) -> bool:
        """Whether anything is other than it was, once it is carried out."""
        return self.method != "GET"

    def headers(self) -> dict[str, str]:
        given = {"Accept": self.accept}
        if self.content_type is not None:
            given["Content-Type"] = self.content_type
        if self.keyed:
            given["Idempotency-Key"] = self.name if self.key is None else self.key
        if self.if_match is not None:
            given["If-Match"] = self.if_match if isinstance(self.if_match, str) else _tag_of(self.if_match)
        if self.on_behalf_of is not None:
            given["On-Behalf-Of"] = str(self.on_behalf_of)
        given |= {name: value for name, value in self.beside.items() if value is not None}
        if isinstance(self.held, Tagged) and self.held.etag:
            given["If-None-Match"] = self.held.etag
        for name, value in given.items():
            if not (value and value.isascii() and value.isprintable() and value == value.strip()):
                raise ValueError(f"{name}: {value!r} does not travel in a header, which takes printable ASCII")
        return given


def at(template: str, **parts: object) -> str:
    """An address, each part escaped."""
    return template.format(**{name: _part(name, str(part)) for name, part in parts.items()})


def asked(given: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The parameters that were given; a list is repeated."""
    pairs: list[tuple[str, str]] = []
    for name, value in given.items():
        if value is not None:
            several = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
            pairs += [(name, _written(each)) for each in several]
    return tuple(pairs)


def as_json(given: Mapping[str, Any]) -> bytes:
    return json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()


def as_form(given: Mapping[str, Any]) -> bytes:
    return urlencode(given).encode()


def nothing(_: object) -> None:
    """What is answered where nothing is to be said."""


def _tag_of(thing: Tagged) -> str:
    """Of a part of an answer, or a copy, it is made of the version, which is all that the server compares."""
    version = getattr(thing, "version", None)
    return thing.etag if thing.etag or version is None else f'"{version}"'


def _part(name: str, part: str) -> str:
    if part in ("", ".", ".."):
        raise ValueError(f"{name}: {part!r} names nothing, and would lead to another address")
    return quote(part, safe="")


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case UUID() | int() | str():
            return str(value)
        case _:
            raise TypeError(f"{value!r} does not travel in an address")
