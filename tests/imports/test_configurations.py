"""What people wrote -> what they tried it in. The samples are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.configurations import MOST_CONFIGURATIONS, Configuration, read_configurations
from app.imports.known_components import KNOWN_COMPONENTS

ONE = [
    ("SDK build: 3.1.0.v20130114171802", [("Titanium SDK", "3.1.0.v20130114171802")]),
    ("tried 3.1.0.v20130114171802 here", [("Titanium SDK", "3.1.0.v20130114171802")]),
    ("Ti SDK 6.1.1 GA", [("Titanium SDK", "6.1.1.GA")]),
    ("Titanium Mobile SDK version: 1.7.0 (01/02/11 10:11 abc1234)", [("Titanium SDK", "1.7.0")]),
    ("Titanium Studio, build: 3.1.1.201305072102", [("Titanium Studio", "3.1.1.201305072102")]),
    ("Appc NPM 4.2.9", [("Appcelerator CLI installer", "4.2.9")]),
    ("Appc CLI 6.2.2", [("Appcelerator CLI", "6.2.2")]),
    ("Ti CLI 5.0.14", [("Titanium CLI", "5.0.14")]),
    ("Alloy: 1.3.0-cr", [("Alloy", "1.3.0-cr")]),
    ("Xcode 8.2 (8C38)", [("Xcode", "8.2")]),
    ("Node v4.8.2", [("Node.js", "4.8.2")]),
    ("Java 1.8.0_131", [("JDK", "1.8.0_131")]),
    ("OS: Mac OS X 10.9", [("macOS", "10.9")]),
    ("OS: Mac OS X Lion", [("macOS", "10.7")]),
    ("OS:Maverick(10.9.3)", [("macOS", "10.9.3")]),
    ("win 7", [("Windows", "7")]),
    ("iOS 7.0.3", [("iOS", "7.0.3")]),
    ("iPhone 4S (5.0.1)", [("iOS", "5.0.1"), ("iPhone 4S", None)]),
    ("Device:iPhone5s(v7.1.1)", [("iOS", "7.1.1"), ("iPhone 5s", None)]),
    ("iPhone 4S OS 5.0.1", [("iOS", "5.0.1"), ("iPhone 4S", None)]),
    ("Device: Nexus 5 (Android 4.4)", [("Android", "4.4"), ("Nexus 5", None)]),
    ("Android 4.0.4 Galaxy Nexus", [("Android", "4.0.4"), ("Galaxy Nexus", None)]),
    ("Samsung Galaxy Note Android 2.3.6", [("Android", "2.3.6"), ("Galaxy Note", None)]),
    ("iOS Simulator 5.1", [("iOS", "5.1"), ("iOS Simulator", None)]),
    ("iOS 6.1 simulator", [("iOS", "6.1"), ("iOS Simulator", None)]),
    ("Nexus One/2.2.1", [("Android", "2.2.1"), ("Nexus One", None)]),
    ("Z10 device running 10.0.10.88", [("BlackBerry 10", "10.0.10.88"), ("Z10", None)]),
]
NONE = [
    "works now",
    "on my iPhone",
    "Android: V8",
    "build 1234abc",
    "SDK 1.7.x",
    "see section 3.1.0",
    "Android SDK r22",
    "at 10.15 we met",
    "Device: some phone",
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_a_component_is_read_as_people_write_it(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert read_configurations(text) == (tuple(sorted(expected)),)


@pytest.mark.parametrize("text", NONE)
def test_what_names_no_version_of_something_known_is_no_configuration(text: str) -> None:
    assert read_configurations(text) == ()


def test_several_devices_are_several_configurations_that_share_the_rest() -> None:
    text = "SDK: 3.1.0.v20130114171802\nXcode: 4.2\nDevices: iPhone 4S (5.0.1), iPad 2 (4.3.5)"
    shared = (("Titanium SDK", "3.1.0.v20130114171802"), ("Xcode", "4.2"))
    assert read_configurations(text) == (
        tuple(sorted((*shared, ("iOS", "5.0.1"), ("iPhone 4S", None)))),
        tuple(sorted((*shared, ("iOS", "4.3.5"), ("iPad 2", None)))),
    )


def test_several_builds_and_devices_are_as_few_configurations_as_name_each_once() -> None:
    read = read_configurations("SDKs 1.7.2 r3d44999e and 1.8.0 r4b694252 with Nexus S (2.3.4), Xoom (3.1), Droid (2.2)")
    assert [dict(each)["Titanium SDK"] for each in read] == ["1.7.2", "1.8.0", "1.8.0"]
    assert [dict(each)["Android"] for each in read] == ["2.3.4", "3.1", "2.2"]


def test_a_bare_number_counts_only_where_the_ticket_names_it_as_fixed_in() -> None:
    assert read_configurations("verified in 3.1.0", releases=["3.1.0"]) == ((("Titanium SDK", "3.1.0"),),)
    assert read_configurations("verified in 3.1.0", releases=["3.2.0"]) == ()


def test_a_release_beside_its_own_build_is_no_second_version() -> None:
    text = "verified in 3.1.0\nSDK: 3.1.0.v20130114171802"
    assert len(read_configurations(text, releases=["3.1.0"])) == 1


def test_a_long_list_is_something_else_than_what_was_tried() -> None:
    text = ", ".join(f"SDK 3.{minor}.0" for minor in range(MOST_CONFIGURATIONS + 1))
    assert read_configurations(text) == ()


def test_every_known_component_has_a_name_of_its_own() -> None:
    names = [component.name for component in KNOWN_COMPONENTS]
    assert len(set(names)) == len(names)


WORDS = st.sampled_from(
    [
        "SDK",
        "3.1.0",
        "iPhone 4S",
        "(5.0.1)",
        "Android",
        "4.4",
        "Nexus 5",
        ",",
        "and",
        "\n",
        "Xcode",
        ":",
        "Lion",
        "10.9",
    ]
)


def check(configuration: Configuration) -> None:
    names = [name for name, _ in configuration]
    assert names == sorted(set(names))
    assert any(version for _, version in configuration)


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_any_text_gives_configurations_with_each_component_once(text: str) -> None:
    read = read_configurations(text)
    assert len(set(read)) == len(read) <= MOST_CONFIGURATIONS
    for configuration in read:
        check(configuration)
