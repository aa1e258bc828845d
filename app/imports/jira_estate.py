"""The people, components and environments that a ticket system's record names: made where they are missing, as a record
needs them, by those who may make them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import orjson

from app.access.found import FoundCommunity, FoundOrganization
from app.access.participants import Participant, participants
from app.access.sought_in_organization import organization
from app.domain.errors import Invalid
from app.domain.versions import Scheme
from app.domain.vocabulary import Role, SubjectKind, VersionScheme
from app.imports.configurations import Configuration
from app.imports.jira_record import IssueRead
from app.imports.known_components import KNOWN_COMPONENTS, KnownComponent
from app.imports.tally import Tally
from app.models.component import ComponentIn
from app.models.environment import EnvironmentIn, InstalledIn
from app.models.member import MemberIn
from app.models.membership import MembershipIn
from app.models.site import SiteIn
from app.services import applicabilities, components, environments, members, memberships, sites
from app.services.catalogue import named, of_vendors
from app.services.imported import Key, Ledger
from app.work import Actor, Work

LONGEST_NAME = 200
SITE_KEY = "record"

KNOWN = {known.name: known for known in KNOWN_COMPONENTS}
_BY_WORD = {word.casefold(): known.name for known in KNOWN_COMPONENTS for word in (*known.aliases, known.name)}


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom an import acts: who may found and add people there, and who may make sites, components and members."""

    coordinator_id: UUID
    administrator_id: UUID
    slug: str


