from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.applicability import Applicability
from app.domain.errors import Invalid, RepeatedComponent, UnknownVersion, UnreadableRange
from app.domain.versions import Dotted, Listed, Scheme, dotted_key

WINDOWS, OFFICE, SWITCH = (UUID(int=number) for number in (1, 2, 3))
SCHEMES: dict[UUID, Scheme] = {WINDOWS: Dotted(), OFFICE: Dotted(), SWITCH: Dotted()}


def where(*entries: tuple[UUID, str]) -> Applicability:
    return Applicability.parse(entries, SCHEMES)


def installed(configuration: dict[UUID, str | None]) -> dict[UUID, str | None]:
    return {component: version and dotted_key(version) for component, version in configuration.items()}


@pytest.mark.parametrize(
    ("entries", "configuration", "fits"),
    [
        ([], {}, True),
        ([], {WINDOWS: "22H2"}, True),
        ([(WINDOWS, ">=21H2")], {WINDOWS: "22H2"}, True),
        ([(WINDOWS, ">=21H2")], {WINDOWS: "22H2", OFFICE: None}, True),
        ([(WINDOWS, ">=21H2")], {WINDOWS: "20H2"}, False),
        ([(WINDOWS, ">=21H2")], {WINDOWS: None}, False),
        ([(WINDOWS, "!=21H2")], {WINDOWS: None}, False),
        ([(WINDOWS, ">=21H2")], {OFFICE: "2022"}, False),
        ([(WINDOWS, "*")], {WINDOWS: None}, True),
        ([(WINDOWS, "*")], {WINDOWS: "95"}, True),
        ([(WINDOWS, "*")], {}, False),
        ([(WINDOWS, "*")], {OFFICE: "2022"}, False),
        ([(WINDOWS, ">=21H2"), (OFFICE, "2022")], {WINDOWS: "21H2", OFFICE: "2022"}, True),
        ([(WINDOWS, ">=21H2"), (OFFICE, "2022")], {WINDOWS: "21H2", OFFICE: "2022 SP1"}, False),
        ([(WINDOWS, ">=21H2"), (OFFICE, "2022")], {WINDOWS: "21H2"}, False),
    ],
)
def test_every_component_listed_is_installed_in_a_version_within_its_range(
    entries: list[tuple[UUID, str]], configuration: dict[UUID, str | None], fits: bool
) -> None:
    assert where(*entries).fits(installed(configuration)) is fits


@pytest.mark.parametrize(
    ("narrow", "wide", "answer"),
    [
        ([], [], True),
        ([(WINDOWS, "*")], [], True),
        ([], [(WINDOWS, "*")], False),
        ([(WINDOWS, ">=21H2")], [(WINDOWS, "*")], True),
        ([(WINDOWS, "*")], [(WINDOWS, ">=21H2")], False),
        ([(WINDOWS, ">=21H2|<23H2")], [(WINDOWS, ">=21H1")], True),
        ([(WINDOWS, "1.0")], [(WINDOWS, "1.0.0")], True),
        ([(WINDOWS, ">=21H1")], [(WINDOWS, ">=21H2|<23H2")], False),
        ([(WINDOWS, "22H2"), (OFFICE, "2022")], [(OFFICE, ">=2019"), (WINDOWS, ">=21H2")], True),
        ([(WINDOWS, "22H2"), (OFFICE, "2016")], [(OFFICE, ">=2019"), (WINDOWS, ">=21H2")], False),
        ([(OFFICE, "2022")], [(OFFICE, ">=2019"), (WINDOWS, ">=21H2")], False),
    ],
)
def test_narrower_is_each_component_of_the_other_with_a_subset_of_its_range(
    narrow: list[tuple[UUID, str]], wide: list[tuple[UUID, str]], answer: bool
) -> None:
    assert where(*narrow).is_equal_or_narrower(where(*wide)) is answer


def test_entries_come_back_in_the_order_sent_and_parse_again() -> None:
    entries = ((SWITCH, ">=11.2R3|<12"), (WINDOWS, "*"), (OFFICE, "2022%20SP1"))
    assert where(*entries).entries() == entries
    assert where(*where(*entries).entries()) == where(*entries)


