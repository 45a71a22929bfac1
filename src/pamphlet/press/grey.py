"""The grey version of a master: every colour and picture in shades of black.

The colour operators of content streams, the functions of shadings and the
samples of pictures are mapped to their luminance; nothing is laid out anew,
and text stays text. Bytes come in, bytes go out.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from pamphlet.press.screen import saved

# Luminance weights of Rec. 709, on gamma-encoded values, as photocopiers nearly see them.
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def grey_form(master: bytes) -> bytes:
    """Return a master with DeviceGray in place of DeviceRGB, everywhere."""
    with pikepdf.open(BytesIO(master)) as pdf:
        _Greyer(pdf).run()
        return saved(pdf)


def luminance(red: float, green: float, blue: float) -> float:
    """Return how light a colour is, 0 black, 1 white."""
    weighted = (w * v for w, v in zip(_WEIGHTS, (red, green, blue), strict=True))
    return round(min(1.0, max(0.0, sum(weighted))), 4)


class _Greyer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.seen: set[tuple[int, int]] = set()

    def run(self) -> None:
        for page in self.pdf.pages:
            page.contents_coalesce()
            page.obj["/Contents"] = self.pdf.make_stream(self.content(page))
            self.resources(page.obj.get("/Resources"))
            self.group(page.obj)

    def content(self, stream: Any) -> bytes:
        """Return a content stream with its colour operators turned to grey."""
        steps = []
        for step in pikepdf.parse_content_stream(stream):
            name = str(step.operator)
            if name in ("rg", "RG"):
                level = luminance(*(float(value) for value in step.operands))
                step = ([level], Operator("g" if name == "rg" else "G"))
            elif name in ("cs", "CS") and step.operands[0] == "/DeviceRGB":
                step = ([Name.DeviceGray], step.operator)
            elif name in ("sc", "SC", "scn", "SCN") and len(step.operands) == 3:
                level = luminance(*(float(value) for value in step.operands))
                step = ([level], step.operator)
            steps.append(step)
        return pikepdf.unparse_content_stream(steps)

    def resources(self, resources: Any) -> None:
        if resources is None:
            return
        for name, handle in (
            ("/XObject", self.x_object),
            ("/Pattern", self.pattern),
            ("/Shading", self.shading),
            ("/ExtGState", self.state),
        ):
            for item in (resources.get(name) or Dictionary()).values():
                if self.is_new(item):
                    handle(item)

    def is_new(self, item: Any) -> bool:
        """Tell things already done, which pages share."""
        if not item.is_indirect:
            return True
        if item.objgen in self.seen:
            return False
        self.seen.add(item.objgen)
        return True

    def x_object(self, item: Any) -> None:
        if item.get("/Subtype") == "/Form":
            self.form(item)
        elif item.get("/Subtype") == "/Image":
            self.image(item)

    def form(self, item: Stream) -> None:
        item.write(self.content(item))
        self.resources(item.get("/Resources"))
        self.group(item)

    def group(self, item: Any) -> None:
        group = item.get("/Group")
        if group is not None and "/CS" in group:
            group["/CS"] = Name.DeviceGray

    def pattern(self, item: Any) -> None:
        if isinstance(item, Stream):
            self.form(item)
        elif "/Shading" in item:
            self.shading(item["/Shading"])

    def state(self, item: Any) -> None:
        mask = item.get("/SMask")
        if isinstance(mask, Dictionary) and "/G" in mask and self.is_new(mask["/G"]):
            self.form(mask["/G"])

    def shading(self, item: Any) -> None:
        if item.get("/ColorSpace") != "/DeviceRGB":
            return
        item["/ColorSpace"] = Name.DeviceGray
        if "/Function" in item:
            self.function(item["/Function"])

    def function(self, item: Any) -> None:
        """Turn exponential functions (type 2) and their stitching (type 3) to one channel."""
        if isinstance(item, Array):
            for part in item:
                self.function(part)
        elif not self.is_new(item):
            return
        elif "/Functions" in item:
            for part in item["/Functions"]:
                self.function(part)
        else:
            for key in ("/C0", "/C1"):
                if key in item and len(item[key]) == 3:
                    item[key] = Array([luminance(*(float(v) for v in item[key]))])
        if "/Range" in item and len(item["/Range"]) == 6:
            item["/Range"] = Array([0, 1])

    def image(self, item: Stream) -> None:
        if item.get("/ImageMask") or item.get("/ColorSpace") == "/DeviceGray":
            return
        picture = pikepdf.PdfImage(item).as_pil_image().convert("L")
        item.write(picture.tobytes())
        item["/ColorSpace"] = Name.DeviceGray
        item["/BitsPerComponent"] = 8
        for key in ("/Decode", "/Intent"):
            if key in item:
                del item[key]
