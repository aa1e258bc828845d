import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.errors import UnknownVersion, UnreadableRange, UnreadableVersion
from app.domain.versions import (
    LONGEST_VERSION,
    Comparator,
    Dotted,
    Listed,
    Scheme,
    Version,
    VersionRange,
    dotted_key,
    rank_between,
)

DOTTED = Dotted()


def dotted_range(text: str) -> VersionRange:
    return VersionRange.parse(text, DOTTED)


# Each line ascends strictly.
ASCENDING = [
    "10.0.19045.3636 < 10.0.19045.3803 < 10.0.19045.4046 < 10.0.22000.1 < 10.0.100000",
    "11.2 < 11.2R2 < 11.2R3 < 11.2R3-S1 < 11.2R3-S2 < 11.2R10 < 11.4",
    "12.1 < 12.1(3) < 12.1(3)T < 12.1(3)T1 < 12.1(10) < 12.2",
    "15.1(4) < 15.1(4)M < 15.1(4)M1 < 15.1(4)M10 < 15.1(5)",
    "1909 < 2004 | 19H2 < 20H1 < 20H2 < 21H1 < 21H2",
    "2016 < 2019 < 2022 RC1 | 2022 RC1 < 2022 < 2022 SP1 < 2022 SP1 CU4 < 2022 SP2 < 2022.1",
    "1.0-dev < 1.0-canary < 1.0-nightly < 1.0-snapshot < 1.0-alpha < 1.0-beta",
    "1.0-beta < 1.0-M1 < 1.0-ea < 1.0-pre < 1.0-rc < 1.0",
    "1.0-alpha < 1.0-alpha.1 < 1.0-alpha.2 < 1.0-alpha.10 < 1.0-beta < 1.0-rc1 < 1.0-rc2 < 1.0-rc10 < 1.0 < 1.0.1",
    "1.0-rc1-SNAPSHOT < 1.0-rc1 < 1.0-rc1-hotfix < 1.0-rc1.1",
    "1.0.dev1 < 1.0a1.dev2 < 1.0a1 < 1.0b2 < 1.0rc1 < 1.0 < 1.0.post1 < 1.0.1",
    "9 < 10 < 11 | 1.9 < 1.10 < 1.100",
    "1.0.2 < 1.0.2a < 1.0.2k < 1.0.2zf < 1.0.3",
    "8u482 < 8u482-b07 < 8u482-b08 < 8u501 < 11",
    "2022.3.0a5 < 2022.3.0b1 < 2022.3.0f1 < 2022.3.62f3",
    "Release 1.6.0 M07 < Release 1.6.0 M10 < Release 1.6.0 < Release 1.6.1",
    "13.2-RC1 < 13.2-RELEASE < 13.2-RELEASE-p1 < 13.3-BETA1",
    "A01 < A02 < A12 < B01",
    "7.9 < 7.9p1 < 8.0 | 6.7 < 6.7 Update 1 < 6.7 Update 3 < 6.7 Update 3w < 7.0",
    "1.30.9-gke.1 < 1.30.10-gke.1 < 1.30.10-gke.13700",
    "S26 < S26+ < S27 < S27+ FE | 17.0.18 < 17.0.18+8 < 17.0.18+8.1 < 17.0.18+10",
    "0-rc1 < 0 < 0.0.1 < 0.1",
    "1 < 1² < 2 < 12",
    f"{'9' * 24} < 1{'0' * 24} < 1{'0' * 24}1 < 2{'0' * 24}1 < {'9' * 26}",
    f"1.{'9' * 49} < 1.1{'0' * 49} < 1.1{'0' * 74} < {'9' * LONGEST_VERSION}",
]


@pytest.mark.parametrize(
    ("lower", "higher"),
    [pair for line in ASCENDING for part in line.split(" | ") for pair in pairwise(part.split(" < "))],
)
def test_a_version_stands_before_the_next(lower: str, higher: str) -> None:
    assert dotted_key(lower) < dotted_key(higher)


