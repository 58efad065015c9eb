"""Bytes to text, whatever the page declares; and addresses in their final form."""

from __future__ import annotations

import pytest

from crawler.reading import normalise_url, read_page
from crawler.reading.decoding import Decoded, decode
from rules.facts import Unreadable

TEXT = "清溪县人民政府关于政府信息公开工作的通知，请各单位认真办理。" * 20
_UNSET = frozenset({0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Bytes that Windows-1252 leaves out."""
PAGE = '<html><head><meta charset="{}"><title>政府信息公开</title></head><body>' + TEXT + "</body></html>"


@pytest.mark.parametrize(
    ("declared", "codec", "wanted"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("gb2312", "utf-16", "utf-16-le"),
        ("gb2312", "utf-16-be", "utf-16-be"),
        ("unicode", "utf-8", "utf-8"),
        ("big5", "big5", "big5"),
        ("utf-8", "utf-8-sig", "utf-8"),
        ("no-such-charset", "gb18030", "gb18030"),
    ],
)
def test_the_bytes_weigh_more_than_what_they_declare(declared: str, codec: str, wanted: str) -> None:
    """Declared wrong, declared nothing known, marked, unmarked."""
    text = TEXT if codec != "big5" else "縣政府公告" * 50
    body = PAGE.format(declared).replace(TEXT, text).encode(codec, "ignore")
    decoded = decode(body)
    assert isinstance(decoded, Decoded)
    assert (decoded.charset, text in decoded.text) == (wanted, True)


@pytest.mark.parametrize("through", ["latin-1", "cp1252", "gb18030"])
def test_text_that_was_encoded_twice_is_taken_back_and_marked(through: str) -> None:
    """UTF-8 read as something else and encoded once more; what that loses stays lost."""
    once = PAGE.format("utf-8").encode()
    if through == "cp1252":
        read_wrongly = "".join(bytes([byte]).decode("cp1252" if byte not in _UNSET else "latin-1") for byte in once)
    else:
        read_wrongly = once.decode(through, "replace")
    decoded = decode(read_wrongly.encode())
    assert isinstance(decoded, Decoded)
    assert "清溪县人民政府" in decoded.text
    assert f"double-encoded through {'gb18030' if through == 'gb18030' else 'latin-1'}" in decoded.evidence


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"%PDF-1.4 ...", "text/html", "not-html"),
        (b"PK\x03\x04....", None, "not-html"),
        (b"\xff\xd8\xff\xe0", "image/jpeg", "not-html"),
        (b"", None, "not-html"),
        (b"  \r\n", "text/html", "not-html"),
        (b"just words", None, "not-html"),
        (b"x" * 20_000_001, None, "too-large"),
    ],
)
def test_what_is_no_page_is_named_with_the_reason(body: bytes, content_type: str | None, reason: str) -> None:
    """Files under the address of a page, nothing at all, too much."""
    facts = read_page(body, "http://a.gov.cn/x", content_type=content_type)
    assert isinstance(facts, Unreadable)
    assert facts.reason == reason


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://A.gov.cn:80/x/../y/./z;jsessionid=AB?a=1&sid=0123456789abcdef0#k", "http://a.gov.cn/y/z?a=1"),
        ("https://a.gov.cn:443", "https://a.gov.cn/"),
        ("../x.html", "http://www.q.gov.cn/a/x.html"),
        ("./", "http://www.q.gov.cn/a/b/"),
        ("/c", "http://www.q.gov.cn/c"),
        ("//b.cn/d", "http://b.cn/d"),
        ("?p=2", "http://www.q.gov.cn/a/b/c.html?p=2"),
        ("api/all/3?page=1&sid=200001", "http://www.q.gov.cn/a/b/api/all/3?page=1&sid=200001"),
        ("a b/中文.pdf", "http://www.q.gov.cn/a/b/a%20b/%E4%B8%AD%E6%96%87.pdf"),
        ("x.asp?PHPSESSID=12&id=3", "http://www.q.gov.cn/a/b/x.asp?id=3"),
        ("/../../../x", "http://www.q.gov.cn/x"),
        ("javascript:;", None),
        ("mailto:a@b.cn", None),
        ("#top", None),
        ("http://", None),
        ("http://a.cn:99999/", None),
        ("ftp://a.cn/x", None),
    ],
)
def test_addresses_have_one_spelling(url: str, wanted: str | None) -> None:
    """Absolute, without fragment, session, default port and dots; the site number of a builder stays."""
    assert normalise_url(url, "http://www.q.gov.cn/a/b/c.html?x#y") == wanted
