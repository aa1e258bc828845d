"""`docs/errors.md`, made from the tree of refusals, so that the page cannot fall behind.

`python -m app.http.errors_page`, in the root of the project, writes it.
"""

from pathlib import Path

from app.domain.errors import every_refusal
from app.http.errors import error_type, status_of

_HEAD = """\
# Errors

Every refusal is `application/problem+json` (RFC 9457): `type` is `urn:alliance:error:` and the code, and never changes;
`detail` says what happened to this request; `errors[]` names each place that is wrong, by a `pointer` into the body or
by a `parameter` and where it stands (`in`). Name the `request_id` when you ask for help. Take codes that you do not
know by their status. Token and revocation errors keep the shape of their standard (RFC 6749).
This page is generated (`make docs`).

| code | status | title | what to do |
|---|---|---|---|
"""


def errors_page() -> str:
    """The page as Markdown: each code with its status, its title and what to do about it."""
    kinds = sorted(every_refusal(), key=lambda kind: (status_of(kind), error_type(kind)))
    rows = [f"| `{kind.code}` | {status_of(kind)} | {kind.title} | {kind.remedy} |" for kind in kinds]
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    Path("docs").mkdir(exist_ok=True)
    Path("docs/errors.md").write_text(errors_page(), encoding="utf-8")
