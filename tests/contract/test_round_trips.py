"""What each operation costs: the statements that reach the database, as the driver tells them."""

from typing import Any

import pytest

from tests.contract.document import BY_NAME, OPERATIONS, Operation
from tests.contract.world import World

CHANGES_NOTHING = {
    "issue_stream_ticket",  # it is sealed, and kept nowhere
}
_SECURED = [operation for operation in OPERATIONS if operation.secured]
READS = [each for each in _SECURED if each.method == "get" or each.name in CHANGES_NOTHING]
CHANGES = [each for each in _SECURED if each not in READS]
MORE = {
    "list_account_events": 2,  # whose account it is, before its events
    "list_audit_events": 2,  # whether an administrator asks, before it is read
    "list_tokens_of_member": 2,
    "read_token_of_member": 2,
    "list_jobs": 2,
}
BEFORE = {
    "change_password": 2,  # a password is verified while nothing is locked
}
MOST = 9
EXACTLY = {
    "post_problem": 5,  # BEGIN, find, flush, view, COMMIT
    "change_site": 5,
    "comment_on_problem": 5,
    "change_password": 11,  # with the throttle of failed tries, which a password is held against
    "deactivate_member": 10,  # of two locks: whether others were faster at the second
    "give_validation": 6,  # and the voices, read after the lock
    "link_ticket_to_problem": 6,  # and whether it is linked already
}


REFERRING = {"post_problem": 5, "comment_on_problem": 5, "mark_affected": 7}
"""What they cost that take an external reference, where none is sent."""


def cost(operation: Operation, world: World, **more: Any) -> list[str]:
    prepared = world.prepare(operation)
    headers = {"Authorization": prepared.authorization or world.authorization}
    if operation.takes("If-Match"):
        headers["If-Match"] = "*"
    body: dict[str, Any] = {}
    if operation.body_type is not None:
        body = {"json": {**operation.body_example, **prepared.body, **more}}
    url = world.address + operation.path.format(**prepared.path)
    with world.listening() as sent:
        answer = world.client.request(operation.method.upper(), url, headers=headers, **body)
    assert answer.is_success, answer.text
    return sent


@pytest.mark.parametrize("operation", READS, ids=lambda operation: operation.name)
def test_a_read_is_one_statement_and_no_transaction(operation: Operation, world: World) -> None:
    sent = cost(operation, world)
    assert len(sent) == MORE.get(operation.name, 1), sent
    assert "BEGIN" not in sent


@pytest.mark.parametrize("operation", CHANGES, ids=lambda operation: operation.name)
def test_a_change_is_one_transaction_of_few_statements(operation: Operation, world: World) -> None:
    sent = cost(operation, world)
    assert sent.count("BEGIN") == 1
    assert (sent.index("BEGIN"), sent[-1]) == (BEFORE.get(operation.name, 0), "COMMIT")
    assert len(sent) <= EXACTLY.get(operation.name, MOST), sent
    assert len(sent) == EXACTLY.get(operation.name, len(sent)), sent


def test_an_api_token_costs_a_statement_the_first_time_and_none_after_that(world: World) -> None:
    made = world.new_token()
    headers = {"Authorization": f"Bearer {made['secret']}"}
    counts = []
    for _ in range(3):
        with world.listening() as sent:
            answer = world.client.get("/problems", headers=headers)
        assert answer.is_success, answer.text
        counts.append(len(sent))
    assert counts == [2, 1, 1]


def test_a_token_that_is_none_costs_no_more_than_a_look(world: World) -> None:
    for secret, statements in (("at_" + "A" * 43, 1), ("at_short", 0), ("at_" + "A" * 42 + "é", 0)):
        headers = {b"Authorization": f"Bearer {secret}".encode()}
        for _ in range(2):
            with world.listening() as sent:
                assert world.client.get("/problems", headers=headers).status_code == 401
            assert len(sent) == statements, secret


@pytest.mark.parametrize("name", REFERRING)
def test_an_external_reference_costs_its_turn_and_a_look(name: str, world: World) -> None:
    reference = {"system": "rt", "key": world.unique("RT")}
    assert len(cost(BY_NAME[name], world, external_reference=None)) == REFERRING[name]
    assert len(cost(BY_NAME[name], world, external_reference=reference)) == REFERRING[name] + 2


def test_that_the_process_lives_is_said_without_the_database(world: World) -> None:
    assert cost(BY_NAME["read_liveness"], world) == []
