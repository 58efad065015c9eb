"""Files that hang on the pages of the province: PDF and Word documents with Chinese text, and scans without any."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINES = 38
_WIDTH = 36
"""Characters of a line."""
_LONG_AGO = (2020, 1, 1, 0, 0, 0)
"""Every file of one content has the same bytes."""
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF file with these lines, in the collection of Chinese characters that every reader knows."""
    cut = [line[at : at + _WIDTH] for line in lines for at in range(0, max(1, len(line)), _WIDTH)]
    parts = [cut[at : at + _LINES] for at in range(0, max(1, len(cut)), _LINES)]
    streams = []
    for part in parts:
        shown = "\n".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -19 Td" for line in part)
        streams.append(f"BT /F1 14 Tf 50 790 Td\n{shown}\nET".encode())
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
        b"/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 752 /Descent -271/CapHeight 737/StemV 58>>>>]>>"
    )
    return _pdf_of(streams, resources=b"/Font<</F1 3 0 R>>", shared=font)


def scan() -> bytes:
    """A PDF file of one page that is a picture: it has no text at all."""
    width = 8
    grey = bytes(16 * (row + column) % 256 for row in range(width) for column in range(width))
    picture = (
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {width}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {len(grey)}>>"
    ).encode() + (b"stream\n" + grey + b"\nendstream")
    return _pdf_of([b"q 595 0 0 842 0 0 cm /I1 Do Q"], resources=b"/XObject<</I1 3 0 R>>", shared=picture)


def word(lines: Sequence[str], tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    """A Word document with these paragraphs, its tables behind them."""
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    for table in tables:
        rows = "".join(
            "<w:tr>"
            + "".join(f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in row)
            + "</w:tr>"
            for row in table
        )
        body += f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl><w:p/>"
    document = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_WORDS}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            package.writestr(zipfile.ZipInfo(name, _LONG_AGO), text)
    return buffer.getvalue()


def _pdf_of(streams: Sequence[bytes], *, resources: bytes, shared: bytes) -> bytes:
    """Put pages together; object 3 is what they share."""
    kids = b" ".join(f"{4 + 2 * number} 0 R".encode() for number in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[" + kids + f"]/Count {len(streams)}>>".encode(),
        shared,
    ]
    for number, stream in enumerate(streams):
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R/Resources<<"
        objects.append(page.encode() + resources + b">>>>")
        objects.append(f"<</Length {len(stream)}>>\nstream\n".encode() + stream + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
