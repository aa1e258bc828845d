"""What stands in an archive of endoflife.date: products, their releases, and the order of their versions.

The archive is the repository's `products/` folder as a gzipped tar: one Markdown file a product, whose YAML front
matter holds everything that is read here (https://endoflife.date, the repository's CONTRIBUTING page describes it).
"""

import re
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, TypeAlias

import yaml

from app.domain.errors import UnreadableVersion
from app.domain.versions import dotted_key
from app.domain.vocabulary import ComponentKind, VersionScheme

LARGEST_ENTRY = 1_000_000
LONGEST_NAME = 200

KINDS = {
    "app": ComponentKind.application,
    "database": ComponentKind.application,
    "device": ComponentKind.hardware,
    "framework": ComponentKind.application,
    "lang": ComponentKind.application,
    "os": ComponentKind.operating_system,
    "server-app": ComponentKind.application,
    "service": ComponentKind.service,
    "standard": ComponentKind.application,
}
"""The file's categories. It has none for a network, and a standard is nothing one installs but what one complies
with in a version, as with a program."""

Yaml: TypeAlias = dict[str, Any]

_loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The loader that leaves every scalar a text: as a number the release 3.10 would be 3.1."""

_FRONT_MATTER = re.compile(r"\A---\r?\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_CPE = re.compile(r"cpe:(?:2\.3:|/)[aoh]:([^:]+):")
_PURL = re.compile(r"pkg:(?:github|gitlab|bitbucket|golang/github\.com|composer|maven)/([^/@?#]+)/")


@dataclass(frozen=True, slots=True)
class ReleaseRead:
    """One release; `end_of_support_on` is null where it has no end yet, or none that the file dates."""

    component_version: str
    released_on: date | None
    end_of_support_on: date | None


@dataclass(frozen=True, slots=True)
class ProductRead:
    """One component that would be made. `releases` stand oldest first: for `listed`, the order of the versions."""

    entry: str
    vendor: str
    name: str
    kind: ComponentKind
    aliases: tuple[str, ...]
    identifiers: tuple[str, ...]
    version_scheme: VersionScheme
    releases: tuple[ReleaseRead, ...]


@dataclass(frozen=True, slots=True)
class BadEntry:
    """A file of the archive that is no product, and why."""

    entry: str
    reason: str


def read_products(archive: Path) -> Iterator[ProductRead | BadEntry]:
    """Every product of the archive, in its order, one in memory at a time; nothing is unpacked to disk.

    Raises `tarfile.ReadError` where the file is no gzipped tar at all.
    """
    with tarfile.open(archive, mode="r|gz") as opened:
        for member in opened:
            if not member.isreg() or not member.name.endswith(".md"):
                continue
            if member.size > LARGEST_ENTRY:
                yield BadEntry(member.name, f"is {member.size} bytes long, more than {LARGEST_ENTRY}")
                continue
            content = opened.extractfile(member)
            if content is not None:
                yield _read_entry(member.name, content)


def _read_entry(entry: str, content: IO[bytes]) -> ProductRead | BadEntry:
    try:
        return read_product(entry, content.read().decode())
    except UnicodeDecodeError as broken:
        return BadEntry(entry, f"is not UTF-8 at byte {broken.start}")
    except yaml.YAMLError as broken:
        return BadEntry(entry, "has front matter that is no YAML: " + " ".join(str(broken).split()))
    except (ValueError, UnreadableVersion) as broken:
        return BadEntry(entry, str(broken))


def read_product(entry: str, text: str) -> ProductRead:
    """One product from the text of its file. Raises `ValueError` or `yaml.YAMLError`, saying what is wrong."""
    matter = _FRONT_MATTER.match(text)
    if matter is None:
        raise ValueError("has no front matter")
    product = yaml.load(matter[1], Loader=_loader)  # a BaseLoader makes texts, lists and mappings only
    if not isinstance(product, dict):
        raise ValueError("has front matter that is no mapping")
    title = _text(product, "title")
    category = _text(product, "category")
    if category not in KINDS:
        raise ValueError(f"is of the unknown category {category!r}")
    identifiers = _identifiers(product)
    vendor, rest = _vendor_and_rest(title, identifiers, str(product.get("tags") or "").split())
    releases = _releases(product)
    return ProductRead(
        entry=entry,
        vendor=vendor,
        name=title,
        kind=KINDS[category],
        aliases=_aliases(product, entry, title, rest),
        identifiers=identifiers,
        version_scheme=_scheme([release.component_version for release in releases]),
        releases=releases,
    )


def _text(product: Yaml, key: str) -> str:
    given = product.get(key)
    if not isinstance(given, str) or not given.strip():
        raise ValueError(f"has no {key}")
    if len(given.strip()) > LONGEST_NAME:
        raise ValueError(f"has a {key} of more than {LONGEST_NAME} characters")
    return given.strip()


def _identifiers(product: Yaml) -> tuple[str, ...]:
    """Its CPE names and package URLs, in the file's order. What is left out (`repology`) names a project elsewhere,
    not the product."""
    given = product.get("identifiers") or []
    return tuple(
        dict.fromkeys(
            value.strip()
            for identifier in given
            if isinstance(identifier, dict)
            for system, value in identifier.items()
            if system in ("cpe", "purl") and isinstance(value, str) and value.strip()
        )
    )


def _vendor_and_rest(title: str, identifiers: Sequence[str], tags: Sequence[str]) -> tuple[str, str]:
    """The vendor, and the title without it, which is the title itself where it does not begin with the vendor.

    The file names no vendor: it is the CPE's, else the tag that the title begins with ("Apple iOS"), else the
    package URL's namespace, else the title.
    """
    cpe_vendors = [match[1].replace("\\", "") for match in map(_CPE.match, identifiers) if match]
    for vendor in (*cpe_vendors, *tags):
        parted = _parted(title, vendor)
        if parted is not None:
            return parted
    namespaces = [match[1] for match in map(_PURL.match, identifiers) if match]
    for vendor in (*cpe_vendors, *namespaces):
        return _written(vendor), title
    return title, title


def _parted(title: str, vendor: str) -> tuple[str, str] | None:
    """("Palo Alto Networks PAN-OS", "palo-alto-networks") -> ("Palo Alto Networks", "PAN-OS")."""
    words = title.split()
    count = len(re.split(r"[-_ ]", vendor))
    beginning, rest = words[:count], words[count:]
    if rest and "-".join(beginning).casefold() == re.sub(r"[_ ]", "-", vendor).casefold():
        return " ".join(beginning), " ".join(rest)
    return None


def _written(vendor: str) -> str:
    """A vendor as people write it, from an identifier's lower case: `red_hat` -> `Red Hat`, `ibm` -> `IBM`."""
    words = re.split(r"[_ ]+", vendor)
    if len(words) == 1 and len(vendor) <= 3:
        return vendor.upper()
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _aliases(product: Yaml, entry: str, title: str, rest: str) -> tuple[str, ...]:
    """Its title without the vendor, its slug, and the other slugs it is found under."""
    others = product.get("alternate_urls") or []
    slugs = [Path(entry).stem, *(url for url in others if isinstance(url, str))]
    aliases: dict[str, str] = {}
    for alias in (rest, *slugs):
        plain = alias.strip().strip("/")
        if plain and plain.casefold() != title.casefold() and len(plain) <= LONGEST_NAME:
            aliases.setdefault(plain.casefold(), plain)
    return tuple(aliases.values())


