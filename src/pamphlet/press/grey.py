"""The grey version of a master: every colour and picture in shades of black.

The colour operators of content streams, the functions of shadings and the
samples of pictures are mapped to their luminance; nothing is laid out anew,
and text stays text. Bytes come in, bytes go out.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from pamphlet.press.greys import WEIGHTS, greyed, luminance
from pamphlet.press.screen import saved

if TYPE_CHECKING:
    from PIL.Image import Image

# A photograph without its JPEG would be three times as large as it was in colour.
JPEG_QUALITY = 90


def grey_form(master: bytes) -> bytes:
    """Return a master with DeviceGray in place of every other colour."""
    with pikepdf.open(BytesIO(master)) as pdf:
        _Greyer(pdf).run()
        return saved(pdf)


class _Greyer:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.seen: set[tuple[int, int]] = set()

    def run(self) -> None:
        for page in self.pdf.pages:
            page.contents_coalesce()
            resources = page.obj.get("/Resources")
            page.obj["/Contents"] = self.pdf.make_stream(greyed(page, resources))
            self.resources(resources)
            self.group(page.obj)

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
        resources = item.get("/Resources")
        item.write(greyed(item, resources))
        self.resources(resources)
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
        if not self.is_new(item):
            return
        if "/Functions" in item:
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
        is_jpeg = item.get("/Filter") == "/DCTDecode"
        picture = _grey_picture(pikepdf.PdfImage(item).as_pil_image())
        if is_jpeg:
            picture.save(packed := BytesIO(), "JPEG", quality=JPEG_QUALITY)
            item.write(packed.getvalue(), filter=Name.DCTDecode)
        else:
            item.write(picture.tobytes())
        item["/ColorSpace"] = Name.DeviceGray
        item["/BitsPerComponent"] = 8
        for key in ("/Decode", "/Intent"):
            if key in item:
                del item[key]


def _grey_picture(picture: Image) -> Image:
    if picture.mode in ("1", "L", "LA"):
        return picture.convert("L")
    # A picture and a ground of one colour stay alike: Pillow's own weights are others.
    return picture.convert("RGB").convert("L", (*WEIGHTS, 0))
