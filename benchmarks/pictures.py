"""Pictures as SVG, small enough to read as text."""

from collections.abc import Sequence
from html import escape

_ROW, _LEFT, _WIDE, _RIGHT = 26, 330, 420, 60
_STYLE = "text{font:13px sans-serif;fill:#444}.low{fill:#c96f4a}.good{fill:#4a8fc9}line{stroke:#444}"


def bars(rows: Sequence[tuple[str, float, float]]) -> str:
    """Horizontal bars of (name, value, mark): a bar that does not reach its mark has another colour."""
    most = max([1.0, *(max(value, mark) for _, value, mark in rows)])
    height = _ROW * len(rows) + 8
    width = _LEFT + _WIDE + _RIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<style>{_STYLE}</style>",
    ]
    for place, (name, value, mark) in enumerate(rows):
        top = 4 + place * _ROW
        length, at = value / most * _WIDE, _LEFT + mark / most * _WIDE
        kind = "good" if value >= mark else "low"
        parts += [
            f'<text x="{_LEFT - 8}" y="{top + 16}" text-anchor="end">{escape(name)}</text>',
            f'<rect class="{kind}" x="{_LEFT}" y="{top + 3}" width="{length:.0f}" height="{_ROW - 8}"/>',
            f'<line x1="{at:.0f}" x2="{at:.0f}" y1="{top}" y2="{top + _ROW - 2}"/>',
            f'<text x="{_LEFT + max(length, at - _LEFT) + 6:.0f}" y="{top + 16}">{value:.2f}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])
