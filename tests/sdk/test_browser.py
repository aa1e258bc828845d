"""In a real browser: a page of another origin with the TypeScript client, and the pages of the documentation."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import program_serving, surroundings_of
from tests.sdk.typescript import fenced, installed, node

BROWSER = Path(__file__).parent / "browser"
EMAIL, PASSWORD = "ada@example.org", "a windmill in the evening"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a front end is served: its page, and the client as it is published."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(BROWSER / "page", folder, dirs_exist_ok=True)
    # A folder is answered by a redirection to its address with a slash.
    (folder / "api/v1/me").mkdir(parents=True)
    package = installed(tmp_path_factory.mktemp("package")) / "node_modules/@alliance/client/dist"
    shutil.copytree(package, folder / "client")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def served(page: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The program, which that front end may call."""
    given = {
        "ALLIANCE_ADMINISTRATOR_EMAIL": EMAIL,
        "ALLIANCE_ADMINISTRATOR_PASSWORD": PASSWORD,
        "ALLIANCE_CORS_ORIGINS": page,
    }
    surroundings = surroundings_of(tmp_path_factory.mktemp("served") / "var") | given
    with program_serving(surroundings):
        address = f"http://127.0.0.1:{surroundings['ALLIANCE_PORT']}"
        yield {"ALLIANCE": address, "PAGE": page, "EMAIL": EMAIL, "PASSWORD": PASSWORD}


def test_a_front_end_of_another_origin_signs_in_reads_and_changes(served: dict[str, str]) -> None:
    node("--test", BROWSER / "front_end.test.js", **served)


def test_the_documentation_loads_signs_in_and_executes_a_request(served: dict[str, str]) -> None:
    node("--test", BROWSER / "documentation.test.js", **served)


def test_tabs_share_a_sign_in_by_the_store_that_the_readme_shows(served: dict[str, str]) -> None:
    (store,) = fenced("js")
    assert store in (BROWSER / "page/tabs.js").read_text(encoding="utf-8")
    node("--test", BROWSER / "tabs.test.js", **served)


def test_a_page_follows_the_feed_by_the_client(served: dict[str, str]) -> None:
    node("--test", BROWSER / "follow.test.js", **served)


def test_a_page_follows_the_feed_by_tickets(served: dict[str, str]) -> None:
    node("--test", BROWSER / "stream.test.js", **served)


def test_a_home_a_community_and_a_problem_are_drawn_from_two_requests_each(served: dict[str, str]) -> None:
    node("--test", BROWSER / "pages.test.js", **served)
