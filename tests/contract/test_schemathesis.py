"""schemathesis against the real server: every operation, every check it has.

Three quarters of what it makes up is given the ids and references of the world, so that it comes as far as the service
itself; wrong data stays as it is.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.contract.document import OPERATIONS, Operation
from tests.contract.fuzz import EXAMPLES, SEED, Case, operation_of, schema_of, supply
from tests.contract.world import STATUSES, World

schema = schema_of(EXAMPLES)
LIVES = settings(
    max_examples=10,
    stateful_step_count=8,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_succeeds_by_its_example(operation: Operation, world: World) -> None:
    prepared = world.prepare(operation)
    given: dict[str, Any] = {"path_parameters": prepared.path, "headers": prepared.headers}
    if operation.takes("If-Match"):
        given["headers"] = {"If-Match": "*"}
    if operation.takes_bytes:
        given |= {"body": operation.body_example.encode(), "media_type": operation.body_type}
    elif operation.body_type is not None:
        given |= {"body": {**operation.body_example, **prepared.body}, "media_type": operation.body_type}
    case = schema[operation.path][operation.method].Case(**given)
    response = case.call_and_validate(
        base_url=world.address,
        session=world.session,
        headers={"Authorization": prepared.authorization or world.authorization},
    )
    assert 200 <= response.status_code < 300, response.text
    STATUSES[operation.name] = [response.status_code]


@schema.parametrize()
def test_nothing_is_found(case: Case, world: World) -> None:
    operation = operation_of(case)
    authorization = world.authorization
    if len(STATUSES.get(operation.name, ())) % 4:
        prepared = world.prepare(operation)
        authorization = prepared.authorization or authorization
        supply(case, prepared)
    response = case.call_and_validate(
        base_url=world.address, session=world.session, headers={"Authorization": authorization}
    )
    STATUSES.setdefault(operation.name, []).append(response.status_code)


SIGNED = [operation.name for operation in OPERATIONS if operation.takes_bytes]
"""What is sent there is known by its signature, which nobody makes up: to others a thing that was made is not there."""


class Lives(schema.exclude(operation_id=SIGNED).as_state_machine()):  # type: ignore[misc]
    """Things that are made, followed by the ids in answers, changed and ended: what was made is there, what is gone is
    gone, and nobody else can do it."""

    world: World

    def before_call(self, case: Case) -> None:
        prepared = self.world.prepare(operation_of(case))
        for name, value in case._override.path_parameters.items():
            # A reference in an answer is a small object: its id is what a path takes.
            prepared.path[name] = value["id"] if isinstance(value, dict) else value
        supply(case, prepared)

    def get_call_kwargs(self, _: Case) -> dict[str, Any]:
        return {
            "base_url": self.world.address,
            "session": self.world.session,
            "headers": {"Authorization": self.world.authorization},
        }

    def validate_response(self, response: Any, case: Case, *args: Any, **more: Any) -> None:
        STATUSES.setdefault(operation_of(case).name, []).append(response.status_code)
        super().validate_response(response, case, *args, **more)


@pytest.mark.parametrize("number", range(4))
def test_things_live_as_the_contract_says(number: int, world: World) -> None:
    class Lived(Lives):
        pass

    Lived.world = world
    seed(SEED + number)(Lived)
    run_state_machine_as_test(Lived, settings=LIVES)
