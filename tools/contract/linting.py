"""What reads the contract and says whether it is one."""

import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
from openapi_spec_validator import OpenAPIV31SpecValidator

from tools.contract import oasdiff
from tools.contract.comparing import operations
from tools.contract.running import CONTRACT, HERE, Failed, NotAtHand, node, node_tool, run

RELEASED = CONTRACT.with_name("released.json")


def validator() -> str:
    """openapi-spec-validator: the document is OpenAPI 3.1. Raises Failed."""
    wrong = [str(error) for error in OpenAPIV31SpecValidator(_document()).iter_errors()]
    if wrong:
        raise Failed("\n".join(wrong))
    return f"{version('openapi-spec-validator')}: valid OpenAPI 3.1"


def redocly() -> str:
    """Redocly's recommended rules, warnings as good as errors. Raises Failed."""
    lint = node_tool("redocly"), "lint", CONTRACT, "--config", HERE.absolute() / "redocly.yaml", "--format", "json"
    said = run(*lint, surroundings=_QUIET)
    found = orjson.loads(said[said.index("{") : said.rindex("}") + 1])
    if found["totals"]["errors"] or found["totals"]["warnings"]:
        raise Failed("\n".join(f"{each['ruleId']}: {each['message']}" for each in found["problems"]))
    return f"{_version('@redocly/cli')}: no error, no warning"


def spectral() -> str:
    """Spectral's rules and OWASP's, hints as good as errors. Raises Failed."""
    run(node_tool("spectral"), "lint", CONTRACT, "--ruleset", "spectral.yaml", "--fail-severity", "hint", "--quiet")
    return (
        f"{_version('@stoplight/spectral-cli')}, OWASP {_version('@stoplight/spectral-owasp-ruleset')}: "
        "no error, no warning, no hint"
    )


def unbroken() -> str:
    """oasdiff: what was released still holds. Raises Failed."""
    try:
        found = oasdiff.breaks(orjson.loads(RELEASED.read_bytes()), _document())
        version = oasdiff.version()
    except NotAtHand as lacking:
        return f"not tried: {lacking}"
    if found:
        raise Failed("\n".join(found))
    return f"{version}: nothing that was released is broken"


def postman() -> str:
    """Postman's import: every operation becomes a request. Raises Failed."""
    with tempfile.TemporaryDirectory() as folder:
        made = _postman_collection(Path(folder))
        imported = sorted(request["name"] for request in _requests(orjson.loads(made.read_bytes())["item"]))
    _each_operation_is_in(imported)
    return f"{_version('openapi-to-postmanv2')}: {len(imported)} requests, one of each operation"


def bruno() -> str:
    """Bruno's imports, of the contract itself and of Postman's collection. Raises Failed."""
    with tempfile.TemporaryDirectory() as folder:
        collection = _postman_collection(Path(folder))
        imported = orjson.loads(run(node(), HERE.absolute() / "bruno.mjs", CONTRACT, collection))
    for requests in imported.values():
        _each_operation_is_in(sorted(requests))
    return f"{_version('@usebruno/converters')}: one request of each operation, of {' and of '.join(imported)}"


def _postman_collection(folder: Path) -> Path:
    made = folder / "collection.json"
    run(node_tool("openapi2postmanv2"), "-s", CONTRACT, "-o", made, "-O", "folderStrategy=Tags")
    return made


def _each_operation_is_in(imported: list[str]) -> None:
    expected = sorted(operation["summary"] for operation in operations(_document()).values())
    if imported != expected:
        raise Failed(f"Not the same: {sorted(set(imported) ^ set(expected))}")


_QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


def _requests(items: list[Any]) -> Iterator[Any]:
    for item in items:
        if "item" in item:
            yield from _requests(item["item"])
        else:
            yield item


def _document() -> Any:
    return orjson.loads(CONTRACT.read_bytes())


def _version(package: str) -> str:
    return str(orjson.loads((HERE / "node_modules" / package / "package.json").read_bytes())["version"])
