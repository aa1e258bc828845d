"""Where a fix applies: version ranges of components, from the fix versions that a ticket names."""

import re
from collections.abc import Iterable

from app.domain.versions import dotted_key
from app.imports.known_components import ALLOY, TITANIUM_SDK

_RELEASE = re.compile(r"(?P<product>Release |Alloy |)(?P<number>\d+(?:\.\d+)+)(?: (?P<milestone>M\d+))?", re.IGNORECASE)

_BUILT_AS = {"2.0.0": "1.9.0", "3.0.0": "2.2.0"}
"""What two releases of the Titanium SDK were called while they were made: there was never a release 1.9.0 or 2.2.0,
and the builds so numbered hold what these releases fixed."""


def read_release(fix_version: str) -> tuple[str, str] | None:
    """(component, version) of a ticket's version name, or None where it names none: a sprint, a backlog.

    `Release 3.1.0` and the bare `0.9.2` of the oldest tickets are the Titanium SDK's, `Alloy 1.1.0` is Alloy's; a
    milestone comes before its release (`Release 1.6.0 M07` is `1.6.0.M07`).
    """
    found = _RELEASE.fullmatch(fix_version.strip())
    if found is None:
        return None
    component = ALLOY if found["product"].strip().lower() == "alloy" else TITANIUM_SDK
    return component, ".".join(part for part in (found["number"], found["milestone"]) if part)


def read_applicability(fix_versions: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(component, range) for each component whose versions parse, from its smallest fix version on: `>=1.8.2`.

    A fix applies where one can have it. A ticket with several fix versions was mended on an older branch and on the
    trunk; branches are not told apart, so what lies between them counts as fixed from the smallest on. None that
    parses is no restriction: the applicability is empty.
    """
    smallest: dict[str, str] = {}
    for component, version in filter(None, map(read_release, fix_versions)):
        built = _BUILT_AS.get(version, version) if component == TITANIUM_SDK else version
        known = smallest.get(component)
        if known is None or dotted_key(built) < dotted_key(known):
            smallest[component] = built
    return tuple((component, f">={version}") for component, version in sorted(smallest.items()))