@pytest.mark.parametrize(
    "same",
    [
        "1.0 = 1.0.0 = 1 = 01.00 = v1.0 = V1 = version 1.0 = 1.0.GA = 1.0 Final = 1.0.0-RELEASE = Release 1.0",
        "Release v1.2 = Version 1.2 = ver. 1.2 = 1.2",
        "1.0-rc1 = 1-rc1 = 1.0.0.RC1 = 1.0rc1 = 1.0~rc.1 = 1.0_CR1 = 1.0 release candidate 1 = 1.0rc01",
        "1.0-rc = 1.0-rc0",
        "2022 SP1 = 2022sp1 = 2022_sp_1 = 2022-SP1.0",
        "1.0a1 = 1.0-alpha.1 = 1.0.alpha1",
        "2.0.0.M1 = 2.0-M1 = 2.0 milestone 1",
        "0 = 0.0 = GA",
        "11.2(3) = 11.2.3",
        "1.2A = １．２ａ = 1.2Ａ",
        "١.٢ = 1.2",
        "1.0 é = 1.0 e\u0301 = 1.0É",
    ],
)
def test_ways_to_write_one_version_are_equal(same: str) -> None:
    assert len({dotted_key(text) for text in same.split(" = ")}) == 1


@pytest.mark.parametrize("text", ["", " ", "...", "-_-", "\u0000", "\ud800", "1" * (LONGEST_VERSION + 1), "…€"])
def test_what_has_neither_letter_nor_digit_or_is_too_long_is_refused(text: str) -> None:
    with pytest.raises(UnreadableVersion):
        dotted_key(text)


