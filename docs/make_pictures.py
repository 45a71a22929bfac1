"""Draw the pictures of the README and the docs from what the program really makes.

    .venv/bin/python docs/make_pictures.py

builds the sample editions into a temporary folder, rasters their pages with
pdftoppm and folds them by perspective. Needs the `test` extra (numpy, Pillow).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFilter

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
GROUND = (236, 233, 228)
DPI = 130

Corner = tuple[float, float]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        command = [sys.executable, "-m", "pamphlet", "build", "--out", str(out)]
        subprocess.run(command, check=True, cwd=ROOT)
        PICTURES.mkdir(exist_ok=True)
        folded(out).save(PICTURES / "folded.png", optimize=True)
        forms(out).save(PICTURES / "forms.png", optimize=True)
        designs(out).save(PICTURES / "designs.png", optimize=True)


def pages(path: Path, dpi: int = DPI) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(path), f"{folder}/p"], check=True)
        return [Image.open(p).convert("RGB") for p in sorted(Path(folder).glob("p-*.png"))]


def screen(out: Path, name: str) -> list[Image.Image]:
    return pages(out / name / f"{name}.screen.pdf")


def folded(out: Path) -> Image.Image:
    """Return a leaflet that stands half open, a handbill and a booklet beside it."""
    scene = Image.new("RGB", (1760, 900), GROUND)
    leaflet = screen(out, "night-bus")
    # Flap, back and front as one sees them from outside, each panel turned a little.
    top, low, lean = 120, 770, 34
    x = 70
    for page, turn in ((leaflet[4], lean), (leaflet[5], -lean), (leaflet[0], lean)):
        width = 250
        stand(scene, page, x, width, top, low, turn)
        x += width
    lay(scene, screen(out, "school-crossing")[0], (870, 90), 330, 4)
    lay(scene, screen(out, "reader")[0], (1350, 70), 340, -3)
    lay(scene, screen(out, "river-ferry-ar")[0], (1140, 290), 240, 5)
    return scene


def stand(
    scene: Image.Image, page: Image.Image, x: int, width: int, top: int, low: int, turn: int
) -> None:
    """Put a standing panel into the scene, its right edge nearer (turn > 0) or farther."""
    near = max(turn, 0), max(-turn, 0)
    corners = [(x, top + near[0]), (x + width, top + near[1]),
               (x + width, low - near[1]), (x, low - near[0])]  # fmt: skip
    shade = Image.new("L", page.size, 0)
    draw = ImageDraw.Draw(shade)
    for column in range(page.width):
        part = column / page.width if turn > 0 else 1 - column / page.width
        draw.line([(column, 0), (column, page.height)], fill=int(46 * (1 - part)))
    shaded = Image.composite(Image.new("RGB", page.size, (20, 20, 40)), page, shade)
    paste(scene, shaded, corners)


def lay(
    scene: Image.Image, page: Image.Image, at: tuple[int, int], width: int, angle: float
) -> None:
    """Lay a page into the scene, turned by some degrees, with its shadow."""
    height = round(page.height * width / page.width)
    small = page.resize((width, height), Image.Resampling.LANCZOS).convert("RGBA")
    turned = small.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    shadow = Image.new("RGBA", turned.size, (40, 35, 30, 0))
    shadow.putalpha(turned.getchannel("A").point(lambda a: a * 110 // 255))
    field = Image.new("RGBA", scene.size, (0, 0, 0, 0))
    field.paste(shadow, (at[0] + 9, at[1] + 12))
    blurred = field.filter(ImageFilter.GaussianBlur(9))
    scene.paste(blurred, (0, 0), blurred)
    scene.paste(turned, at, turned)


def paste(scene: Image.Image, page: Image.Image, corners: list[Corner]) -> None:
    """Put a page into the scene so that its corners come to lie at the given ones."""
    source = [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)]
    rows = []
    for (x, y), (u, v) in zip(corners, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    wanted = numpy.array([value for point in source for value in point], dtype=float)
    factors = numpy.linalg.solve(numpy.array(rows, dtype=float), wanted)
    placed = page.convert("RGBA").transform(
        scene.size, Image.Transform.PERSPECTIVE, tuple(factors), Image.Resampling.BICUBIC
    )
    scene.paste(placed, (0, 0), placed)


def forms(out: Path) -> Image.Image:
    """Return the three forms of one edition side by side: screen, print, sheets."""
    name = "river-ferry-en"
    rows = [
        Image.fromarray(numpy.hstack([numpy.asarray(p) for p in equal(screen(out, name))])),
        pages(out / name / f"{name}.print.pdf", 70)[0],
        pages(out / name / f"{name}.sheets.pdf", 70)[0],
    ]
    width = 1000
    rows = [row.resize((width, round(row.height * width / row.width)), 1) for row in rows]
    gap = 24
    scene = Image.new("RGB", (width + 2 * gap, sum(r.height + gap for r in rows) + gap), GROUND)
    y = gap
    for row in rows:
        scene.paste(row, (gap, y))
        y += row.height + gap
    return scene


def designs(out: Path) -> Image.Image:
    """Return one handbill in every design, both sides, one design beside the other."""
    name, gap, height = "night-bus-handbill", 26, 440
    shown = []
    for theme in ("blue", "bookish", "geometric", "plain"):
        command = [sys.executable, "-m", "pamphlet", "build", name, "--as", "screen"]
        subprocess.run(
            [*command, "--theme", theme, "--out", str(out / theme)], check=True, cwd=ROOT
        )
        sides = screen(out / theme, name)
        shown.append(
            [side.resize((round(side.width * height / side.height), height), 1) for side in sides]
        )
    width = shown[0][0].width
    scene = Image.new("RGB", (4 * (width + gap) + gap, 2 * (height + gap) + gap), GROUND)
    for column, sides in enumerate(shown):
        for row, side in enumerate(sides):
            scene.paste(side, (gap + column * (width + gap), gap + row * (height + gap)))
    return scene


def equal(found: list[Image.Image]) -> list[Image.Image]:
    height = min(page.height for page in found)
    return [page.crop((0, 0, page.width, height)) for page in found]


if __name__ == "__main__":
    main()
