"""Those who act by API tokens in tests: each a client that carries one, made through the door."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from app.auth.scopes import EVERY_SCOPE, Scope
from tests.people import Organization, Person


def given(scopes: Iterable[Scope] = EVERY_SCOPE, **more: Any) -> dict[str, Any]:
    """What a token is asked for with; good for a day."""
    expires_at = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    return {"name": "Report", "scopes": sorted(scopes), "expires_at": expires_at, **more}


async def service_account(
    organization: Organization, ada: Person, name: str = "Help desk", scopes: Iterable[Scope] = EVERY_SCOPE
) -> Person:
    """A service account that Ada, an administrator, makes, with a token."""
    made = await ada.make("/members", {"name": name, "kind": "service"})
    token = await ada.make(f"/members/{made['id']}/tokens", given(scopes))
    return by_token(organization, UUID(made["id"]), name, token)


async def own_token(organization: Organization, person: Person, scopes: Iterable[Scope] = EVERY_SCOPE) -> Person:
    """The same person, by a token that they make."""
    return by_token(organization, person.id, person.name, await person.make("/me/tokens", given(scopes)))


def by_token(organization: Organization, member_id: UUID, name: str, token: Any) -> Person:
    client = organization.client({"Authorization": f"Bearer {token['secret']}"})
    return Person(member_id, name, client, UUID(token["id"]))


def on_behalf(organization: Organization, service: Person, named: Person | str) -> Person:
    """The service account, whatever it does, on behalf of somebody."""
    name = named if isinstance(named, str) else str(named.id)
    headers = {"Authorization": service.client.headers["Authorization"], "On-Behalf-Of": name}
    return Person(service.id, service.name, organization.client(headers), service.sign_in_id)