@given(st.text(max_size=LONGEST_VERSION))
@example("ΐ" * LONGEST_VERSION)
@example("𑄮" * LONGEST_VERSION)
@example("a1" * (LONGEST_VERSION // 2))
def test_every_text_with_a_letter_or_a_digit_has_a_place_that_a_database_can_store(text: str) -> None:
    if any(character.isalnum() for character in text):
        key = dotted_key(text)
        assert "\0" not in key
        assert len(key.encode()) < 2600
        assert key.isprintable()
    else:
        with pytest.raises(UnreadableVersion):
            dotted_key(text)


@given(st.text(st.characters(codec="ascii"), min_size=1, max_size=50), st.sampled_from(["1", "x"]))
def test_case_plays_no_part(text: str, rest: str) -> None:
    assert dotted_key((text + rest).upper()) == dotted_key((text + rest).lower())


@given(st.text(max_size=20).filter(lambda text: any(map(str.isalnum, text))))
def test_the_unicode_form_plays_no_part(text: str) -> None:
    assert dotted_key(unicodedata.normalize("NFD", text)) == dotted_key(unicodedata.normalize("NFC", text))


RUNGS = ["dev", "canary", "nightly", "snapshot", "alpha", "beta", "milestone", "ea", "preview", "rc"]
TOKENS = st.one_of(
    st.sampled_from(RUNGS),
    st.sampled_from(["k", "s", "sp", "spx", "cu", "hotfix", "ü"]),
    st.integers(0, 12) | st.integers(0, 10**13),
)
SPOKEN = st.lists(TOKENS, max_size=6).map(lambda tokens: [1, *tokens])


def told(tokens: list[str | int]) -> list[tuple[int, int | str]]:
    """The order as the documentation tells it, without keys."""
    places: list[tuple[int, int | str]] = []
    for token in [*tokens, ""]:
        while isinstance(token, str) and places and places[-1] == (3, 0):
            places.pop()
        if isinstance(token, int):
            places.append((3, token))
        elif token == "":
            places.append((1, 0))
        else:
            places.append((0, RUNGS.index(token)) if token in RUNGS else (2, token))
    return places


@given(SPOKEN, SPOKEN)
def test_keys_compare_as_the_order_is_told(one: list[str | int], other: list[str | int]) -> None:
    keys = dotted_key("-".join(map(str, one))), dotted_key(".".join(map(str, other)))
    assert (keys[0] < keys[1]) == (told(one) < told(other))
    assert (keys[0] == keys[1]) == (told(one) == told(other))


@given(st.lists(SPOKEN.map(lambda tokens: ".".join(map(str, tokens))), min_size=3, max_size=3))
def test_the_order_of_versions_is_total_and_transitive(texts: list[str]) -> None:
    one, two, three = sorted(Version.parse(text, DOTTED) for text in texts)
    assert one <= two <= three
    assert one <= three
    for a in (one, two, three):
        for b in (one, two, three):
            assert [a < b, a == b, a > b].count(True) == 1
            assert a != b or hash(a) == hash(b)


@given(st.text(max_size=LONGEST_VERSION).filter(lambda text: any(map(str.isalnum, text))))
def test_a_version_prints_what_was_parsed(text: str) -> None:
    assert str(Version.parse(text, DOTTED)) == text


WINDOWS = ["10-22h2", "11-24h2-w", "11-24h2-e", "11-24h2-iot-lts", "11-25h2-w", "11-25h2-e", "11-26h1-w"]


def listed(releases: list[str]) -> Listed:
    ranks: dict[str, str] = {}
    last = None
    for release in releases:
        last = ranks[release] = rank_between(last, None)
    return Listed(ranks)


def test_listed_releases_stand_in_the_order_of_their_list() -> None:
    scheme = listed(WINDOWS)
    versions = [Version.parse(release, scheme) for release in WINDOWS]
    assert versions == sorted(versions)
    assert [*map(dotted_key, WINDOWS)] != sorted(map(dotted_key, WINDOWS))
    supported = VersionRange.parse(">=11-24h2-e|<11-25h2-e", scheme)
    assert [it for it in WINDOWS if scheme.key(it) in supported] == WINDOWS[2:5]


def test_a_release_put_between_others_leaves_their_keys_and_stored_ranges_right() -> None:
    scheme = listed(["one", "three"])
    stored = VersionRange.parse(">one|<=three", scheme)
    two = rank_between(scheme.key("one"), scheme.key("three"))
    assert two in stored
    assert stored == VersionRange.parse(str(stored), Listed({**scheme.ranks, "two": two}))


@pytest.mark.parametrize(
    ("releases", "asked", "named"),
    [
        (WINDOWS, "11-25H2-E", "'11-25h2-e'"),
        (WINDOWS, "vista", "'11-26h1-w'"),
        ([], "vista", "add the release first"),
        (WINDOWS, "", "add the release first"),
        (WINDOWS, "x" * 5000, "add the release first"),
    ],
)
def test_an_unlisted_version_is_refused_with_what_to_do(releases: list[str], asked: str, named: str) -> None:
    with pytest.raises(UnknownVersion) as refusal:
        listed(releases).key(asked)
    assert named in refusal.value.detail
    assert len(refusal.value.detail) < 600


@given(st.lists(st.integers(0, 2**16), max_size=80))
@example([0] * 300)
@example([1] * 300)
@example([1, 2] * 150)
def test_a_rank_stands_strictly_between_its_neighbours_however_one_inserts(places: list[int]) -> None:
    ranks: list[str] = []
    for drawn in places:
        place = min(drawn, len(ranks)) if drawn < 3 else drawn % (len(ranks) + 1)
        before = ranks[place - 1] if place else None
        after = ranks[place] if place < len(ranks) else None
        ranks.insert(place, rank_between(before, after))
    assert all(one < other for one, other in pairwise(ranks))
    assert all(rank.isascii() and rank.isalnum() for rank in ranks)
    assert max(map(len, ranks), default=0) <= 3 + len(ranks) / 4


@pytest.mark.parametrize("at_the_end", [True, False])
def test_ten_thousand_releases_added_at_one_end_have_short_ranks_in_order(at_the_end: bool) -> None:
    ranks: list[str] = []
    last = None
    for _ in range(10_000):
        last = rank_between(last, None) if at_the_end else rank_between(None, last)
        ranks.append(last)
    assert ranks == sorted(set(ranks), reverse=not at_the_end)
    assert max(map(len, ranks)) <= 4


@pytest.mark.parametrize(("before", "after"), [("a1", "a0"), ("a0", "a0")])
def test_there_is_no_rank_between_what_is_not_in_order(before: str, after: str) -> None:
    with pytest.raises(ValueError, match="is not before"):
        rank_between(before, after)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        (">=21H2|<23H2", "21H2 22H2 23H1", "21H1 23H2 24H2"),
        ("10.0.19045", "10.0.19045 10.0.19045.0", "10.0.19045.1 10.0.19044"),
        ("1|2|4", "1 2.0 4", "0 1.5 3 5"),
        ("!=2", "1 3 2.0.1", "2 2.0"),
        ("!=2|!=4", "1 3 5", "2 4"),
        ("<=2|>4", "1 2 5", "2.1 3 4"),
        ("1|>=2|!=3|<5|7|>8", "1 2 2.5 4 7 9", "0.9 1.5 3 5 6 8"),
        ("<1|2|>3", "0 2 4", "1 1.5 3"),
        ("1|!=5", "1", "5 6 0"),
        ("<2|!=5", "1", "2 5 6"),
        (">2", "2.1 3", "2 1"),
        (">=1-rc1|<1", "1-rc1 1-rc2", "1 1-beta"),
        ("*", "0 1 99", ""),
    ],
)
def test_a_range_holds_what_its_constraints_say(text: str, inside: str, outside: str) -> None:
    versions = dotted_range(text)
    assert all(dotted_key(version) in versions for version in inside.split())
    assert not any(dotted_key(version) in versions for version in outside.split())


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (">=21H2|<23H2", ">=21H2|<23H2"),
        (" >= 21H2 | < 23H2 ", ">=21H2|<23H2"),
        ("=1.0", "1.0"),
        (" * ", "*"),
        (">=1|<3|!=2", ">=1|!=2|<3"),
        ("3|1|2", "1|2|3"),
        ("2022 SP1", "2022%20SP1"),
        ("2022%20SP1", "2022%20SP1"),
        (">=1%2c2%3D%3d3", ">=1%2C2%3D%3D3"),
        ("1.0+build.5", "1.0+build.5"),
        ("50%25", "50%25"),
        ("1.0-ü", "1.0-%C3%BC"),
        ("%7E1|%5E2", "%7E1|%5E2"),
        ("1~rc1", "1~rc1"),
    ],
)
def test_a_range_is_printed_in_one_way(written: str, printed: str) -> None:
    assert str(dotted_range(written)) == printed
    assert str(dotted_range(printed)) == printed


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (">2|<1", "order of their versions"),
        ("<=2|>=1", "order of their versions"),
        (">1|<1", "same version"),
        ("1|1.0", "same version"),
        (">=1|!=1.0.0", "same version"),
        (">1|>2", "'>1' and '>2'"),
        ("<1|<=2", "'<1' and '<=2'"),
        ("1|<2", "'1' and '<2'"),
        (">=1|1.5|<2", "'>=1' and '1.5'"),
        ("<1|2|<3", "'2' and '<3'"),
        ("*|1", "alone"),
        ("*|*", "alone"),
        ("!=*", "no place"),
        ("", "missing"),
        ("|", "missing"),
        ("1||2", "missing"),
        (">=", "missing"),
        (">=1,<2", "','"),
        (">=1 <2", "'<'"),
        ("==1", "'='"),
        ("=>1", "'>'"),
        ("^1.2", "'^'"),
        ("~=1.2", "'~'"),
        ("1%2", "hexadecimal"),
        ("1%zz", "hexadecimal"),
        ("1%ff", "UTF-8"),
        ("1\ud800", "UTF-8"),
        ("1%00", "control"),
        ("1\n2", "control"),
    ],
)
def test_a_range_that_says_nothing_or_two_things_is_refused(text: str, named: str) -> None:
    with pytest.raises(UnreadableRange) as refusal:
        dotted_range(text)
    assert named in refusal.value.detail


