"""`docs/settings.md`, made from the settings themselves, so that the page cannot fall behind.

`python -m app.core.settings_page`, in the root of the project, writes it.
"""

from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from app.core.settings import Settings, variable

_DEFAULTS_IN_WORDS = {
    "public_url": "`http://HOST:PORT`",
    "data_dir": "`./var`",
    "cors_origins": "none",
    "outgoing_allowed_networks": "none",
}

_HEAD = """\
# Settings

All settings are environment variables. A variable that begins with `ALLIANCE_` and is not listed here, or whose
value cannot be used, stops the start with a sentence that says which one and why. An empty value counts as none.
This page is generated (`make docs`).

| variable | default | what it is for |
|---|---|---|
"""


def settings_page() -> str:
    """The page as Markdown: each variable with its default, its bounds and what it is for."""
    rows = [
        f"| `{variable(name)}` | {_default(name, field.default)} | {field.description}{_bounds(name)} |"
        for name, field in Settings.model_fields.items()
    ]
    return _HEAD + "\n".join(rows) + "\n"


def _default(name: str, value: Any) -> str:
    if name in _DEFAULTS_IN_WORDS:
        return _DEFAULTS_IN_WORDS[name]
    if value is None or value is PydanticUndefined:
        return "none"
    return "`0`" if name == "clock_offset" else f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _bounds(name: str) -> str:
    schema = Settings.model_json_schema()["properties"][name]
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    if low is None:
        return ""
    above = "more than " if "exclusiveMinimum" in schema else ""
    return f" From {above}{low:g} to {schema['maximum']:.0f}."


if __name__ == "__main__":
    Path("docs").mkdir(exist_ok=True)
    Path("docs/settings.md").write_text(settings_page(), encoding="utf-8")