def test_each_component_is_read_by_its_own_scheme() -> None:
    cycles = Listed({"11-24h2-w": "a0", "11-24h2-e": "a1", "11-25h2-w": "a2"})
    applicability = Applicability.parse(
        [(WINDOWS, ">=11-24h2-e"), (OFFICE, ">=9")], {WINDOWS: cycles, OFFICE: Dotted()}
    )
    assert applicability.fits({WINDOWS: "a2", OFFICE: dotted_key("10")})
    assert not applicability.fits({WINDOWS: "a0", OFFICE: dotted_key("10")})


@pytest.mark.parametrize(
    ("entries", "reason", "pointers"),
    [
        ([(WINDOWS, "1"), (OFFICE, "2"), (WINDOWS, "3")], RepeatedComponent, ["#/applicability/2/component_id"]),
        ([(WINDOWS, "1"), (OFFICE, ">2|<1")], UnreadableRange, ["#/applicability/1/component_versions"]),
        ([(SWITCH, "8"), (OFFICE, "1")], UnknownVersion, ["#/applicability/0/component_versions"]),
        (
            [(WINDOWS, ""), (OFFICE, "1"), (WINDOWS, "1")],
            UnreadableRange,
            ["#/applicability/0/component_versions", "#/applicability/2/component_id"],
        ),
    ],
)
def test_every_wrong_entry_is_refused_at_its_place(
    entries: list[tuple[UUID, str]], reason: type[Invalid], pointers: list[str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        Applicability.parse(entries, {**SCHEMES, SWITCH: Listed({"9": "a0"})})
    assert type(refusal.value) is reason
    assert [fault.pointer for fault in refusal.value.faults] == pointers


def test_a_repeated_component_is_named() -> None:
    with pytest.raises(RepeatedComponent, match=str(WINDOWS)):
        where((WINDOWS, "1"), (WINDOWS, "1"))


def test_an_applicability_does_not_change_after_it_was_made() -> None:
    requirements = dict(where((WINDOWS, "1")).requirements)
    applicability = Applicability(requirements)
    requirements.clear()
    assert applicability == where((WINDOWS, "1"))


RANGES = st.sampled_from(
    ["*", "1", "2", "!=2", "<2", "<=2", ">=2", ">1|<4", ">=1|<=3", "<1|>3", "1|3", ">=1|!=2|<4", "<=4|!=2", ">2"]
)
APPLICABILITIES = st.dictionaries(st.sampled_from([WINDOWS, OFFICE, SWITCH]), RANGES, max_size=3).map(
    lambda entries: where(*entries.items())
)
CONFIGURATIONS = st.dictionaries(
    st.sampled_from([WINDOWS, OFFICE, SWITCH]),
    st.none() | st.sampled_from(["0", "1", "1.5", "2", "2.5", "3", "4", "5"]),
).map(installed)


@given(APPLICABILITIES, APPLICABILITIES, st.lists(CONFIGURATIONS, min_size=20, max_size=20))
def test_what_fits_the_narrower_fits_the_wider(
    one: Applicability, other: Applicability, configurations: list[dict[UUID, str | None]]
) -> None:
    if one.is_equal_or_narrower(other):
        assert all(other.fits(it) for it in configurations if one.fits(it))


@given(APPLICABILITIES, APPLICABILITIES, APPLICABILITIES)
def test_narrower_is_an_order(one: Applicability, two: Applicability, three: Applicability) -> None:
    assert one.is_equal_or_narrower(one)
    if one.is_equal_or_narrower(two) and two.is_equal_or_narrower(three):
        assert one.is_equal_or_narrower(three)
    if one.is_equal_or_narrower(two) and two.is_equal_or_narrower(one):
        assert one == two


@given(APPLICABILITIES)
def test_parsing_and_printing_an_applicability_are_inverse(applicability: Applicability) -> None:
    assert where(*applicability.entries()) == applicability
    assert where(*applicability.entries()).entries() == applicability.entries()