@pytest.mark.parametrize("text", [">=…", "<2|%20", ">" + "1" * 101])
def test_a_version_without_a_place_is_refused_inside_a_range_too(text: str) -> None:
    with pytest.raises(UnreadableVersion):
        dotted_range(text)


def test_an_unlisted_version_is_refused_inside_a_range_too() -> None:
    with pytest.raises(UnknownVersion):
        VersionRange.parse(">=11-23h2", listed(WINDOWS))


def test_an_unknown_version_lies_in_no_range_but_any() -> None:
    assert None in VersionRange.any()
    assert None not in dotted_range("!=1")
    assert not VersionRange.any().is_subset(dotted_range("!=1"))
    assert dotted_range("!=1").is_subset(VersionRange.any())


EQUALITIES = (Comparator.equal, Comparator.unequal)
UPPER = (Comparator.less, Comparator.less_or_equal)
LOWER = (Comparator.greater, Comparator.greater_or_equal)
PLACES = st.integers(0, 30)
Written = list[tuple[Comparator, int]]


@st.composite
def constraints(draw: st.DrawFn) -> Written:
    """Any sequence that VERS calls valid."""
    written: Written = []
    inside: bool | None = None
    for place in sorted(draw(st.sets(PLACES, min_size=1, max_size=7))):
        allowed = [Comparator.unequal]
        if inside is not True:
            allowed += [Comparator.equal, *LOWER]
        if inside is not False:
            allowed += UPPER
        comparator = draw(st.sampled_from(allowed))
        written.append((comparator, place))
        if comparator is not Comparator.unequal:
            inside = comparator in LOWER
    return written