def _releases(product: Yaml) -> tuple[ReleaseRead, ...]:
    given = product.get("releases")
    if not isinstance(given, list) or not all(isinstance(release, dict) for release in given):
        raise ValueError("has no list of releases")
    releases = tuple(_release(release) for release in reversed(given))
    seen: set[str] = set()
    for release in releases:
        if release.component_version in seen:
            raise ValueError(f"has the release {release.component_version!r} twice")
        seen.add(release.component_version)
    return releases


def _release(given: Yaml) -> ReleaseRead:
    version = _text(given, "releaseCycle")
    return ReleaseRead(version, _date(given, "releaseDate"), _date(given, "eol"))


def _date(given: Yaml, key: str) -> date | None:
    """A date, or null for what has none; `eol` may also be `true` (ended, undated) or `false` (not ended)."""
    text = given.get(key)
    if text in (None, "", "true", "false"):
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"has {text!r} as the {key} of a release, which is no date") from None


def _scheme(oldest_first: Sequence[str]) -> VersionScheme:
    """`dotted` where that order contradicts nothing the file says: it is the file's own, or differs from it only in
    that an older branch got a later release (2.7 after 3.0), as parallel branches do."""
    keys = [dotted_key(version) for version in oldest_first]
    if len(set(keys)) < len(keys):
        return VersionScheme.listed
    newest = ""
    branches: dict[tuple[str, ...], str] = {}
    for version, key in zip(oldest_first, keys, strict=True):
        *branch, _ = version.split(".")
        if key < newest and not (_NUMBERS.fullmatch(version) and branches.get(tuple(branch), key) < key):
            return VersionScheme.listed
        newest = max(newest, key)
        branches[tuple(branch)] = max(branches.get(tuple(branch), ""), key)
    return VersionScheme.dotted