@dataclass(slots=True)
class Estate:
    """What is there during one batch, its locks held. `orders` outlives it: a component's order of versions is read
    once."""

    work: Work
    ledger: Ledger
    asked: Asked
    community: FoundCommunity
    coordinator: Actor
    orders: dict[UUID, Scheme]
    people: dict[str, Participant] = field(default_factory=dict)
    _administration: FoundOrganization | None = None
    _administrator: Actor | None = None

    async def administration(self) -> FoundOrganization:
        """The organization, as the administrator finds it, who acts from here on."""
        if self._administration is None or self._administrator is None:
            self._administration = await self.work.find_for(self.asked.administrator_id, organization())
            self._administrator = self.work.actor
        self.work.acting_as(self._administrator)
        return self._administration

    async def meet_people(self, issues: Sequence[IssueRead], tally: Tally) -> None:
        """Everyone the tickets name, new ones added to the organization and to the community, as they stand there."""
        first = _first_named(issues)
        for name, at in first.items():
            if self.ledger.of(SubjectKind.member, name) is None:
                await self._add_person(name, at)
                tally.made["members"] += 1
        identities = {name: self.ledger.of(SubjectKind.member, name) for name in first}
        found = await participants(
            self.work, self.community.id, [identity for identity in identities.values() if identity is not None]
        )
        self.people = {name: found[identity] for name, identity in identities.items() if identity in found}

    async def _add_person(self, name: str, at: datetime) -> None:
        """Without e-mail, so without any way to sign in."""
        administration = await self.administration()
        member, _ = members.make(self.work, administration, MemberIn(name=name), recorded_at=at)
        self.ledger.enter(self.work, SubjectKind.member, name, member.id)
        self.work.acting_as(self.coordinator)
        given = MembershipIn(member_id=member.id, role=Role.member)
        await memberships.add(self.work, self.community, given, recorded_at=at)
        self.community = replace(self.community, member_count=self.community.member_count + 1)

    async def component(self, name: str, tally: Tally) -> UUID:
        """One of the known components: that of the catalogue, made where it has none."""
        component_id = self.ledger.of(SubjectKind.component, name)
        if component_id is None:
            known = KNOWN[name]
            component_id = await self._in_catalogue(known)
            if component_id is None:
                given = ComponentIn(
                    vendor=known.vendor,
                    name=name,
                    kind=known.kind,
                    aliases=list(known.aliases),
                    version_scheme=VersionScheme.dotted,
                )
                component_id = components.make(self.work, await self.administration(), given).id
                tally.made["components"] += 1
            self.ledger.enter(self.work, SubjectKind.component, name, component_id)
        if component_id not in self.orders:
            self.orders.update(await applicabilities.schemes_of(self.work, [component_id]))
        return component_id

    async def _in_catalogue(self, known: KnownComponent) -> UUID | None:
        there = await of_vendors(self.work, [known.vendor], self.ledger.source)
        return named(there, known.vendor, known.name, known.aliases)

    async def concerned(self, issue: IssueRead, tally: Tally) -> list[UUID]:
        """The components a ticket is about: those of its versions, then those of its own that are known by name."""
        names = [component for component, _ in (*issue.affected_versions, *issue.fix_versions)]
        for word in issue.components:
            if (name := _BY_WORD.get(word.casefold())) is not None:
                names.append(name)
            else:
                tally.left_out["a ticket's components that are no known product"] += 1
        return list(dict.fromkeys([await self.component(name, tally) for name in dict.fromkeys(names)]))

    async def environment(self, person: str, configuration: Configuration, at: datetime, tally: Tally) -> UUID | None:
        """Where they tried it, kept by them; null where no version of it can be placed."""
        key = environment_key(person, configuration)
        environment_id = self.ledger.of(SubjectKind.environment, key)
        if environment_id is None:
            installed = await self._installed(configuration, tally)
            if not any(line.component_version for line in installed):
                return None
            site_id = await self._site()
            keeper = self.people[person]
            self.work.acting_as(keeper.actor)
            given = EnvironmentIn(site_id=site_id, name=_name(configuration), machines=1, configuration=installed)
            made = await environments.make(self.work, keeper.in_organization(), given, recorded_at=at)
            environment_id = made.id
            self.ledger.enter(self.work, SubjectKind.environment, key, environment_id)
            tally.made["environments"] += 1
        return environment_id

    async def _installed(self, configuration: Configuration, tally: Tally) -> list[InstalledIn]:
        """A version that its component's order has no place for is not known; a component stands once."""
        lines: dict[UUID, InstalledIn] = {}
        for name, version in configuration:
            component_id = await self.component(name, tally)
            if version is not None and not _has_place(self.orders[component_id], version):
                tally.left_out["versions that are no release of their component"] += 1
                version = None
            if component_id not in lines:
                lines[component_id] = InstalledIn(component_id=component_id, component_version=version)
        return list(lines.values())

    async def _site(self) -> UUID:
        """People of the record have no site; what they tried stands in one that says where it came from."""
        site_id = self.ledger.of(SubjectKind.site, SITE_KEY)
        if site_id is None:
            given = SiteIn(
                code=f"{self.asked.slug.upper()}-RECORD",
                name=f"As recorded in {self.asked.slug}",
                region="Elsewhere",
                time_zone="UTC",
            )
            site_id = sites.make(self.work, await self.administration(), given).id
            self.ledger.enter(self.work, SubjectKind.site, SITE_KEY, site_id)
        return site_id


def standing_keys() -> Iterable[Key]:
    """What the ledger is asked for whatever the ticket."""
    yield SubjectKind.site, SITE_KEY
    for name in KNOWN:
        yield SubjectKind.component, name


def environment_key(person: str, configuration: Configuration) -> str:
    return f"{person} {sha256(orjson.dumps(configuration)).hexdigest()[:32]}"


def _first_named(issues: Sequence[IssueRead]) -> Mapping[str, datetime]:
    first: dict[str, datetime] = {}
    for issue in issues:
        for comment in issue.comments:
            first.setdefault(comment.author, comment.created_at)
        for name in (issue.reporter, issue.assignee):
            if name is not None:
                first[name] = min(first.get(name, issue.created_at), issue.created_at)
    return first


def _has_place(order: Scheme, version: str) -> bool:
    try:
        order.key(version)
    except Invalid:
        return False
    return True


def _name(configuration: Configuration) -> str:
    words = ", ".join(f"{name} {version}" if version else name for name, version in configuration)
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip(" ,") + "…"
