"""What makes up requests of the contract: schemathesis, seeded, and the world's ids and references in what it makes.

Its expected statuses are extended by 412 and 422 for acceptable data (a precondition that no longer holds, a reference
to nothing) and by 428 for a missing required header, and by nothing else.

`FUZZ_EXAMPLES` cases are made of each operation, from `FUZZ_SEED`; `make fuzz` sets both.
"""

import os
from copy import deepcopy
from typing import Any, TypeAlias

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.config._checks import (
    MISSING_REQUIRED_HEADER_EXPECTED_STATUSES,
    POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES,
)
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.schemas import OpenApiSchema

from tests.contract.document import BY_NAME, DOCUMENT, Operation
from tests.contract.world import Prepared

WHOLE = "FUZZ_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "20"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
Case: TypeAlias = schemathesis.Case[Any]


def config(examples: int, *, boundaries: bool) -> SchemathesisConfig:
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "generation": {"deterministic": True, "max-examples": examples, "database": "none", "no-shrink": True},
            "phases": {"coverage": {"enabled": boundaries}},
            "checks": {
                "positive_data_acceptance": {
                    "expected-statuses": [*POSITIVE_DATA_ACCEPTANCE_EXPECTED_STATUSES, "412", "422"]
                },
                "missing_required_header": {"expected-statuses": [*MISSING_REQUIRED_HEADER_EXPECTED_STATUSES, "428"]},
            },
        }
    )


def schema_of(examples: int, *, boundaries: bool = True) -> OpenApiSchema:
    """The contract, for so many cases of each operation, and those at the bounds of each value if asked."""
    return schemathesis.openapi.from_dict(deepcopy(DOCUMENT), config=config(examples, boundaries=boundaries))


def operation_of(case: Case) -> Operation:
    return BY_NAME[case.operation.definition.raw["operationId"]]


def supply(case: Case, prepared: Prepared) -> None:
    """Gives a case the world's ids and references, wherever what it holds is meant to be good."""
    meta = case.meta
    assert meta is not None
    if not meta.is_negative_at(ParameterLocation.PATH):
        case.path_parameters = {**case.path_parameters, **prepared.path}
    if not meta.is_negative_at(ParameterLocation.HEADER) and "If-Match" in case.headers:
        case.headers["If-Match"] = "*"
    signs = not (meta.is_negative_at(ParameterLocation.HEADER) or meta.is_negative_at(ParameterLocation.BODY))
    if prepared.headers and signs:
        # What is signed is the example: whatever else is sent is not known by its signature.
        case.headers.update(prepared.headers)
        case.body = operation_of(case).body_example.encode()
    if not meta.is_negative_at(ParameterLocation.BODY) and isinstance(case.body, dict):
        required = case.body.keys() | {"current_password", "password"}
        case.body = {**case.body, **{name: value for name, value in prepared.body.items() if name in required}}
