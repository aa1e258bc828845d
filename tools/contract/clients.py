"""Clients as others generate them: by openapi-generator, compiled, and let loose on the service itself."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.contract.running import (
    CONTRACT,
    HERE,
    Failed,
    in_packages,
    java,
    javac,
    node,
    node_tool,
    python_tool,
    run,
)

_DRIVERS = HERE.absolute() / "drivers"
_ALL_CLIENTS = ("hideGenerationTimestamp=true", "enumUnknownDefaultCase=true")
"""Within v1 enumerations grow, and a generated client takes that only where it is told to."""
_GO = {"GOFLAGS": "-mod=mod", "GOPROXY": "off", "GOTOOLCHAIN": "local"}
_SAID = re.compile(r"read \S.* administrator\nmade [A-Z]{3} 201\nchanged Renens\nrefused 412 precondition_failed\n")


@dataclass(frozen=True, slots=True)
class Client:
    """What openapi-generator is told, and what is done with what it makes, in a folder of its own. `compiled` may
    raise NotAtHand; `driving` gives the command, but for the server, an e-mail address and a password."""

    options: tuple[str, ...]
    into: str
    compiled: Callable[[Path], str]
    driving: Callable[[Path], tuple[str | Path, ...]]


def generate(name: str, folder: Path) -> str:
    """Raises Failed."""
    client = CLIENTS[name]
    shutil.copytree(_DRIVERS / name, folder, dirs_exist_ok=True)
    run(
        java(),
        "-jar",
        in_packages("openapi_generator_cli/openapi-generator.jar"),
        "generate",
        f"--input-spec={CONTRACT}",
        f"--generator-name={name}",
        f"--output={folder / client.into}",
        # What is named here is made, and nothing else: of what is sent to others, no client has to ask.
        "--global-property=apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
        f"--additional-properties={','.join((*_ALL_CLIENTS, *client.options))}",
    )
    return f"openapi-generator {generator_version()}"


def generator_version() -> str:
    return in_packages("openapi_generator_cli-*.dist-info").name.removesuffix(".dist-info").rpartition("-")[2]


def drive(name: str, folder: Path, server: str, email: str, password: str) -> None:
    """A read, two writes, and a refusal whose document it reads. Raises Failed."""
    said = run(*CLIENTS[name].driving(folder), server, email, password, within=folder)
    if not _SAID.fullmatch(said):
        raise Failed(f"The client said what it should not have:\n{said}")


def _python(folder: Path) -> str:
    run(python_tool("python"), "-W", "error", "-m", "compileall", "-q", folder / "alliance_client")
    return run(python_tool("python"), "--version").strip()


def _java(folder: Path) -> str:
    sources = sorted({*folder.glob("standing_in/**/*.java"), *folder.glob("client/src/main/**/*.java")})
    (folder / "sources").write_text("\n".join(map(str, [*sources, folder / "Drive.java"])), encoding="utf-8")
    run(javac(), "-nowarn", "-d", folder / "classes", "-cp", _jars(), f"@{folder / 'sources'}")
    return run(javac(), "-version").strip()


def _jars() -> Path:
    """Jackson, and all else that such a client needs, is in the generator's own jar; two names are not, and stand in
    `drivers/java/standing_in`."""
    return in_packages("openapi_generator_cli/openapi-generator.jar")


def _go(folder: Path) -> str:
    (folder / "client/go.mod").unlink()
    (folder / "client/go.sum").unlink()
    run(python_tool("go"), "build", "-o", folder / "drive", ".", within=folder, surroundings=_GO)
    return re.sub(r"^go version (\S+).*", r"\1", run(python_tool("go"), "version").strip())


def _typescript(folder: Path) -> str:
    run(
        node_tool("tsc"),
        "--strict",
        "--target",
        "es2022",
        "--module",
        "nodenext",
        "--lib",
        "es2022,dom,dom.iterable",
        "--outDir",
        folder / "compiled",
        folder / "drive.ts",
        within=folder,
    )
    return "TypeScript " + run(node_tool("tsc"), "--version").split()[1]


CLIENTS = {
    "python": Client(
        ("packageName=alliance_client",), ".", _python, lambda folder: (python_tool("python"), folder / "drive.py")
    ),
    "java": Client(
        ("library=native", "openApiNullable=false"),
        "client",
        _java,
        lambda folder: (java(), "-cp", f"{folder / 'classes'}:{_jars()}", "Drive"),
    ),
    "go": Client(("enumClassPrefix=true", "packageName=alliance"), "client", _go, lambda folder: (folder / "drive",)),
    "typescript-fetch": Client(
        ("importFileExtension=.js",),
        "client",
        _typescript,
        lambda folder: (node(), folder / "compiled/drive.js"),
    ),
}
