"""Writes alliance_client/_generated from openapi/openapi.json: `python sdk/python/generate_client.py`.

openapi-python-client reads the contract and makes the models. Its templates are replaced where this contract says more
than they make use of: what is refused is raised rather than handed back, values that are not known yet are taken,
things know the tag they came with, and operations are methods of one client.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

HERE = Path(__file__).resolve().parent
CONTRACT = HERE.parents[1] / "openapi" / "openapi.json"
GENERATED = HERE / "alliance_client" / "_generated"
TEMPLATES = HERE / "templates"
RUFF = ["--isolated", "--quiet", "--no-cache"]
SHAPE = ["--config", "line-length=120", "--config", 'target-version="py311"']
TIDY = ["--fix-only", "--select", "F401,I", "--config", 'lint.isort.known-first-party=["alliance_client"]']

METHODS = frozenset({"get", "put", "post", "delete", "patch"})
BY_STATUS = {
    400: "Malformed",
    401: "Unauthenticated",
    403: "Forbidden",
    404: "NotFound",
    408: "TooSlow",
    409: "Conflict",
    412: "PreconditionFailed",
    413: "TooLarge",
    415: "UnsupportedMediaType",
    422: "Invalid",
    428: "PreconditionRequired",
    429: "TooManyRequests",
    500: "Unexpected",
    503: "Unavailable",
}
"""The classes of alliance_client/_refusals.py that stand for a status."""

SECRETS = frozenset(
    {
        "access_token",
        "refresh_token",
        "invitation_token",
        "password",
        "current_password",
        "new_password",
        "secret",
        "token",
        "StreamTicket.ticket",
    }
)
"""The fields that a thing's `repr` does not tell, so that no log does."""

Json = dict[str, Any]


def generate(output: Path) -> None:
    """Puts what the contract gives in the place of a folder. Raises SystemExit where the generator leaves out
    anything."""
    contract = json.loads(CONTRACT.read_bytes())
    streams = list(_leave_out_streams(contract))
    _describe(contract)
    with tempfile.TemporaryDirectory() as workshop:
        made = Path(workshop) / "_generated"
        _write(contract, streams, made)
        subprocess.run([sys.executable, "-m", "ruff", "check", *RUFF, *SHAPE, *TIDY, str(made)], check=True)
        subprocess.run([sys.executable, "-m", "ruff", "format", *RUFF, *SHAPE, str(made)], check=True)
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(made, output)


def _write(contract: Json, streams: list[str], output: Path) -> None:
    config = Config.from_sources(
        ConfigFile(post_hooks=[], literal_enums=True, docstrings_on_attributes=True),
        MetaType.NONE,
        CONTRACT,
        "utf-8",
        overwrite=False,
        output_path=output,
    )
    read = GeneratorData.from_dict(contract, config=config)
    if isinstance(read, GeneratorError):
        raise SystemExit(f"{read.header}\n{read.detail}")
    project = Project(openapi=read, config=config, custom_template_path=TEMPLATES)
    project.env.globals.update(
        tagged=set(_tagged(contract)),
        refusals=list(_refusals(contract)),
        streams=set(streams),
        secrets=SECRETS,
        matched=_matched(contract),
    )
    with redirect_stdout(StringIO()):  # it tells where it works, which is a folder that goes
        left_out = [f"{error.header}: {error.detail}" for error in project.build()]
    if left_out:
        raise SystemExit("\n".join(left_out))
    for package in output.glob("api/*/__init__.py"):
        package.rename(package.with_name("operations.py"))
        package.touch()


def _leave_out_streams(contract: Json) -> Iterator[str]:
    """Leaves pages; the front asks for the same as a stream by itself, and what an operation takes for a stream alone
    would be in the way. The names of the operations that are streams too."""
    for operation in _operations(contract):
        if operation["responses"].get("200", {}).get("content", {}).pop("text/event-stream", None):
            operation["parameters"] = [
                each for each in operation["parameters"] if each["name"] not in ("ticket", "Last-Event-ID")
            ]
            paragraphs = operation["description"].split("\n\n")
            kept = [each for each in paragraphs if "text/event-stream" not in each]
            operation["description"] = "\n\n".join([*kept, "`follow()` of what you get goes on as things happen."])
            yield operation["operationId"]


def _describe(contract: Json) -> None:
    """Puts a parameter's words where the generator looks for them, and joins the lines of a paragraph: they are broken
    anew for where they stand."""
    for operation in _operations(contract):
        paragraphs = operation["description"].split("\n\n")
        operation["description"] = "\n\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs)
        for parameter in operation.get("parameters", []):
            if "$ref" not in parameter["schema"]:
                parameter["schema"]["description"] = parameter.get("description", "")


def _operations(contract: Json) -> Iterator[Json]:
    for path in contract["paths"].values():
        yield from (operation for method, operation in path.items() if method in METHODS)


def _tagged(contract: Json) -> Iterator[str]:
    """The schemas that are answered with an ETag."""
    for operation in _operations(contract):
        for answer in operation["responses"].values():
            if "ETag" in answer.get("headers", {}) and "application/json" in answer.get("content", {}):
                yield answer["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]


def _matched(contract: Json) -> dict[str, list[str]]:
    """What each conditional change may name as read: the thing that stands at its address or that it answers with, also
    as it was answered when it was made."""
    tagged = set(_tagged(contract))
    found = {}
    for path in contract["paths"].values():
        for operation in (operation for method, operation in path.items() if method in METHODS):
            if any(parameter["name"] == "If-Match" for parameter in operation.get("parameters", [])):
                (name,) = _answers(operation) or _answers(path["get"])
                found[operation["operationId"]] = sorted({name, f"{name}Made"} & tagged)
    return found


def _answers(operation: Json) -> set[str]:
    """The schemas of what it answers when it goes well."""
    answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    contents = [answer["content"]["application/json"] for answer in answers if "content" in answer]
    return {content["schema"]["$ref"].rpartition("/")[2] for content in contents}


def _refusals(contract: Json) -> Iterator[dict[str, str]]:
    """The codes that have no class of their status, as classes."""
    for code, example in contract["components"]["examples"].items():
        document = example["value"]
        if document.get("code") != code:
            continue
        name = "".join(word.capitalize() for word in code.split("_"))
        above = BY_STATUS[document["status"]]
        if name != above:
            yield {
                "code": code,
                "name": name,
                "above": above,
                "title": document["title"],
                "remedy": document["detail"],
            }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Writes the generated part of the Python client.")
    parser.add_argument("--output", type=Path, default=GENERATED)
    generate(parser.parse_args().output)
