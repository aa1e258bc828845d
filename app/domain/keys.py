"""Slugs of communities and keys of problems: `network` and `network-42`.

Every part of a slug begins with a letter and a key ends in a number, so neither is ever the other; and neither is
ever an id (a version 7 UUID with its hyphens), whose third part begins with that 7.
"""

import re
from dataclasses import dataclass
from typing import Self

SLUG_PATTERN = r"^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$"
MIN_SLUG_LENGTH = 2
MAX_SLUG_LENGTH = 40
SUFFIX_PATTERN = r"^[a-z][a-z0-9]{5}$"
SUFFIX_FIRST = "abcdefghijklmnopqrstuvwxyz"
SUFFIX_REST = SUFFIX_FIRST + "0123456789"
SUFFIX_LENGTH = 6
MAX_STORED_SLUG_LENGTH = MAX_SLUG_LENGTH + 1 + SUFFIX_LENGTH
"""Of a private community, whose slug is longer than the one that was asked for."""
MAX_NUMBER = 2**31 - 1
MAX_KEY_LENGTH = MAX_STORED_SLUG_LENGTH + 1 + len(str(MAX_NUMBER))

_SLUG = re.compile(SLUG_PATTERN.removeprefix("^").removesuffix("$"))
_SUFFIX = re.compile(SUFFIX_PATTERN.removeprefix("^").removesuffix("$"))
_NUMBER = re.compile(r"[1-9][0-9]{0,9}")


def is_slug(text: str) -> bool:
    """Whether a community can have this slug, be it chosen or made longer because it is private."""
    return MIN_SLUG_LENGTH <= len(text) <= MAX_STORED_SLUG_LENGTH and _SLUG.fullmatch(text) is not None


def private_slug(slug: str, suffix: str) -> str:
    """The slug of a private community: the one asked for, and at its end six random characters that the caller drew
    (the first of SUFFIX_FIRST, the others of SUFFIX_REST), so that a taken name tells nothing.

    Raises ValueError for a suffix of another form.
    """
    if _SUFFIX.fullmatch(suffix) is None:
        raise ValueError(f"A suffix is a letter and five letters or digits, not {suffix!r}.")
    return f"{slug}-{suffix}"


@dataclass(frozen=True, slots=True)
class ProblemKey:
    """What people call a problem: the slug of its community and its number there, from 1."""

    slug: str
    number: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Reads what `str` writes; None for anything else, which is the key of no problem."""
        slug, _, number = text.rpartition("-")
        if not is_slug(slug) or _NUMBER.fullmatch(number) is None or int(number) > MAX_NUMBER:
            return None
        return cls(slug, int(number))

    def __str__(self) -> str:
        return f"{self.slug}-{self.number}"
