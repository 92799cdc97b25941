"""The picture and the tables of the page on difficulty, made from its scores."""

from pathlib import Path
from typing import Any

Row = dict[str, Any]

LEFT, TOP, WIDE, HIGH, APART = 56, 34, 560, 190, 62
COLOURS = ("#7a3e12", "#1b6e78", "#8a2f6b", "#4a5b1c")
MARK = "<!-- made by make soak: {} -->"


def write(folder: Path, told: dict[str, Any]) -> None:
    """Write the picture, and the tables into the page between their marks."""
    sweep = [row for row in told["rows"] if row["mode"] is None]
    odd = [row for row in told["rows"] if row["mode"]]
    (folder / "stroke-difficulty.svg").write_text(picture(sweep), "utf-8")
    path = folder / "stroke-difficulty.md"
    text = path.read_text("utf-8")
    at = [row for row in told["rows"] if row["mode"] is None]
    usual = next(row for row in at if row["difficulty"] == odd[0]["difficulty"])
    parts = {
        "strokes": strokes_table(sweep, "difficulty"),
        "restrictions": search_table(sweep, "difficulty"),
        "odd": strokes_table([{**usual, "mode": "none of them"}, *odd], "mode"),
    }
    for name, table in parts.items():
        start, end = MARK.format(name), MARK.format(f"end of {name}")
        before, rest = text.split(start)
        text = f"{before}{start}\n\n{table}\n{end}{rest.split(end)[1]}"
    path.write_text(text, "utf-8")


def strokes_table(rows: list[Row], first: str) -> str:
    """Return what was found of strokes, as a table."""
    head = (
        f"| {first} | F1 | missed | invented | start [ms] | end [ms] | peak [%] "
        "| impulse [%] | length [%] |"
    )
    lines = [head, "|---" * 9 + "|"]
    for row in rows:
        cells = [
            name(row[first]),
            f"{row['f1']:.2f}",
            f"{100 * row['missed']:.0f} %",
            f"{100 * row['invented']:.0f} %",
            spread(row.get("start_s"), 1e3),
            spread(row.get("end_s"), 1e3),
            spread(row.get("peak"), 100),
            spread(row.get("impulse"), 100),
            spread(row.get("length"), 100),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def search_table(rows: list[Row], first: str) -> str:
    """Return what was found of restrictions, as a table."""
    quantities = ("friction", "vibration", "stiffness")
    lines = [
        f"| {first} | "
        + " | ".join(f"{one}: found, astray, place, false" for one in quantities)
        + " |",
        "|---" * 4 + "|",
    ]
    for row in rows:
        cells = [found(row["restriction"].get(one)) for one in quantities]
        lines.append(f"| {name(row[first])} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def found(one: Row | None) -> str:
    """Return one search as words."""
    if one is None:
        return "not tested"
    place = one["place_error_mm"]
    where = "–" if place is None else f"{place:.0f} mm"
    alarm = one["false_alarm"]
    false = "–" if alarm is None else f"{100 * alarm:.0f} %"
    return f"{100 * one['hit']:.0f} %, {100 * one['astray']:.0f} %, {where}, {false}"


def name(value: float | str) -> str:
    """Return what a row is called."""
    return value.replace("_", " ") if isinstance(value, str) else f"{value:.1f}"


def spread(one: Row | None, factor: float) -> str:
    """Return a middle with the ends that hold nine of ten."""
    if one is None:
        return "–"
    low, middle, high = (factor * one[key] for key in ("low", "middle", "high"))
    return f"{middle:.0f} ({low:.0f} to {high:.0f})".replace("-0 ", "0 ")


def picture(rows: list[Row]) -> str:
    """Return the two curves of the page as SVG."""
    upper = [("strokes, F1", [(r["difficulty"], r["f1"]) for r in rows])]
    lower = [
        (quantity, [(r["difficulty"], hit(r, quantity)) for r in rows])
        for quantity in ("friction", "vibration", "stiffness")
    ]
    height = TOP + 2 * HIGH + APART + 44
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + 130} '
        f'{height}" font-family="sans-serif" font-size="12" role="img">',
        "<title>How well strokes and restrictions are found as it gets harder</title>",
        "<desc>Two charts over difficulty from 0 to 1: the F1 of strokes, and the "
        "share of restrictions found in friction, vibration and stiffness.</desc>",
        f'<rect width="100%" height="{height}" fill="#fffdf8"/>',
        *panel("Strokes found (F1)", TOP, upper),
        *panel("Restrictions found", TOP + HIGH + APART, lower),
        text(LEFT + WIDE / 2, height - 8, "difficulty", "middle"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def hit(row: Row, quantity: str) -> float:
    """Return the share found; nothing tested is nothing found."""
    return float(row["restriction"].get(quantity, {"hit": 0.0})["hit"])


def panel(
    title: str, top: float, curves: list[tuple[str, list[tuple[float, float]]]]
) -> list[str]:
    """Return one chart: grid, curves and their names."""
    parts = [text(LEFT, top - 12, title, "start")]
    for i in range(6):
        y, x = top + HIGH * (1 - i / 5), LEFT + WIDE * i / 5
        parts.append(
            f'<line x1="{LEFT}" x2="{LEFT + WIDE}" y1="{y:.1f}" y2="{y:.1f}" '
            'stroke="#ddd4c4"/>'
        )
        parts.append(text(LEFT - 8, y + 4, f"{i / 5:.1f}", "end"))
        parts.append(text(x, top + HIGH + 17, f"{i / 5:.1f}", "middle"))
    taken: list[float] = []
    for (label, points), colour in zip(curves, COLOURS, strict=False):
        places = [(LEFT + WIDE * x, top + HIGH * (1 - y)) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" '
            'stroke-width="2"/>'
        )
        y = places[-1][1]
        while any(abs(y - other) < 15 for other in taken):
            y -= 15
        taken.append(y)
        parts.append(text(LEFT + WIDE + 8, y + 4, label, "start", colour))
    return parts


def text(x: float, y: float, words: str, anchor: str, colour: str = "#2b2620") -> str:
    """Return words in the picture."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{words}</text>"
    )
