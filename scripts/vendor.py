"""Fetch the front-end files that Strigil ships, and write their manifest.

Run by hand when a version changes: ``python scripts/vendor.py``. It needs npm; nothing
else ever does. What is committed is what the browser gets: no network at run time.
"""

import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src/strigil_clinic/static/vendor"
BROWSER = ROOT / "tests/browser/vendor"

# package, version, licence, {file in the package: file here}
COPIED = [
    ("htmx.org", "2.0.11", "0BSD", {"dist/htmx.min.js": STATIC / "htmx.min.js"}),
    (
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        {"files/inter-latin-wght-normal.woff2": STATIC / "inter.woff2"},
    ),
    (
        "@fontsource-variable/source-serif-4",
        "5.3.1",
        "OFL-1.1",
        {"files/source-serif-4-latin-wght-normal.woff2": STATIC / "source-serif.woff2"},
    ),
    ("axe-core", "4.14.1", "MPL-2.0", {"axe.min.js": BROWSER / "axe.min.js"}),
]
LUCIDE = ("lucide-static", "1.62.0", "ISC")
FIGURE = ("react-native-body-highlighter", "3.2.0", "MIT")
ICONS = [
    "activity",
    "arrow-left",
    "arrow-right",
    "calendar",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle",
    "circle-check",
    "circle-help",
    "clock",
    "download",
    "eraser",
    "file-text",
    "file-up",
    "flag",
    "gauge",
    "hand",
    "info",
    "list",
    "lock",
    "log-out",
    "moon",
    "octagon-alert",
    "pause",
    "pencil",
    "play",
    "plus",
    "printer",
    "rotate-ccw",
    "ruler",
    "save",
    "search",
    "shield-check",
    "shield-x",
    "skip-forward",
    "sun",
    "sun-moon",
    "timer",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "upload",
    "user",
    "user-plus",
    "users",
    "x",
]
VIEWS = {  # (figure, view): file, viewBox close around the drawing
    ("male", "front"): ("bodyFront", "40 80 644 1280"),
    ("male", "back"): ("bodyBack", "764 80 644 1280"),
    ("female", "front"): ("bodyFemaleFront", "-4 -10 640 1450"),
    ("female", "back"): ("bodyFemaleBack", "828 -10 640 1450"),
}
# The package names the viewer's side; a record names the patient's.
PATIENT_SIDE = {
    "front": {"left": "right", "right": "left", "common": "midline"},
    "back": {"left": "left", "right": "right", "common": "midline"},
}


def unpack(package: str, version: str, folder: Path) -> Path:
    """Return the unpacked package."""
    command = ["npm", "pack", "--silent", f"{package}@{version}"]
    packed = subprocess.run(  # noqa: S603  # names and versions from this file
        command, cwd=folder, check=True, capture_output=True, text=True
    )
    name = packed.stdout.strip().splitlines()[-1]
    with tarfile.open(folder / name) as archive:
        archive.extractall(folder / name.removesuffix(".tgz"), filter="data")
    return folder / name.removesuffix(".tgz") / "package"


def icon_sprite(package: Path) -> str:
    """Return one SVG with a symbol per icon."""
    symbols = []
    for name in ICONS:
        drawing = (package / f"icons/{name}.svg").read_text()
        inside = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.S)
        if inside is None:
            message = f"{name}.svg holds no drawing"
            raise ValueError(message)
        body = re.sub(r"\s+", " ", inside[1]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{body}</symbol>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    )


def regions_of(script: str, view: str) -> Iterator[dict[str, object]]:
    """Yield each named region of one view with the patient's side and its paths."""
    literal = script[script.index("= [") + 2 : script.rindex("]") + 1]
    literal = re.sub(r"^\s*//.*$", "", literal, flags=re.M)
    literal = re.sub(r"([{,]\s*)(\w+):", r'\1"\2":', literal)
    literal = re.sub(r",(\s*[}\]])", r"\1", literal)
    for region in json.loads(literal):
        for side, paths in region["path"].items():
            yield {
                "region": region["slug"],
                "side": PATIENT_SIDE[view][side],
                "paths": paths,
            }


def body_figure(package: Path) -> str:
    """Return both figures, front and back, as JSON."""
    figure: dict[str, dict[str, object]] = {}
    for (who, view), (file, box) in VIEWS.items():
        script = (package / f"dist/assets/{file}.js").read_text()
        regions = list(regions_of(script, view))
        figure.setdefault(who, {})[view] = {"view_box": box, "regions": regions}
    return json.dumps(figure, indent=0) + "\n"


def entry(path: Path, package: tuple[str, str, str]) -> str:
    """Return one table of the manifest."""
    name, version, licence = package
    return (
        "[[file]]\n"
        f'path = "{path.relative_to(ROOT)}"\n'
        f'package = "{name}"\nversion = "{version}"\nlicence = "{licence}"\n'
        f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"\n'
    )


def keep_licence(package: Path, name: str, beside: Path) -> None:
    """Copy the licence next to what it is the licence of."""
    plain = name.removeprefix("@").replace("/", "-")
    text = (package / "LICENSE").read_text()
    (beside / f"LICENSE-{plain}.txt").write_text(text)


def main() -> None:
    """Fetch, extract, copy, and write the manifest."""
    entries = []
    STATIC.mkdir(parents=True, exist_ok=True)
    BROWSER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, version, licence, files in COPIED:
            package = unpack(name, version, folder)
            for source, target in files.items():
                target.write_bytes((package / source).read_bytes())
                keep_licence(package, name, target.parent)
                entries.append(entry(target, (name, version, licence)))
        for made, make, target in (
            (LUCIDE, icon_sprite, STATIC / "icons.svg"),
            (FIGURE, body_figure, STATIC / "body.json"),
        ):
            package = unpack(made[0], made[1], folder)
            target.write_text(make(package))
            keep_licence(package, made[0], STATIC)
            entries.append(entry(target, made))
    head = "# Written by scripts/vendor.py; a test checks the hashes.\n\n"
    (STATIC / "manifest.toml").write_text(head + "\n".join(entries))


if __name__ == "__main__":
    main()
