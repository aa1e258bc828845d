"""The interactive pages work with no other host: they are served from here, whole."""

import re

from tests.contract.world import World


def test_the_page_and_all_it_asks_for_are_served_from_here(world: World) -> None:
    page = world.client.get(world.address + "/docs")
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    asked = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(asked) == 4
    start = world.client.get(world.address + "/docs/start.js")
    asked += re.findall(r'url: "([^"]+)"', start.text)
    for path in asked:
        assert re.match(r"/[^/]", path), f"{path} is of another host"
        answer = world.client.get(world.address + path)
        assert answer.status_code == 200, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.content
    assert "//" not in page.text + start.text
    styles = world.client.get(world.address + "/docs/assets/swagger-ui.css").text
    assert not re.findall(r"""url\((?!['"]?data:)""", styles)


def test_the_contract_is_sent_small_and_only_where_it_is_new(world: World) -> None:
    contract = world.address + "/openapi.json"
    whole = world.client.get(contract, headers={"Accept-Encoding": "identity"})
    small = world.client.get(contract, headers={"Accept-Encoding": "gzip"})
    assert small.content == whole.content
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) < len(whole.content) / 10
    assert "Accept-Encoding" in small.headers["Vary"]
    for held in (small.headers["ETag"], f'"another", {whole.headers["ETag"]}'):
        again = world.client.get(contract, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
    assert world.client.get(contract, headers={"If-None-Match": '"another"'}).status_code == 200


def test_the_page_asks_nobody_to_validate_the_contract(world: World) -> None:
    assert "validatorUrl: null" in world.client.get(world.address + "/docs/start.js").text


def test_the_page_may_run_only_what_comes_from_here(world: World) -> None:
    page = world.client.get(world.address + "/docs")
    policy = dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "<script>" not in page.text
    elsewhere = world.client.get("/me", headers={"Authorization": world.authorization})
    assert "'self'" not in elsewhere.headers["Content-Security-Policy"]


def test_the_page_signs_in_at_the_address_that_gives_tokens(world: World) -> None:
    contract = world.client.get(world.address + "/openapi.json").json()
    flow = contract["components"]["securitySchemes"]["signIn"]["flows"]["password"]
    assert flow["tokenUrl"] == "/api/v1/auth/token"
    assert flow["tokenUrl"] in contract["paths"]
