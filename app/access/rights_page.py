"""The table of rights in `docs/domain.md`, made from the rights themselves, so that the page cannot fall behind.

`python -m app.access.rights_page`, in the root of the project, writes it between its two marks.
"""

import re
from pathlib import Path
from typing import Final

from app.access.actions import OFFERED, RIGHTS, Action, Condition, Standing

BEGIN: Final = "<!-- rights: written by `make docs` -->"
END: Final = "<!-- end of rights -->"


def rights_table() -> str:
    """Each action once, under the first noun that offers it, as a Markdown table."""
    rows = ["| of a | action | who | only while it is |", "|---|---|---|---|"]
    told: set[Action] = set()
    for noun, actions in OFFERED.items():
        for action in actions:
            if action not in told:
                right = RIGHTS[action]
                who = ", ".join(_words(standing) for standing in Standing if standing in right.who)
                when = ", ".join(f"{'' if wanted else 'not '}{_words(each)}" for each, wanted in right.when)
                rows.append(f"| {_words(noun)} | `{action}` | {who} | {when} |")
                told.add(action)
    return "\n".join(rows)


def with_rights(page: str) -> str:
    """The page with the table as it now is."""
    return re.sub(
        f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: f"{BEGIN}\n{rights_table()}\n{END}", page, flags=re.DOTALL
    )


def _words(name: Standing | Condition | str) -> str:
    return name.replace("_", " ")


if __name__ == "__main__":
    path = Path("docs/domain.md")
    path.write_text(with_rights(path.read_text(encoding="utf-8")), encoding="utf-8")
