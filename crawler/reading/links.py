"""Every link of a page with its name and its address, read once for all readers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from crawler.reading.tree import Node, Page, squeeze
from crawler.reading.urls import normalise_url

_QUOTED = re.compile(r"""["']([^"'\s]+)["']""")
_OPENED = re.compile(r"\.s?html?|\.jsp|\.aspx?|\.do|\.php|\.pdf|\.docx?|\.xlsx?|/", re.IGNORECASE)
_CUT = re.compile(r"(?:…+|\.{2,}|。{2,}|⋯+)\s*$")
_BULLET = re.compile(r"^[\s·•●■◆▪►▶>＞»※★☆○◇□*－\-|｜\u2022\u25aa\ue000-\uf8ff]+(?=\S)")
_NO_NAME = re.compile(r"[\s\d\W_]*\Z")
MORE = re.compile(
    r"[\[【（(<《>+\s·•.…]*(?:更\s*多|更多内容|查看更多|更多信息|more|MORE|More|全部|查看全部|"
    r"查看详情|详细|详情|阅读全文|\[详细\])[\s\]】）)>》+».…→]*\Z"
)
FUNCTION_WORDS = frozenset(
    [
        "设为首页",
        "加入收藏",
        "收藏本站",
        "收藏本页",
        "打印",
        "打印本页",
        "关闭",
        "关闭窗口",
        "关闭本页",
        "返回顶部",
        "返回",
        "TOP",
        "顶部",
        "回到顶部",
        "登录",
        "注册",
        "退出",
        "大",
        "中",
        "小",
        "分享",
        "分享到",
        "上一页",
        "下一页",
        "首页>",
        "上一篇",
        "下一篇",
        "尾页",
        "末页",
        "上页",
        "下页",
        "下5页",
        "上5页",
        "最后一页",
        "第一页",
        "转到",
        "跳转",
        "GO",
        "Go",
        "go",
        "确定",
        "搜索",
        "检索",
        "查询",
        "高级搜索",
        "高级检索",
        "繁体",
        "简体",
        "繁体版",
        "简体版",
        "繁體",
        "切換到繁體",
        "En",
        "EN",
        "English",
        "ENGLISH",
        "英文版",
        "无障碍",
        "无障碍浏览",
        "无障碍阅读",
        "无障碍版",
        "无障碍通道",
        "网站无障碍",
        "长者模式",
        "长者助手",
        "长者专区",
        "长者版",
        "长者专版",
        "适老版",
        "适老化",
        "关怀版",
        "老年模式",
        "进入适老版",
        "进入无障碍",
        "退出长者模式",
        "手机版",
        "电脑版",
        "手机站",
        "移动版",
        "RSS",
        "微信",
        "微博",
        "微信公众号",
        "官方微博",
        "新浪微博",
        "QQ空间",
        "放弃",
        "继续访问",
        "取消",
        "提交",
        "重置",
        "隐藏",
        "展开",
        "收起",
        "点击展开",
        "个人中心",
        "用户登录",
        "用户注册",
        "我的",
        "客户端",
        "扫一扫",
        "刷新",
        "全文",
        "下载",
        "附件下载",
        "播放",
        "暂停",
        "上一张",
        "下一张",
    ]
)
"""Buttons: what every page has and no column is named."""


class Link(NamedTuple):
    """One link: ``name`` as a reader sees it, ``url`` absolute or ``None`` where it leads nowhere."""

    node: Node
    name: str
    url: str | None
    href: str
    named_by: str
    """``text``, ``title``, ``alt`` or ``aria-label``."""
    is_title: bool
    """Whether it can name something: neither a date, nor a number, nor 更多, nor a button."""


def read_links(page: Page, base: str) -> list[Link]:
    """Every link in document order; parallel to ``page.anchors``."""
    return [_read(node, base) for node in page.anchors]


def _read(node: Node, base: str) -> Link:
    name, named_by = link_name(node)
    href = node.get("href")
    url = address_of(node, base)
    is_title = _can_name(name)
    if node.tag not in {"a", "area"} and node.anchor_stop - node.anchor_start > 1:
        is_title = False
    return Link(node, name, url, href, named_by, is_title)


@lru_cache(maxsize=16_384)
def _can_name(name: str) -> bool:
    return len(name) > 1 and name not in FUNCTION_WORDS and not _NO_NAME.match(name) and not is_more(name)


@lru_cache(maxsize=16_384)
def is_more(name: str) -> bool:
    """Whether a link is called 更多 or says the like."""
    return MORE.match(name) is not None


def link_name(node: Node) -> tuple[str, str]:
    """What a link is called, and where that was read: its text, in full where it is cut, or what stands for it."""
    text = squeeze("".join(node.page.pieces[node.piece_start : node.piece_stop])) if node.tag != "area" else ""
    title = node.attrs.get("title")
    if text:
        if text[0] in "·•●■◆▪►▶>＞»※★☆○◇□*-－|｜" or "\ue000" <= text[0] <= "\uf8ff":
            text = _BULLET.sub("", text)
        if title and _CUT.search(text):
            full = squeeze(title)
            if len(full) >= len(_CUT.sub("", text)):
                return full, "title"
        return text, "text"
    if title and not title.isspace():
        return squeeze(title), "title"
    for name in ("alt", "aria-label"):
        value = squeeze(node.get(name))
        if value:
            return value, name
    for inner in node.nodes:
        if inner.tag in {"img", "input", "svg", "i", "span"}:
            for name in ("alt", "title", "aria-label"):
                value = squeeze(inner.get(name))
                if value:
                    return value, "alt" if name == "alt" else name
    return "", ""


def address_of(node: Node, base: str) -> str | None:
    """Where a link leads: its href, or the address that its ``onclick`` opens."""
    href = node.attrs.get("href")
    if href:
        url = None if href[0] == "#" else normalise_url(href, base)
        if url is not None:
            return url
    clicked = node.attrs.get("onclick")
    if clicked:
        for quoted in _QUOTED.findall(clicked):
            if _OPENED.search(quoted):
                return normalise_url(quoted, base)
    if href and href[:11].lower() == "javascript:" and "(" in href:
        for quoted in _QUOTED.findall(href):
            if _OPENED.search(quoted) and len(quoted) > 2:
                return normalise_url(quoted, base)
    return None


def is_cut(text: str) -> bool:
    """Whether a title ends in an ellipsis."""
    return _CUT.search(text) is not None


def without_cut(text: str) -> str:
    """A title without its ellipsis."""
    return _CUT.sub("", text)
