"""A generated corpus of government sites, and the fast static server that serves it from a process of its own.

Pages hold 20 to 80 KB of Chinese text and about 150 links each, as real ones do. Everything follows from the seed.
Beside it: where the saved real pages are, which are no part of this repository.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SITES = 40
COLUMNS = (
    "政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开", "规范性文件",
    "机构职能", "领导信息", "规划计划", "统计信息", "行政许可", "行政处罚", "财政预决算", "行政事业性收费",
    "政府采购", "重大建设项目", "民生信息", "应急管理", "监督检查", "人事信息", "通知公告", "政策解读",
    "工作动态", "征求意见",
)  # fmt: skip
ENTRIES = 15
_WORDS = (
    "根据", "《中华人民共和国政府信息公开条例》", "有关规定", "现将", "本县", "工作情况", "公布如下", "坚持",
    "依法行政", "加强", "监督管理", "各乡镇人民政府", "县直各部门", "认真贯彻", "落实", "实施方案", "办公室",
    "负责", "解释", "自发布之日起", "施行", "项目", "资金", "群众", "服务", "2026年", "第三季度", "完成",
    "投资", "万元", "同比", "增长", "百分之", "审批", "公示", "期限", "意见", "建议", "联系电话", "地址",
)  # fmt: skip


def pages_folder() -> Path:
    """The folder of the saved real pages, with ``labels.jsonl`` and ``files/``; it need not be there."""
    named = os.environ.get("GONGKAI_REALHTML")
    return Path(named) if named else Path(__file__).parents[2] / "shared" / "realhtml"


def host_of(site: int) -> str:
    """Return the loopback address of a site."""
    return f"127.0.3.{site + 1}"


def paths_of_site() -> tuple[str, ...]:
    """Every address of a site: home, platform, columns, articles."""
    columns = [f"/zwgk/l{number}/index.html" for number in range(len(COLUMNS))]
    articles = [
        f"/zwgk/l{number}/202611/t20261101_{item}.html" for number in range(len(COLUMNS)) for item in range(ENTRIES)
    ]
    return ("/", "/zwgk/index.html", *columns, *articles)


def pages(seed: int = 1) -> dict[str, bytes]:
    """Return the pages by path; all sites serve the same, since a crawler cannot know that."""
    chance = random.Random(seed)  # noqa: S311 - a corpus, not a secret
    return {path: _page(path, chance).encode() for path in paths_of_site()}


def _page(path: str, chance: random.Random) -> str:
    menu = "".join(f'<li><a href="/zwgk/l{n}/index.html">{name}</a></li>' for n, name in enumerate(COLUMNS))
    friends = "".join(f'<a href="http://www.friend{n}.invalid/">友情链接单位{n}</a>' for n in range(40))
    body = _text(chance, chance.randint(4_000, 20_000))
    head = "".join(f'<script src="/js/{n}.js"></script><link rel="stylesheet" href="/css/{n}.css">' for n in range(8))
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>清溪县人民政府</title>"
        f"<meta name='SiteName' content='清溪县人民政府'>{head}<style>{'.a{color:#333}' * 100}</style></head>"
        "<body><div class='nav'><ul><li><a href='/'>首页</a></li><li><a href='/zwgk/index.html'>政府信息公开</a></li>"
        f"{menu}</ul></div>"
        f"<div class='left'><h3>政府信息公开</h3><ul>{menu}</ul></div>"
        f"<div class='main'>{_main(path, body, chance)}</div>"
        f"<div class='friend'>{friends}</div><div class='footer'>主办：清溪县人民政府办公室 网站标识码：5227010001 "
        "黔ICP备05001922号</div></body></html>"
    )


def _main(path: str, body: str, chance: random.Random) -> str:
    folder, _, name = path.rpartition("/")
    folder = folder if folder.startswith("/zwgk/l") else "/zwgk/l0"
    if name.startswith("t2026"):
        info = "<div class='info'>发布日期：2026-11-01 来源：县政府办公室</div>"
        return f"<h1>关于{folder[-1]}的通知{name}</h1>{info}<div id='zoom'>{body}</div>"
    lines = "".join(
        f"<li><a href='{folder}/202611/t20261101_{item}.html' title='清溪县关于第{item}号事项的通知'>"
        f"清溪县关于第{item}号事项的通知</a><span>2026-{chance.randint(1, 11):02}-{item + 1:02}</span></li>"
        for item in range(ENTRIES)
    )
    more = "".join(
        f"<a href='{folder}/202611/t20261101_{item}.html'>{_text(chance, 18)}</a>" for item in range(ENTRIES)
    )
    extra = f"<div class='js'><script>var config={{{','.join(f'k{n}:{n}' for n in range(400))}}}</script></div>"
    return f"<ul class='list'>{lines}</ul><div class='more'>{more}</div><p>{body}</p>{extra}"


def _text(chance: random.Random, length: int) -> str:
    words: list[str] = []
    size = 0
    while size < length:
        word = chance.choice(_WORDS)
        words.append(word)
        size += len(word)
        if not len(words) % 30:
            words.append("。</p><p>")
    return "".join(words)


def responses() -> dict[bytes, tuple[bytes, bytes]]:
    """Return for each path the whole response, plain and compressed."""
    found = {}
    for path, body in pages().items():
        packed = gzip.compress(body, 6, mtime=0)
        found[path.encode()] = (_response(body, b""), _response(packed, b"Content-Encoding: gzip\r\n"))
    return found


def _response(body: bytes, extra: bytes) -> bytes:
    # Static servers of such sites rarely name the charset; it stands in the page.
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%bContent-Length: %d\r\n\r\n"
    return head % (extra, len(body)) + body


_MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\nnot found"


class _Connection(asyncio.Protocol):
    """One keep-alive connection: parse the request line, write the ready response."""

    def __init__(self, ready: dict[bytes, tuple[bytes, bytes]]) -> None:
        self._ready = ready
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        self._transport = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        """Answer every complete request."""
        self._waiting += data
        while b"\r\n\r\n" in self._waiting and self._transport is not None:
            head, _, self._waiting = self._waiting.partition(b"\r\n\r\n")
            plain, packed = self._ready.get(head.split(b" ", 2)[1], (_MISSING, _MISSING))
            self._transport.write(packed if b"gzip" in head.lower() else plain)


async def _serve(sites: int) -> None:
    ready = responses()
    loop = asyncio.get_running_loop()
    first = await loop.create_server(lambda: _Connection(ready), host_of(0), 0)
    port = first.sockets[0].getsockname()[1]
    for site in range(1, sites):
        await loop.create_server(lambda: _Connection(ready), host_of(site), port)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)  # ends when whoever started this process has closed the pipe


def addresses(port: int, *, sites: int, pages_per_site: int) -> Iterator[str]:
    """Yield addresses of the corpus, site by site in turn."""
    for path in paths_of_site()[:pages_per_site]:
        for site in range(sites):
            yield f"http://{host_of(site)}:{port}{path}"


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]) if len(sys.argv) > 1 else SITES))