def version(place: int) -> str:
    return f"{place // 10}.{place % 10}"


def text_of(written: Written) -> str:
    return "|".join(f"{comparator}{version(place)}" for comparator, place in written)


def holds(written: Written, place: float) -> bool:
    """The specification's own steps, and what they leave out: a single bound, and exclusions alone."""
    comparator = {at: comparator for comparator, at in written}.get(int(place)) if place % 1 == 0 else None
    if comparator in (Comparator.equal, Comparator.less_or_equal, Comparator.greater_or_equal):
        return True
    if comparator is Comparator.unequal:
        return False
    bounds = [(comparator, at) for comparator, at in written if comparator not in EQUALITIES]
    if not bounds:
        return all(comparator is Comparator.unequal for comparator, _ in written)
    if bounds[0][0] in UPPER and place < bounds[0][1]:
        return True
    if bounds[-1][0] in LOWER and place > bounds[-1][1]:
        return True
    return any(one[0] in LOWER and one[1] < place < other[1] for one, other in pairwise(bounds))


def keys_around() -> list[tuple[float, str]]:
    """Every place that a constraint can name, and one between each two."""
    named = [(float(place), dotted_key(version(place))) for place in range(31)]
    between = [(place + 0.5, dotted_key(f"{version(place)}.5")) for place in range(31)]
    return [(-0.5, dotted_key("0-rc")), *named, *between]


AROUND = keys_around()


@given(constraints())
def test_containment_agrees_with_the_comparators_one_by_one(written: Written) -> None:
    versions = dotted_range(text_of(written))
    assert [place for place, key in AROUND if key in versions] == [
        place for place, _ in AROUND if holds(written, place)
    ]
    assert any(key in versions for _, key in AROUND)


@given(constraints(), constraints())
def test_a_subset_is_what_holds_no_version_that_the_other_does_not(one: Written, other: Written) -> None:
    a, b = dotted_range(text_of(one)), dotted_range(text_of(other))
    # The places named and one in each gap tell any two of these ranges apart.
    assert a.is_subset(b) == all(key in b for _, key in AROUND if key in a)
    assert (a == b) == (a.is_subset(b) and b.is_subset(a))


