from tests.people import Organization, ok, refused


async def test_smoke(organization: Organization) -> None:
    ann = await organization.member("Ann")
    refused(await ann.post("/communities/network/problems", {"title": "a", "statement": "b"}), 404, "not_found")
    assert ok(await ann.get("/problems"))["items"] == []
