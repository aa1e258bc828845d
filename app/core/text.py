"""Text as callers send it. Markdown is kept as it was sent; what stands on one line, and whatever is compared, is
normalized (NFC) and holds no control characters, bidirectional ones included (UTS 39)."""

import re
import unicodedata
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

_BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_MAILBOXES = frozenset('@<>()[],;:"\\')
_NOT_IN_ADDRESSES = frozenset(' <>"\\^`{|}')


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("holds a NUL character: remove it")
    if _SURROGATE.search(text):
        raise ValueError("holds half of a surrogate pair: send valid Unicode")
    return text


def _one_line(text: str) -> str:
    if text.isascii() and text.isprintable() and (words := text.strip()):
        return words
    text = unicodedata.normalize("NFC", _no_nul(text)).strip()
    if not text:
        raise ValueError("is blank: write something")
    for character in text:
        if character in _BIDIRECTIONAL or unicodedata.category(character) in ("Cc", "Zl", "Zp"):
            raise ValueError(f"holds the control character U+{ord(character):04X}: remove it")
    return text


def normal_email(text: str) -> str:
    """An e-mail address as it is stored and compared: NFC, lower case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().lower())


def _email(text: str) -> str:
    """Says what an address looks like, not whether mail arrives: hosts of an intranet are as good as others."""
    address = normal_email(_one_line(text))
    mailbox, _, host = address.rpartition("@")
    labels = host.split(".")
    if (
        not mailbox
        or len(address) > 254
        or any(character.isspace() or character in _NOT_IN_MAILBOXES for character in mailbox)
        or not all(label and all(character.isalnum() or character in "-_" for character in label) for label in labels)
    ):
        raise ValueError("is no e-mail address: write it like name@example.org")
    return address


def _web_address(text: str) -> str:
    """A URI (RFC 3986) that a browser can open and a page can link to."""
    address = text.strip()
    if not address.isascii() or not address.isprintable() or not _NOT_IN_ADDRESSES.isdisjoint(address):
        raise ValueError("holds what an address must escape: write it as a browser would send it")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is no address of the web: write it like https://tickets.example.org/4711")
    if "@" in parts.netloc:
        raise ValueError("holds a name or password: every reader would get it")
    return address


def _written(text: str) -> str:
    if not _no_nul(text).strip():
        raise ValueError("is blank: write something")
    return text


Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_one_line)]
"""A name or title: one line of at most 200 characters."""

ShortLine = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_one_line)]
"""A code or a version: one line of at most 100 characters."""

Email = Annotated[
    str, Field(min_length=3, max_length=254, json_schema_extra={"format": "email"}), AfterValidator(_email)
]
"""An e-mail address, in NFC and lower case."""

Words = Annotated[str, Field(min_length=1, max_length=50_000), AfterValidator(_written)]
"""Markdown that must not be blank, at most 50,000 characters, kept as sent."""

OptionalWords = Annotated[str, Field(max_length=50_000), AfterValidator(_no_nul)]
"""Markdown that may be empty."""

Summary = Annotated[str, Field(max_length=2_000), AfterValidator(_no_nul)]
"""Markdown of a few sentences, at most 2,000 characters; may be empty."""

Reason = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_written)]
"""Why something is done: at most 2,000 characters."""


ShortText = Annotated[str, Field(min_length=1, max_length=1_000), AfterValidator(_one_line)]
"""One line of at most 1,000 characters."""

SystemName = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$")]
"""What a program calls another system: small letters, digits, and single `.`, `_` or `-` between them."""

WebAddress = Annotated[
    str, Field(min_length=1, max_length=2_000, json_schema_extra={"format": "uri"}), AfterValidator(_web_address)
]
"""An address that a page can link to: `http` or `https`, without a name or password in it."""
