"""The organization that the generated record is about: its people, places, products and communities."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from app.auth.scopes import EVERY_SCOPE, print_scope
from app.domain.applicability import Applicability
from app.domain.process import Process
from app.domain.versions import Dotted
from app.domain.vocabulary import Joining, Visibility
from app.models.community import Community
from app.models.component import Component, Release
from app.models.environment import Environment, EnvironmentComponent, EnvironmentKeeper
from app.models.member import Credential, Identity, Member
from app.models.membership import Membership
from app.models.process import ProcessVersion
from app.models.sign_in import SignIn
from app.models.site import Site
from benchmarks.rows import Rows, new_id

MEMBERS, COMMUNITIES, SITES, ENVIRONMENTS, COMPONENTS = 5_000, 200, 60, 1_500, 400
READER_OF_MANY, READER_OF_FEW, OUTSIDER = 0, 1, 2
"""Members by their place: in every second community, in three, in none."""

PASSWORD = "correct horse battery staple"
"""Of everybody; its hash has the service's own parameters."""
_PASSWORD_HASH = "$argon2id$v=19$m=65536,t=3,p=4$YWxsaWFuY2UuYmVuY2guMA$nAxgUe52CM2oaGmF/SCypUZEUOFkOeaJqSUAu9I8cmY"

CLOSED = 6
"""The place of a community that the reader of few is in and others may not read."""

_RELEASES = ("10.0", "10.1", "10.2", "10.3", "11.0")
_REGIONS = ("Europe", "Asia", "Africa", "North America", "South America", "Oceania")
_ZONES = ("Europe/Zurich", "Asia/Tokyo", "Africa/Lagos", "America/New_York", "America/Sao_Paulo", "Australia/Sydney")
_VISIBILITIES = (*[Visibility.open] * 6, *[Visibility.listed] * 3, Visibility.private)


@dataclass(slots=True)
class Place:
    """An environment, with what is installed in it as a validation keeps it."""

    id: UUID
    site_id: UUID
    machines: int
    configuration: str
    keys: dict[UUID, str | None]


@dataclass(slots=True)
class Home:
    """A community, with those in it who may post and validate (places of members)."""

    id: UUID
    slug: str
    open: bool
    people: list[int]


@dataclass(slots=True)
class Estate:
    members: list[UUID] = field(default_factory=list)
    sign_ins: list[UUID] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    components: list[UUID] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)

    def place_of(self, member: int) -> Place:
        """The environment that a member keeps."""
        return self.places[member % len(self.places)]


def requirement(component: UUID, versions: str) -> tuple[Applicability, str, str | None]:
    """An applicability of one component: as the domain, the document and the tables have it."""
    parsed = Applicability.parse([(component, versions)], {component: Dotted()})
    document = orjson.dumps([{"component_id": str(component), "component_versions": versions}]).decode()
    return parsed, document, parsed.requirements[component].multirange()


def furnish(rows: Rows, chance: random.Random, began: datetime) -> Estate:
    """The rows of an organization as it stood when its record began."""
    estate = Estate()
    sites = _sites(rows, chance, began)
    _components(rows, chance, began, estate)
    _environments(rows, chance, began, estate, sites)
    _members(rows, chance, began, estate, sites)
    _communities(rows, chance, began, estate)
    return estate


def _sites(rows: Rows, chance: random.Random, began: datetime) -> list[UUID]:
    found = []
    for number in range(SITES):
        identity, region = new_id(began, chance), number % len(_REGIONS)
        name = f"Site {number:02}"
        rows.of(Site).append((identity, 1, began, began, f"S{number:02}", name, _REGIONS[region], _ZONES[region], None))
        found.append(identity)
    return found


def _components(rows: Rows, chance: random.Random, began: datetime, estate: Estate) -> None:
    for number in range(COMPONENTS):
        identity = new_id(began, chance)
        kind = "operating_system" if number == 0 else ("application", "hardware", "network", "service")[number % 4]
        face = (identity, 1, began, began)
        rows.of(Component).append((*face, f"Vendor {number % 40}", f"Product {number}", kind, [], [], "dotted", None))
        for version in _RELEASES:
            rows.of(Release).append(
                (new_id(began, chance), 1, began, began, identity, version, Dotted().key(version), None, None)
            )
        estate.components.append(identity)


def _environments(rows: Rows, chance: random.Random, began: datetime, estate: Estate, sites: Sequence[UUID]) -> None:
    """The first component, an operating system, is installed everywhere."""
    for number in range(ENVIRONMENTS):
        identity, site = new_id(began, chance), sites[number % len(sites)]
        machines = chance.randrange(50, 2_000)
        rows.of(Environment).append((identity, 1, began, began, site, f"Desktops {number}", machines, None))
        installed = [estate.components[0], *chance.sample(estate.components[1:], chance.randrange(2, 6))]
        kept: list[dict[str, str]] = []
        keys: dict[UUID, str | None] = {}
        for position, component in enumerate(installed):
            version = chance.choice(_RELEASES)
            key = Dotted().key(version)
            rows.of(EnvironmentComponent).append((new_id(began, chance), identity, component, version, key, position))
            kept.append({"component_id": str(component), "component_version": version, "version_key": key})
            keys[component] = key
        estate.places.append(Place(identity, site, machines, orjson.dumps(kept).decode(), keys))


def _members(rows: Rows, chance: random.Random, began: datetime, estate: Estate, sites: Sequence[UUID]) -> None:
    scope = print_scope(EVERY_SCOPE)
    for number in range(MEMBERS):
        identity, sign_in = new_id(began, chance), new_id(began, chance)
        rows.of(Member).append(
            (identity, 1, began, began, "person", "member", True, sites[number % len(sites)], ["networks"])
        )
        rows.of(Identity).append((identity, f"Member Number {number}", f"member{number}@example.org"))
        rows.of(Credential).append((identity, _PASSWORD_HASH, began))
        rows.of(SignIn).append((sign_in, identity, scope, began, began + timedelta(days=36_500), None))
        rows.of(EnvironmentKeeper).append((new_id(began, chance), estate.place_of(number).id, identity))
        estate.members.append(identity)
        estate.sign_ins.append(sign_in)


def _communities(rows: Rows, chance: random.Random, began: datetime, estate: Estate) -> None:
    """Larger and smaller ones, by the reciprocal of their place."""
    for number in range(COMMUNITIES):
        size = max(20, 3_000 // (number + 2))
        people = chance.sample(range(OUTSIDER + 1, MEMBERS), size)
        visibility = _VISIBILITIES[number % len(_VISIBILITIES)]
        home = Home(new_id(began, chance), f"community-n{number}", visibility is Visibility.open, [])
        if number % 2:
            people.append(READER_OF_MANY)
        if number in (5, CLOSED, 50):
            people.append(READER_OF_FEW)
        for place, member in enumerate(people):
            role = "coordinator" if place < 2 else "core" if place < 5 else "observer" if place % 10 == 9 else "member"
            rows.of(Membership).append(
                (new_id(began, chance), 1, began, began, home.id, estate.members[member], role, "active", began)
            )
            if role != "observer":
                home.people.append(member)
        process = Process(joining=Joining.open if home.open else Joining.invitation)
        document, founder = process.model_dump_json(), estate.members[people[0]]
        rows.of(ProcessVersion).append((new_id(began, chance), home.id, 1, document, began, founder))
        name, face = f"Community {number}", (home.id, 1, began, began)
        words = ("What it is there for, in a sentence or two.", "What it holds itself to.")
        rows.of(Community).append((*face, home.slug, name, *words, visibility.value, home.open, 1, len(people), 0))
        estate.homes.append(home)
