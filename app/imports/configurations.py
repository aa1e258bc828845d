"""What somebody tried a thing in, read from how people write it: "SDK build: 3.1.0.v20130114171802", "iPhone 4S
(5.0.1)", "Xcode 8.2 (8C38)", "Mac OS X Lion".

Only what is named with a version counts, but for a device in a line that says it names devices. What is not read is
not guessed: a version without a name counts only where its form tells whose it is.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from app.imports.known_components import (
    DEVICES,
    HOSTS,
    MAC_NAMES,
    PROGRAMS,
    TARGETS,
    TITANIUM_SDK,
    KnownComponent,
)

_Entry = TypeVar("_Entry")

Configuration: TypeAlias = tuple[tuple[str, str | None], ...]
"""(name of a known component, version or null where it is not known), by name; a name stands once."""

MOST_CONFIGURATIONS = 12
"""One comment that names more than this many is a list of something else."""

_KNOWN = (*DEVICES, *TARGETS, *PROGRAMS, *HOSTS)
_BY_NAME = {component.name: component for component in _KNOWN}
_SYSTEMS = {component.name for component in TARGETS}
_HOSTS = {component.name for component in HOSTS}

_QUALIFIER = r"(?:[._ -]?(?:v?20\d{6,12}|v20\d{9,12}|ga\d?|rc ?\d*|cr\d*|beta ?\d*|alpha ?\d*|dev))"
_NUMBER = r"\d{1,6}(?:\.\d{1,15}){1,5}"
_VERSION = rf"(?P<version>{_NUMBER}(?:_\d+)?{_QUALIFIER}*)(?:\.(?:v8|rhino))?(?![\w.]{{0,20}}\.?x\b)(?![A-Za-z0-9])"
_SPACER = (
    r"[\s:=,–-]*(?:\(|/|@)?\s*"
    r"(?:(?:versions?|vers?\.?|builds?|release|running|device|with|android|ios|os|no\.?|google apis?|hash|sprint"
    r"|verizon|at&t|tab|tablet|4g|mobile)\b[\s:=,(–-]*)*(?:v(?:er)?\.? ?)?"
)
_AFTER = re.compile(_SPACER + _VERSION, re.IGNORECASE)
_FURTHER = re.compile(
    r"(?:\s*\([^()\n]{1,40}\)|,? (?:hash )?r?[0-9a-f]{7,40})?\s*(?:,|and|&|\+|/|;)+\s*(?:and )?(?:v\.? ?)?" + _VERSION,
    re.IGNORECASE,
)
_WHOLE = re.compile(
    _SPACER + r"(?<![vV])(?<![vV] )(?P<version>\d{1,2})(?![\w.]|\s?(?:st|nd|rd|th|\"|-))", re.IGNORECASE
)
_BRACKETED = re.compile(r"\s*\((?:ios|android|os|version|ver)?[ :-]*v?\.? ?(?P<version>\d{1,2})\)", re.IGNORECASE)
_WINDOWS = re.compile(r"[\s:-]*(?:os )?(?P<version>xp|vista|7|8(?:\.1)?|10)(?![\w.])", re.IGNORECASE)
_MAC_NAME = re.compile(
    r"[\s:=,(–-]*(?:version )?\b(?P<name>" + "|".join(sorted(MAC_NAMES, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)

_MENTION = re.compile(
    r"(?<![\w.@])(?:" + "|".join(f"(?P<c{place}>{known.words})" for place, known in enumerate(_KNOWN)) + r")(?![a-z])",
    re.IGNORECASE,
)
_SDK_BUILD = re.compile(r"(?<![\w.])(\d+\.\d+\.\d+(?:\.\d+)?\.?v20\d{8,12})(?!\d)", re.IGNORECASE)
_STUDIO_BUILD = re.compile(r"(?<![\w.])(\d+\.\d+\.\d+\.20\d{8,10})(?!\d)")
_SDK_RELEASE = re.compile(r"(?<![\w.])(\d+\.\d+\.\d+(?:\.\d+)?)[. ]?(GA\d?|RC ?\d*)(?![\w])")
_BARE = re.compile(r"\b(?:in|on|with|using|against|sdks?) (\d+(?:\.\d+)+)(?![\w.]*\w)", re.IGNORECASE)
_DEVICE_LINE = re.compile(r"^\W*(?:(?:android|ios|test(?:ed)?)\s+)?devices?\b[^:\n-]{0,20}[:–-]", re.IGNORECASE)

_MAJORS = {
    TITANIUM_SDK: range(13),
    "Titanium Studio": range(1, 6),
    "iOS": range(2, 17),
    "Android": range(1, 14),
    "macOS": range(10, 14),
    "Xcode": range(3, 15),
    "BlackBerry 10": range(10, 11),
    "Windows Phone": range(7, 11),
}
"""First parts of versions that these ever had while the record was written; others are misread."""

_WHOLE_NUMBERS = {"iOS", "Android", "Chrome", "Firefox", "Internet Explorer", "JDK"}


@dataclass(frozen=True, slots=True)
class _Mention:
    component: KnownComponent
    versions: tuple[str, ...]
    start: int
    end: int


def read_configurations(text: str, releases: Collection[str] = ()) -> tuple[Configuration, ...]:
    """The sets of component versions that a text names, as few as name each version once.

    A component stands once in a configuration, a machine has one host system, a device one system. So several
    versions, hosts or devices are several configurations: as many as the longest of these lists has entries; the
    last entry of a shorter list goes on. `releases` are Titanium SDK versions that count even as a bare number
    ("verified in 3.1.0").
    """
    versions: dict[str, list[str]] = {}
    hosts: list[tuple[str, str]] = []
    targets: list[Configuration] = []
    for line in text.split("\n"):
        for mention in _joined(list(_mentions(line)), line):
            if isinstance(mention, tuple):
                _append(targets, mention)
            elif mention.component.name in _HOSTS:
                for version in mention.versions:
                    _append(hosts, (mention.component.name, version))
            else:
                for version in mention.versions:
                    _append(versions.setdefault(mention.component.name, []), version)
        for version in _unnamed(line, releases):
            if not any(_same_build(version, known) for known in versions.get(TITANIUM_SDK, ())):
                versions.setdefault(TITANIUM_SDK, []).append(version)
    return _composed(versions, hosts, _without_parts(targets))


def _mentions(line: str) -> Iterator[_Mention]:
    place = 0
    while found := _MENTION.search(line, place):
        component = _KNOWN[int((found.lastgroup or "c0")[1:])]
        versions, end = _versions_after(component, found[0], line, found.end())
        for name in {_owner(component.name, version) for version in versions}:
            owner = _BY_NAME[name]
            own = tuple(version for version in versions if _owner(component.name, version) == name)
            yield _Mention(owner, own, found.start(), end)
        if not versions:
            yield _Mention(component, (), found.start(), end)
        place = max(end, found.end())


def _owner(named: str, version: str) -> str:
    """Whose version it is: builds of the SDK and of the Studio are told by their form, whatever stands before."""
    if _SDK_BUILD.fullmatch(version):
        return TITANIUM_SDK
    if _STUDIO_BUILD.fullmatch(version):
        return "Titanium Studio"
    return named


def _versions_after(component: KnownComponent, written: str, line: str, start: int) -> tuple[list[str], int]:
    system = component.runs or component.name
    if system == "Windows":
        found = _WINDOWS.match(line, start)
        return ([found["version"].upper()], found.end()) if found else ([], start)
    named = _MAC_NAME.match(line, start) if system == "macOS" else None
    found = _AFTER.match(line, named.end() if named else start)
    if found is None and component.runs:
        found = _BRACKETED.match(line, start)
    elif found is None and system in _WHOLE_NUMBERS:
        found = _WHOLE.match(line, start)
    versions: list[str] = []
    end = named.end() if named else start
    while found:
        version = _plain(found["version"])
        if not _plausible(system, version):
            break
        _append(versions, version)
        end = found.end()
        found = _FURTHER.match(line, end) if component.name == TITANIUM_SDK or component.runs else None
    name = (named["name"] if named else written).lower()
    if not versions and system == "macOS" and name in MAC_NAMES:
        versions.append(MAC_NAMES[name])
    return versions, end


def _plain(version: str) -> str:
    """One way to write a build: `3.1.0 GA` and `3.1.0.GA` are `3.1.0.GA`, `1.8.0v2011…` is `1.8.0.v2011…`."""
    parted = re.sub(r"(?<=\d)[._ ]?(v20\d{6,})", r".\1", version, flags=re.IGNORECASE)
    return re.sub(r"(?<=\d)[._ ]?(ga|rc) ?(\d*)$", lambda it: f".{it[1].upper()}{it[2]}", parted, flags=re.IGNORECASE)


def _plausible(system: str, version: str) -> bool:
    if _owner(system, version) != system:
        return True
    majors = _MAJORS.get(system)
    return majors is None or int(version.split(".")[0].split("_")[0]) in majors


def _joined(mentions: Sequence[_Mention], line: str) -> Iterator[_Mention | Configuration]:
    """Devices with the system they run, which stands in, behind or before them; all else as it is."""
    devices_named = _DEVICE_LINE.match(line) is not None
    skipped = -1
    for place, mention in enumerate(mentions):
        if place == skipped:
            continue
        component, after = mention.component, mentions[place + 1] if place + 1 < len(mentions) else None
        if component.runs is not None:
            if mention.versions:
                yield from (_target(component, version) for version in mention.versions)
            elif after and after.component.name == component.runs and _near(line, mention, after, 30):
                skipped = place + 1
                yield from (_target(component, version) for version in after.versions)
            elif devices_named:
                yield ((component.name, None),)
        elif component.name in _SYSTEMS:
            device = after if after and after.component.runs == component.name and not after.versions else None
            if device and mention.versions and _near(line, mention, device, 3):
                skipped = place + 1
                yield from (_target(device.component, version) for version in mention.versions)
            else:
                yield from (((component.name, version),) for version in mention.versions)
        elif mention.versions:
            yield mention


def _near(line: str, one: _Mention, other: _Mention, most: int) -> bool:
    return 0 <= other.start - one.end <= most and not re.search(r"[,;]", line[one.end : other.start])


def _target(device: KnownComponent, version: str) -> Configuration:
    return tuple(sorted([(device.name, None), (device.runs or "", version)]))


def _unnamed(line: str, releases: Collection[str]) -> Iterator[str]:
    """Versions of the SDK that stand without its name and are told by their form, or by being `releases`."""
    for found in _SDK_BUILD.finditer(line):
        yield _plain(found[1])
    for found in _SDK_RELEASE.finditer(line):
        before = line[: found.start()].rstrip(" :-=(").lower()
        if not before.endswith(("studio", "cli", "alloy", "xcode", "studio, build", "build")):
            yield _plain(found[0])
    for found in _BARE.finditer(line):
        if found[1] in releases:
            yield found[1]


def _same_build(one: str, other: str) -> bool:
    """`3.1.0` is no second version beside `3.1.0.v2013…` or `3.1.0.GA`."""
    return one == other or other.startswith(one + ".") or one.startswith(other + ".")


def _without_parts(targets: Sequence[Configuration]) -> list[Configuration]:
    """Without those that another one holds and more: "Android 4.0" beside a Nexus S with Android 4.0."""
    return [one for one in targets if not any(one != other and set(one) < set(other) for other in targets)]


def _composed(
    versions: dict[str, list[str]], hosts: Sequence[tuple[str, str]], targets: Sequence[Configuration]
) -> tuple[Configuration, ...]:
    lists: list[list[Configuration]] = [
        [((name, version),) for version in _without_shorter(named)] for name, named in versions.items()
    ]
    lists += [[(host,) for host in hosts], list(targets)]
    given = [each for each in lists if each]
    if not any(version for each in given for configuration in each for _, version in configuration):
        return ()
    count = max(len(each) for each in given)
    if count > MOST_CONFIGURATIONS:
        return ()
    configurations = (
        tuple(sorted(part for each in given for part in each[min(place, len(each) - 1)])) for place in range(count)
    )
    return tuple(dict.fromkeys(configurations))


def _without_shorter(named: Iterable[str]) -> list[str]:
    every = list(named)
    return [one for one in every if not any(other.startswith(one + ".v") or other == one + ".GA" for other in every)]


def _append(entries: list[_Entry], entry: _Entry) -> None:
    if entry not in entries:
        entries.append(entry)
