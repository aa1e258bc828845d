import io
import tarfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from app.domain.vocabulary import ComponentKind, VersionScheme
from app.imports.endoflife import LARGEST_ENTRY, BadEntry, ProductRead, ReleaseRead, read_product, read_products

TOOL = """---
title: Acme Tool
category: server-app
tags: acme java-runtime
alternate_urls:
  - /tool
identifiers:
  - repology: acme-tool
  - cpe: cpe:2.3:a:acme:tool
  - purl: pkg:github/acme/tool
releases:
  - releaseCycle: "3.10"
    releaseDate: 2021-10-04
    eol: 2026-10-31
  - releaseCycle: 3.9
    releaseDate: 2020-10-05
    eol: false
---
Words about the tool.
"""


def product(title: str = "Thing", category: str = "app", cycles: Sequence[str] = ("1",), more: str = "") -> str:
    releases = "".join(f'  - releaseCycle: "{cycle}"\n    releaseDate: 2020-01-01\n' for cycle in cycles)
    return f"---\ntitle: {title}\ncategory: {category}\n{more}releases:\n{releases}---\n"


def archive(path: Path, entries: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as opened:
        for name, content in entries.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            opened.addfile(member, io.BytesIO(content))
    return path


def test_a_product_is_read_with_its_releases_oldest_first(tmp_path: Path) -> None:
    (read,) = read_products(archive(tmp_path / "a.tar.gz", {"products/acme-tool.md": TOOL.encode(), "LICENSE": b"x"}))
    assert read == ProductRead(
        entry="products/acme-tool.md",
        vendor="Acme",
        name="Acme Tool",
        kind=ComponentKind.application,
        aliases=("Tool", "acme-tool"),
        identifiers=("cpe:2.3:a:acme:tool", "pkg:github/acme/tool"),
        version_scheme=VersionScheme.dotted,
        releases=(
            ReleaseRead("3.9", date(2020, 10, 5), None),
            ReleaseRead("3.10", date(2021, 10, 4), date(2026, 10, 31)),
        ),
    )


def test_a_bad_entry_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    entries = {
        "products/a.md": b"no front matter",
        "products/b.md": b"---\ntitle: [\n---\n",
        "products/c.md": b"\xff",
        "products/d.md": product(category="planet").encode(),
        "products/e.md": b"x" * (LARGEST_ENTRY + 1),
        "products/f.md": product().encode(),
    }
    *bad, good = read_products(archive(tmp_path / "a.tar.gz", entries))
    assert isinstance(good, ProductRead)
    reasons = [read.reason for read in bad if isinstance(read, BadEntry)]
    for reason, expected in zip(
        reasons, ["no front matter", "no YAML", "not UTF-8", "unknown category 'planet'", "bytes long"], strict=True
    ):
        assert expected in reason


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("os", ComponentKind.operating_system),
        ("device", ComponentKind.hardware),
        ("service", ComponentKind.service),
        ("lang", ComponentKind.application),
        ("server-app # who knows", ComponentKind.application),
    ],
)
def test_a_category_is_a_kind(category: str, kind: ComponentKind) -> None:
    assert read_product("thing.md", product(category=category)).kind is kind


@pytest.mark.parametrize(
    ("title", "more", "vendor"),
    [
        ("Acme Phone", "tags: acme phone\n", "Acme"),
        ("Big Fruit Watch", "tags: big-fruit\n", "Big Fruit"),
        ("Tool", "identifiers:\n  - cpe: cpe:/a:red_hat:tool\n", "Red Hat"),
        ("Tool", "identifiers:\n  - purl: pkg:github/acme/tool\n", "Acme"),
        ("Tool", "", "Tool"),
    ],
)
def test_a_vendor_is_found_where_the_file_tells_it(title: str, more: str, vendor: str) -> None:
    assert read_product("thing.md", product(title, more=more)).vendor == vendor


@pytest.mark.parametrize(
    ("newest_first", "scheme"),
    [
        (["3.10", "3.9", "2"], VersionScheme.dotted),
        (["3.1", "2.7", "3.0", "2.6"], VersionScheme.dotted),
        (["11-26h1-e", "11-26h1-w", "11-25h2-e", "10-22h2"], VersionScheme.listed),
        (["2023", "2", "2018.03"], VersionScheme.listed),
        (["1.0", "1"], VersionScheme.listed),
        (["late", "middle", "early"], VersionScheme.listed),
    ],
)
def test_versions_are_dotted_where_that_contradicts_nothing_the_file_says(
    newest_first: list[str], scheme: VersionScheme
) -> None:
    assert read_product("thing.md", product(cycles=newest_first)).version_scheme is scheme


@pytest.mark.parametrize("eol", ["soon", "2020-13-01"])
def test_a_date_that_is_none_is_refused(eol: str) -> None:
    with pytest.raises(ValueError, match="no date"):
        read_product("thing.md", product().replace("2020-01-01", eol))
