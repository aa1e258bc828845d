"""schemathesis against the real server: every operation, every check it has.

Its expected statuses are extended by 412 and 422 for acceptable data (a precondition that no longer holds, a reference
to nothing) and by 428 for a missing required header, and by nothing else. Three quarters of what it makes up is given
the ids and references of the world, so that it comes as far as the service itself; wrong data stays as it is.
"""

from copy import deepcopy
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.config import SchemathesisConfig
from schemathesis.config._checks import (
    MISSING_REQUIRED_HEADER_EXPECTED_STATUSES,
    POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES,
)
from schemathesis.core.parameters import ParameterLocation

from tests.contract.document import BY_NAME, DOCUMENT, OPERATIONS, Operation
from tests.contract.world import STATUSES, Prepared, World

EXAMPLES = 20
CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 1,
        "generation": {"deterministic": True, "max-examples": EXAMPLES, "database": "none", "no-shrink": True},
        "checks": {
            "positive_data_acceptance": {
                "expected-statuses": [*POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES, "412", "422"]
            },
            "missing_required_header": {"expected-statuses": [*MISSING_REQUIRED_HEADER_EXPECTED_STATUSES, "428"]},
        },
    }
)
Case: TypeAlias = schemathesis.Case[Any]
LIVES = settings(
    max_examples=10,
    stateful_step_count=8,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
schema = schemathesis.openapi.from_dict(deepcopy(DOCUMENT), config=CONFIG)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_succeeds_by_its_example(operation: Operation, world: World) -> None:
    prepared = world.prepare(operation)
    given: dict[str, Any] = {"path_parameters": prepared.path}
    if operation.takes("If-Match"):
        given["headers"] = {"If-Match": "*"}
    if operation.body_type is not None:
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
    operation = _named(case)
    authorization = world.authorization
    if len(STATUSES.get(operation.name, ())) % 4:
        prepared = world.prepare(operation)
        authorization = prepared.authorization or authorization
        _supply(case, prepared)
    response = case.call_and_validate(
        base_url=world.address, session=world.session, headers={"Authorization": authorization}
    )
    STATUSES.setdefault(operation.name, []).append(response.status_code)


def _named(case: Case) -> Operation:
    return BY_NAME[case.operation.definition.raw["operationId"]]


def _supply(case: Case, prepared: Prepared) -> None:
    """Gives a case the world's ids and references, wherever what it holds is meant to be good."""
    meta = case.meta
    assert meta is not None
    if not meta.is_negative_at(ParameterLocation.PATH):
        case.path_parameters = {**case.path_parameters, **prepared.path}
    if not meta.is_negative_at(ParameterLocation.HEADER) and "If-Match" in case.headers:
        case.headers["If-Match"] = "*"
    if not meta.is_negative_at(ParameterLocation.BODY) and isinstance(case.body, dict):
        required = case.body.keys() | {"current_password", "password"}
        case.body = {**case.body, **{name: value for name, value in prepared.body.items() if name in required}}


class Lives(schema.as_state_machine()):  # type: ignore[misc]
    """Things that are made, followed by the ids in answers, changed and ended: what was made is there, what is gone is
    gone, and nobody else can do it."""

    world: World

    def before_call(self, case: Case) -> None:
        prepared = self.world.prepare(_named(case))
        for name, value in case._override.path_parameters.items():
            # A reference in an answer is a small object: its id is what a path takes.
            prepared.path[name] = value["id"] if isinstance(value, dict) else value
        _supply(case, prepared)

    def get_call_kwargs(self, _: Case) -> dict[str, Any]:
        return {
            "base_url": self.world.address,
            "session": self.world.session,
            "headers": {"Authorization": self.world.authorization},
        }

    def validate_response(self, response: Any, case: Case, *args: Any, **more: Any) -> None:
        STATUSES.setdefault(_named(case).name, []).append(response.status_code)
        super().validate_response(response, case, *args, **more)


@pytest.mark.parametrize("number", range(4))
def test_things_live_as_the_contract_says(number: int, world: World) -> None:
    class Lived(Lives):
        pass

    Lived.world = world
    seed(number)(Lived)
    run_state_machine_as_test(Lived, settings=LIVES)
