"""A ticket system connected with a community, and those who have to do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests import rows
from tests.environments import joins, keeps
from tests.jobs.conftest import Worker
from tests.people import Organization, Person, found_community, ok

SECRET = "a webhook's secret"
POLICY = {"quorum": 1, "min_sites": 0, "min_environments": 0, "evidence_required": False}


@dataclass
class Desk:
    """The connector, the community that it serves, its coordinator Ann, and the account that it acts by."""

    organization: Organization
    worker: Worker
    ada: Person
    ann: Person
    service: Person
    community: Any
    connector: Any

    async def work(self) -> None:
        """As if the next poll were due: until nothing is left to do."""
        await self.worker.all_due()
        await self.worker.work()

    async def problems(self) -> list[Any]:
        lines = await self.ann.all("/problems", community=self.community["id"])
        return [await self.ann.read(f"/problems/{line['id']}") for line in lines]

    async def comments(self, problem: Any) -> list[Any]:
        return await self.ann.all(f"/problems/{problem['id']}/comments")

    async def says(self, problem: Any, body: str) -> None:
        """Ann comments for the tickets of the problem to hear."""
        await self.ann.make(f"/problems/{problem['id']}/comments", {"body": body, "to_tickets": True})

    async def tickets(self) -> list[Any]:
        return await self.ann.all(f"/connectors/{self.connector['id']}/tickets")

    async def shown(self) -> Any:
        return await self.ann.read(f"/connectors/{self.connector['id']}")

    async def hears(self, headers: Mapping[str, str | bytes], body: bytes) -> Any:
        """A webhook comes."""
        client = self.organization.client()
        sent = [(name.encode(), value.encode() if isinstance(value, str) else value) for name, value in headers.items()]
        return await client.post(f"/api/v1/connectors/{self.connector['id']}/deliveries", content=body, headers=sent)

    async def validates(self, problem: Any) -> Any:
        """A solution of the problem that becomes validated."""
        bob = await self.organization.member("Bob")
        await joins(bob, self.community["slug"])
        component = str(await rows.component(self.organization))
        environment = await keeps(self.organization, bob, "GVA", {component: "10"})
        words = {"title": "Roaming off", "kind": "workaround", "summary": "It holds.", "steps": "Switch roaming off."}
        applicability = [{"component_id": component, "component_versions": "*"}]
        solution = await self.ann.make(
            f"/problems/{problem['id']}/solutions", {**words, "applicability": applicability}
        )
        ok(await self.ann.put(f"/solutions/{solution['id']}/proposal"))
        given = {
            "environment_id": environment,
            "revision": 1,
            "outcome": "confirmed",
            "evidence": "Tried.",
            "machines": 1,
        }
        await bob.make(f"/solutions/{solution['id']}/validations", given)
        return solution


async def desk_of(organization: Organization, worker: Worker, *, visibility: str = "open", **given: Any) -> Desk:
    """Made by an administrator and accepted by the community; `given` says of the connector what is not the same for
    each."""
    ada = await organization.member("Ada", role="administrator")
    ann = await organization.member("Ann")
    service = await organization.member("Tickets", kind="service")
    made = await found_community(ann, visibility=visibility, process={"validation_policy": POLICY})
    for each in (service, ada):
        await rows.join(organization, made["slug"], each)
    community = await ann.read(f"/communities/{made['slug']}")
    of = {"community_id": community["id"], "member_id": str(service.id)}
    connector = await ada.make("/connectors", {"system": "desk", "name": "The desk", **of, **given})
    ok(await ann.put(f"/connectors/{connector['id']}/acceptance"))
    return Desk(organization, worker, ada, ann, service, community, connector)


async def email_of(organization: Organization, person: Person) -> str:
    return str(await organization.link.fetchval("SELECT email FROM identity WHERE member_id = $1", person.id))
