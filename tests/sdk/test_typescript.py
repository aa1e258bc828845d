"""The TypeScript client: made of the contract, clean under the strictest types, no more of it than is used, and a front
that keeps to the rules of the API against the real server."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import program_serving, surroundings_of
from tests.sdk.typescript import SDK, compiled, fenced, installed, node, npm, tool

ASKS = """\
import { createRequire } from "node:module";
import { Client, readProblem, Severity, signIn } from "@alliance/client";

if (![Client, readProblem, signIn].every((one) => typeof one === "function")) throw new Error("Something is missing.");
const { name } = createRequire(import.meta.url)("@alliance/client/package.json");
console.log(JSON.stringify({ name, severity: Severity.high }));
"""
EMAIL, PASSWORD = "ada@example.org", "a windmill in the evening"
ONE_READ = """\
import { Client, readProblem } from "@alliance/client";

const client = new Client({ tokens: "t" });
console.log(await readProblem({ client, path: { problem: "network-1" } }));
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The program with an administrator; what code needs to reach it."""
    administrator = {"ALLIANCE_ADMINISTRATOR_EMAIL": EMAIL, "ALLIANCE_ADMINISTRATOR_PASSWORD": PASSWORD}
    surroundings = surroundings_of(tmp_path_factory.mktemp("served") / "var") | administrator
    with program_serving(surroundings):
        yield {
            "ALLIANCE": f"http://127.0.0.1:{surroundings['ALLIANCE_PORT']}",
            "EMAIL": EMAIL,
            "PASSWORD": PASSWORD,
        }


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests of the package and the README's walk, compiled."""
    folder = installed(tmp_path_factory.mktemp("code"))
    for file in (SDK / "test").glob("*.ts"):
        shutil.copy(file, folder)
    (folder / "readme.ts").write_text("".join(fenced("ts")), encoding="utf-8")
    return compiled(folder)


def test_what_is_committed_is_what_the_contract_gives(tmp_path: Path) -> None:
    node(SDK / "generate.js", tmp_path / "generated")
    committed, given = _texts(SDK / "src/generated"), _texts(tmp_path / "generated")
    assert committed == given, "Run `make sdk`."
    assert len(given) == 3


def test_the_walk_of_the_readme_ends_as_it_says(code: Path, served: dict[str, str]) -> None:
    assert node(code / "readme.js", **served).stdout == "".join(fenced("text"))


def test_the_front_keeps_to_the_rules_of_the_api(code: Path, served: dict[str, str]) -> None:
    node("--test", code / "front.test.js", **served)


def test_the_feed_is_followed(code: Path, served: dict[str, str]) -> None:
    node("--test", code / "follow.test.js", **served)


@pytest.mark.parametrize("way", ["packed", "folder"])
def test_the_package_is_whole_as_the_readme_installs_it(way: str, tmp_path: Path) -> None:
    clone, project, cache = tmp_path / "clone", tmp_path / "project", tmp_path / "cache"
    shutil.copytree(SDK, clone, ignore=shutil.ignore_patterns("node_modules", "dist", "*.tgz"))
    (clone / "node_modules").symlink_to(SDK / "node_modules")
    project.mkdir()
    given = clone
    if way == "packed":
        packed = npm("pack", clone, "--pack-destination", tmp_path, cache=cache).stdout.strip()
        assert packed in "".join(fenced("sh"))
        given = tmp_path / packed
    npm("install", "--prefix", project, given, cache=cache)
    (project / "asks.mjs").write_text(ASKS, encoding="utf-8")
    assert json.loads(node(project / "asks.mjs").stdout) == {"name": "@alliance/client", "severity": "high"}
    package = project / "node_modules/@alliance/client"
    maps = list(package.rglob("dist/**/*.map"))
    assert {"index.js.map", "index.d.ts.map"} <= {file.name for file in maps}
    for file in maps:
        (source,) = json.loads(file.read_text(encoding="utf-8"))["sources"]
        assert (file.parent / source).is_file(), source


def test_who_imports_one_function_gets_no_other(tmp_path: Path) -> None:
    folder = installed(tmp_path)
    (folder / "one.ts").write_text(ONE_READ, encoding="utf-8")
    bundle, facts = folder / "one.js", folder / "facts.json"
    bundling = ("--bundle", "--minify", "--format=esm", f"--outfile={bundle}", f"--metafile={facts}")
    node(tool("esbuild"), folder / "one.ts", *bundling)
    (output,) = json.loads(facts.read_text(encoding="utf-8"))["outputs"].values()
    used = {Path(name).name: part["bytesInOutput"] for name, part in output["inputs"].items()}
    text = bundle.read_text(encoding="utf-8")
    assert "/api/v1/problems/{problem}" in text
    assert "/api/v1/communities" not in text
    assert "session.js" not in used, "signing in is for those who do"
    assert used["sdk.gen.js"] < 300, "one function of more than a hundred"
    assert output["bytes"] < 7700


def _texts(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in folder.iterdir()}