@given(constraints())
def test_parsing_and_printing_a_range_are_inverse(written: Written) -> None:
    versions = dotted_range(text_of(written))
    again = dotted_range(str(versions))
    assert again == versions
    assert again.constraints == versions.constraints
    assert str(again) == str(versions)
    assert str(versions) == "|".join(part.removeprefix("=") for part in text_of(written).split("|"))


@given(constraints())
def test_equalities_and_exclusions_may_stand_anywhere(written: Written) -> None:
    points = [it for it in written if it[0] in EQUALITIES]
    bounds = [it for it in written if it[0] not in EQUALITIES]
    moved = dotted_range(text_of([*reversed(points), *bounds]))
    assert str(moved) == str(dotted_range(text_of(written)))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40), st.sampled_from(Comparator))
def test_any_version_can_stand_in_a_range(text: str, comparator: Comparator) -> None:
    scheme = Listed({text: "a0"})
    encoded = "".join(f"%{byte:02x}" for byte in text.encode())
    printed = str(VersionRange.parse(f"{comparator}{encoded}", scheme))
    assert printed.isascii()
    assert not set(printed) & set(" ,\t")
    [constraint] = VersionRange.parse(printed, scheme).constraints
    assert (constraint.comparator, constraint.version.text) == (comparator, text)


def test_the_multirange_is_the_literal_of_the_intervals() -> None:
    scheme = Listed({"one": "a0", "two": 'a"1', "three": "a\\2", "four": "a,3"})
    ranks = sorted(scheme.ranks, key=scheme.key)
    assert ranks == ["two", "four", "one", "three"]
    assert VersionRange.parse(">=two|<four|one|>three", scheme).multirange() == (
        '{["a\\"1","a,3"),["a0","a0"],("a\\\\2",)}'
    )
    assert VersionRange.parse("!=one", scheme).multirange() == '{(,"a0"),("a0",)}'
    assert VersionRange.any().multirange() is None


def bounds_in(literal: str) -> list[tuple[str | None, bool, str | None, bool]]:
    """Reads a multirange literal by PostgreSQL's rules: a quoted bound, in which a backslash takes the next
    character as it is, or none."""
    assert (literal[0], literal[-1]) == ("{", "}")
    read, place = [], 1

    def bound() -> str | None:
        nonlocal place
        if literal[place] != '"':
            return None
        characters, place = "", place + 1
        while literal[place] != '"':
            place += literal[place] == "\\"
            characters, place = characters + literal[place], place + 1
        place += 1
        return characters

    while True:
        lower_inclusive, place = {"[": True, "(": False}[literal[place]], place + 1
        lower = bound()
        assert literal[place] == ","
        place += 1
        upper = bound()
        read.append((lower, lower_inclusive, upper, {"]": True, ")": False}[literal[place]]))
        place += 1
        if place == len(literal) - 1:
            return read
        assert literal[place] == ","
        place += 1


@given(constraints(), st.data())
def test_the_multirange_says_the_same_as_the_range_to_postgresql(written: Written, data: st.DataObject) -> None:
    awkward = st.text(st.sampled_from('"\\,()[]{} aZ=é'), max_size=4)
    keys = sorted(data.draw(st.sets(awkward, min_size=31, max_size=31)))
    scheme: Scheme = Listed({version(place): key for place, key in enumerate(keys)})
    versions = VersionRange.parse(text_of(written), scheme)
    literal = versions.multirange()
    assert literal is not None
    read = bounds_in(literal)
    assert [(it.lower, it.lower_inclusive, it.upper, it.upper_inclusive) for it in versions.intervals] == read
    for _, _, upper, _ in read[:-1]:
        assert upper is not None
    for (_, _, upper, _), (lower, _, _, _) in pairwise(read):
        assert upper is not None
        assert lower is not None
        assert upper <= lower
