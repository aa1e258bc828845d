"""A list over all that one may read, merged of the open feed and of one's closed communities."""

from tests import rows
from tests.people import Organization, found_community


async def test_pages_hold_everything_in_order_however_open_and_closed_communities_alternate(
    organization: Organization,
) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    for slug, visibility in (("wide", "open"), ("narrow", "listed"), ("quiet", "listed")):
        await found_community(ann, slug=slug, visibility=visibility)
    slugs = ("quiet", "wide", "narrow", "narrow", "wide", "wide", "quiet", "wide", "wide", "narrow", "quiet")
    posted = [
        (slug, await ann.make(f"/communities/{slug}/problems", {"title": slug, "statement": "x"})) for slug in slugs
    ]
    newest_first = [(slug, each["id"]) for slug, each in reversed(posted)]

    for limit in (1, 2, 3, 5, 11):
        assert [each["id"] for each in await ann.all("/problems", limit=limit)] == [each for _, each in newest_first]
        assert [each["id"] for each in await bob.all("/problems", limit=limit)] == [
            each for slug, each in newest_first if slug == "wide"
        ]


async def test_pages_are_full_where_only_closed_communities_have_anything(organization: Organization) -> None:
    ann = await organization.member("Ann")
    for slug in ("narrow", "quiet"):
        await found_community(ann, slug=slug, visibility="listed")
    posted = [
        (await ann.make(f"/communities/{slug}/problems", {"title": slug, "statement": "x"}))["id"]
        for slug in ("quiet", "narrow", "narrow", "quiet")
    ]

    page = await ann.read("/problems", limit=3)

    assert [each["id"] for each in page["items"]] == posted[:0:-1]
    assert [each["id"] for each in await ann.all("/problems", limit=3)] == posted[::-1]


async def test_the_problems_of_some_components_are_there_once_each_in_order_for_whoever_may_read_them(
    organization: Organization,
) -> None:
    ann, bob = await organization.member("Ann"), await organization.member("Bob")
    one, two, other = [str(await rows.component(organization, name)) for name in ("One", "Two", "Other")]
    for slug, visibility in (("wide", "open"), ("narrow", "listed"), ("quiet", "private")):
        community = await found_community(ann, slug=slug, visibility=visibility)
        for components in ([one], [two, one], [other], [], [two], [one, two]):
            for severity in ("low", "high"):
                given = {"title": slug, "statement": "x", "severity": severity, "component_ids": components}
                await ann.make(f"/communities/{community['slug']}/problems", given)
    for person, communities in ((ann, 3), (bob, 1)):
        everything = await person.all("/problems", limit=100)
        for asked, of_each in (([one], 6), ([one, two], 8), ([other, one, two], 10)):
            fits = [each for each in everything if not {of["id"] for of in each["components"]}.isdisjoint(asked)]
            assert len(fits) == of_each * communities
            for limit in (1, 3, 100):
                assert await person.all("/problems", limit=limit, component=asked) == fits
                assert await person.all("/problems", limit=limit, component=asked, severity="high") == [
                    each for each in fits if each["severity"] == "high"
                ]
