"""The TypeScript client as one who installs it has it: a package in `node_modules`, and code of one's own that is
compiled against it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
SDK = ROOT / "sdk" / "typescript"
_STRICT = """{
  "compilerOptions": {
    "target": "ES2022", "module": "NodeNext", "lib": ["ES2022", "DOM", "DOM.Iterable"], "types": ["node"],
    "strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
    "typeRoots": ["%s/node_modules/@types"], "outDir": "built"
  },
  "include": ["*.ts"]
}"""


def node(*arguments: str | Path, **options: str) -> subprocess.CompletedProcess[str]:
    return _ran("node", *arguments, **options)


def npm(*arguments: str | Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Without a network."""
    return _ran("npm", *arguments, "--offline", "--silent", npm_config_cache=str(cache))


def _ran(*command: str | Path, **options: str) -> subprocess.CompletedProcess[str]:
    surroundings = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **options}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def tool(name: str) -> Path:
    """The script of a tool that the package is made with."""
    assert (SDK / "node_modules").is_dir(), "`make test` and `make sdk` install what the client is made with."
    return {
        "tsc": SDK / "node_modules/typescript-7/bin/tsc",
        "esbuild": SDK / "node_modules/esbuild/bin/esbuild",
    }[name]


def installed(folder: Path) -> Path:
    """A folder in which the package, as it would be published, is installed."""
    package = folder / "node_modules/@alliance/client"
    package.mkdir(parents=True)
    shutil.copy(SDK / "package.json", package)
    node(tool("tsc"), "--project", SDK, "--outDir", package / "dist")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


def compiled(folder: Path) -> Path:
    """Its own code, compiled strictly against the package; where the result lies."""
    (folder / "tsconfig.json").write_text(_STRICT % SDK, encoding="utf-8")
    node(tool("tsc"), "--project", folder)
    return folder / "built"


def fenced(language: str) -> list[str]:
    """The README's blocks in a language."""
    readme = (SDK / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
