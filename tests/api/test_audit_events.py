"""The audit trail: who did what to whom, for administrators only."""

import re

from app.domain.vocabulary import SubjectKind
from app.events.kinds import PERSONAL, EventKind
from app.models.event import AUDITED, AuditEventPage
from tests.estate import GENEVA, WINDOWS, administrator
from tests.people import Organization, found_community, refused

_ORGANIZATION = {
    SubjectKind.site,
    SubjectKind.component,
    SubjectKind.release,
    SubjectKind.objective,
    SubjectKind.member,
    SubjectKind.job,
}


async def test_everything_an_administrator_does_stands_in_it_newest_first(organization: Organization) -> None:
    ada = await administrator(organization)
    site = await ada.make("/sites", GENEVA)
    await ada.change(f"/sites/{site['id']}", {"region": "Alps"})
    ann = await ada.make("/members", {"name": "Ann", "email": "ann@example.org", "site_id": site["id"]})
    await ada.change(f"/members/{ann['id']}", {"organization_role": "sponsor"})
    await ada.make(f"/members/{ann['id']}/invitations")
    await ada.put(f"/members/{ann['id']}/deactivation", tag='"*"')
    component = await ada.make("/components", {**WINDOWS, "version_scheme": "dotted"})
    await ada.make(f"/components/{component['id']}/releases", {"component_version": "23H2"})
    page = await ada.read("/audit-events", limit=3)
    AuditEventPage.model_validate(page)
    assert len(page["items"]) == 3
    told = await ada.all("/audit-events", limit=3)
    assert [(event["kind"], event["subject"]["id"]) for event in reversed(told)] == [
        ("site.made", site["id"]),
        ("site.changed", site["id"]),
        ("member.added", ann["id"]),
        ("member.invited", ann["id"]),
        ("member.changed", ann["id"]),
        ("member.invited", ann["id"]),
        ("member.deactivated", ann["id"]),
        ("component.made", component["id"]),
        ("release.added", told[0]["subject"]["id"]),
    ]
    assert {event["actor"]["id"] for event in told} == {str(ada.id)}
    changed = next(event for event in told if event["kind"] == "member.changed")
    assert changed["data"] == {"fields": ["organization_role"], "organization_role": "sponsor", "version": 2}
    assert not any(word in str(told) for word in ("ann@example.org", "Alps"))


async def test_it_is_searched_by_who_what_and_whom(organization: Organization) -> None:
    ada, eve = await administrator(organization), await organization.member("Eve", role="administrator")
    site = await ada.make("/sites", GENEVA)
    await eve.change(f"/sites/{site['id']}", {"region": "Alps"})
    await eve.make("/sites", {**GENEVA, "code": "ZRH"})
    assert [event["kind"] for event in await ada.all("/audit-events", actor=str(eve.id))] == [
        "site.made",
        "site.changed",
    ]
    assert len(await ada.all("/audit-events", subject=site["id"])) == 2
    assert len(await ada.all("/audit-events", kind="site.made")) == 2


async def test_nobody_else_reads_it_and_nothing_of_a_communitys_inside_is_in_it(organization: Organization) -> None:
    ada, ann = await administrator(organization), await organization.member("Ann")
    sue = await organization.member("Sue", role="sponsor")
    await found_community(ann, slug="hidden", visibility="private")
    await found_community(ada, slug="known", visibility="open")
    assert await ada.all("/audit-events") == []
    for person in (ann, sue):
        refused(await person.get("/audit-events"), 403, "forbidden")


def test_no_deed_on_what_is_the_organizations_is_left_out() -> None:
    """Sign-ins and what one does to one's own account are no deeds of administrators; tokens are, where they are made
    or revoked for another, and jobs that are tried again."""
    audited = set(re.findall(r"'([a-z_.]+)'", AUDITED))
    theirs = {kind for kind in EventKind if SubjectKind(kind.partition(".")[0]) in _ORGANIZATION}
    for_others = {EventKind.member_invited, EventKind.member_token_made, EventKind.member_token_revoked}
    outside_the_feed = for_others | {EventKind.job_retried}
    assert audited == theirs - (PERSONAL - outside_the_feed)
