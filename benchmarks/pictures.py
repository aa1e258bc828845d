"""Pictures as SVG, small enough to read as text."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

FOLDER = Path("docs/performance")

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


def curve(name: str, points: Sequence[tuple[float, float]], *, most: float) -> None:
    """Draws a curve with its mark as a line, from zero upwards."""
    width, height, edge = 600, 220, 50
    right, top = points[-1][0], max(most, *(value for _, value in points)) * 1.1

    def at(x: float, y: float) -> str:
        return f"{edge + x / right * (width - 2 * edge):.0f},{height - edge + 20 - y / top * (height - edge):.0f}"

    mark = [at(0, most), at(right, most)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f"<style>{_STYLE}polyline{{fill:none;stroke:#4a8fc9;stroke-width:2}}</style>",
        f'<polyline points="{" ".join(at(x, y) for x, y in points)}"/>',
        f'<polyline style="stroke:#444" points="{" ".join(mark)}"/>',
        f'<text x="{edge - 8}" y="{mark[0].split(",")[1]}" text-anchor="end">{most:g}</text>',
        f'<text x="{edge - 8}" y="{at(0, 0).split(",")[1]}" text-anchor="end">0</text>',
        f'<text x="{width - edge}" y="{height - 8}" text-anchor="end">{right:,.0f}</text>',
    ]
    (FOLDER / f"{name}.svg").write_text("\n".join([*parts, "</svg>", ""]))
