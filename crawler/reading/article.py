"""One document: title, shown date, source, numbers, the metadata table, attachments, and its real text."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from typing import NamedTuple

from crawler.reading.dates import FULL, first_date, make_date, read_label
from crawler.reading.tree import Node, Page, squeeze
from crawler.reading.zones import NOT_CONTENT, NOT_TEXT

ABOVE = "the line above date and source"
"""Where a title was read that neither the metas nor the title element name."""
_CONTENT_IDS = (
    "ucap-content",
    "zoom",
    "zoomcon",
    "vsb_content",
    "vsb_content_2",
    "vsb_content_4",
    "vsb_content_1000",
    "fontzoom",
    "articlecontent",
    "article_content",
    "content_body",
    "newscontent",
    "js_content",
    "artibody",
    "mycontent",
    "contenttext",
    "detailcontent",
    "txtcontent",
)
_CONTENT_MARKS = re.compile(
    r"trs_editor|trs_ueditor|trs_editor_view|trs_paper|custom_unionstyle|v_news_content|ucap-content|"
    r"pages_content|article-content|article_content|articlecontent|article_con\b|art_con\b|artcon|"
    r"arccont|bt_content|news_cont|newscont|news_content|newscontent|content_article|detail_content|"
    r"detail-content|detailcontent|xl_content|xlcont|zw-con|zwcon|wzcon|con_text|content-text|"
    r"contenttext|infocontent|info_content|view\b.*trs|zoom\b|easysite-news-text|gkcontent|conttext|"
    r"nfw-cms|main-txt|article_txt|articletext|con-text|nei_rong|neirong|rich_media_content|"
    r"xxgk_content|htmlcontent|edit_con|doc_content"
)
_TITLE_MARKS = re.compile(
    r"(?:^|[^a-z])(?:tit|title|bt|biaoti|headline|h1|arti?-?tit|article[-_]?tit(?:le)?|"
    r"news[-_]?tit(?:le)?|xl[-_]?tit|con[-_]?tit(?:le)?|detail[-_]?tit(?:le)?|ucaptitle|wz_?tit|"
    r"content-?tit(?:le)?|article_?title|pages?-?title|info-?title)(?:[^a-z]|$)|title"
)
_LABELLED_DATE = re.compile(
    r"(?:发布日期|发布时间|发表时间|发表日期|公布日期|公开日期|发稿时间|发文时间|发文日期|更新时间|"
    r"更新日期|录入时间|上传时间|撰写时间|添加时间|刊发时间|(?<![\u4e00-\u9fff])日\s*期|"
    r"(?<![\u4e00-\u9fff])时\s*间|发布于)\s*[:：]?\s*[\[【（(]?\s*"
)
_SOURCE = re.compile(
    r"(?:信息来源|文章来源|稿件来源|新闻来源|内容来源|文件来源|来\s{0,4}源|来源单位|信息提供|供稿单位|"
    r"稿源|出处)\s*[:：]\s*((?:来\s*源\s*[:：]\s*)?[^\s|｜\[\]【】]{0,40})"
)
_SOURCE_STOP = re.compile(
    r"(?:发布|发表|更新|录入)?(?:时间|日期)\s*[:：]?.*|作者.*|责任编辑.*|编辑.*|浏览.*|阅读.*|点击.*|"
    r"访问.*|字\s*体.*|字号.*|【.*|\[.*|打印.*|关闭.*|分享.*|审核.*|记者.*|(?:19|20)\d{2}[-年/.].*|"
    r"https?:.*|信息来源.*|人气.*|视力.*|大\s*中\s*小.*|责编.*|供稿.*|发布(?:人|机构|单位).*|撰稿.*|"
    r"摄影.*|播报.*|收藏.*|索引号.*|文号.*|字数.*"
)
_INFO_WORDS = re.compile(
    r"来\s*源|发布日期|发布时间|发表时间|时间\s*[:：]|日期\s*[:：]|浏览|阅读次数|点击|字\s*体|字号|"
    r"作者|责任编辑|发布单位|发布机构|访问量|打印"
)
_NUMBER = re.compile(
    r"[\u4e00-\u9fa5A-Za-z]{1,14}(?:发|办|函|令|规|字|告|公告|通|审|批|复|政|教|财|人社|国土|环|卫|安|"
    r"建|交|水|农|林|民|司|公)?\s?[〔\[（(【﹝]\s?(?:19|20)\d{2}\s?[〕\])）】﹞]\s?\d{1,5}\s?号"
)
_INFORMATION = re.compile(r"(?:发布|发表|公布)(?:时间|日期)\s*[:：]|^\s*(?:时间|日期|来\s*源|信息来源)\s*[:：]")
_INFORMATION_PIECES = 12
_ABOVE = 4
_RIGHT_BELOW = 2
_DATE_LENGTH = 40
_HEADING_PIECES = 16
_SHORTEST_TITLE = 5
_LONGEST_TITLE = 160
_SHORT_WITH_CLOCK = re.compile(r"(?<![\d/.\-])(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})\s+\d{1,2}\s?[:：∶]\s?\d{2}")
_SCRIPT_DATE = re.compile(
    r"var\s+(?:pub_?dat[ae]|pubtime|pubDate|publishTime|docreltime|fbrq|fbsj|p_?time)"
    r"\s*=\s*[\"']([^\"']{6,40})[\"']\s*;?[\s\S]{0,400}?(?:document\.write|\.html\(|\.text\(|"
    r"innerHTML)",
    re.IGNORECASE,
)


class Document(NamedTuple):
    """What an article page says of itself; ``None`` where it says nothing."""

    title: str | None = None
    title_from: str = ""
    published: dt.date | None = None
    published_from: str = ""
    source: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    content: Node | None = None
    marked: bool = False
    """Whether the content was found by a mark that builders put around documents."""
    titled: bool = False
    """Whether the title stands in the page's own part, not only in its head."""
    information_line: bool = False
    """Whether a line with date and source stands beside the title."""


def find_content(page: Page) -> tuple[Node | None, bool]:
    """The element that holds the document's text, and whether a builder's mark named it."""
    best: Node | None = None
    best_length = 0
    for node in page.nodes:
        if (
            not node.marks
            or node.tag in {"a", "img", "input", "li", "span", "body", "script"}
            or node.zone in {"footer", "friend"}
        ):
            continue
        identity = (node.attrs.get("id") or "").lower()
        if identity not in _CONTENT_IDS and _CONTENT_MARKS.search(node.marks) is None:
            continue
        length = node.piece_stop - node.piece_start
        if best is not None and node.within(best) and length * 2 < best_length:
            continue
        size = sum(len(piece) for piece in page.pieces[node.piece_start : node.piece_stop])
        images = any(inner.tag in {"img", "iframe", "embed", "video", "object"} for inner in node.nodes)
        if size < 8 and not images and not node.anchors:
            continue
        if best is None or size > best_length * 1.2:
            best, best_length = node, size
    return best, best is not None


def read_document(page: Page, metas: dict[str, str], *, title_text: str, fields: dict[str, str]) -> Document:
    """Read the page as one document; whether it is one is decided in ``kind``."""
    content, marked = find_content(page)
    title, title_from, title_node = read_title(page, metas, title_text, content)
    published, published_from, line = _published(page, title_node, content, fields)
    source = _source(page, title_node, content)
    number = fields.get("文号") or None
    if number is not None and not re.search(r"\d", number):
        number = None
    if number is None and title_node is not None:
        number = _number_near(page, title_node, content)
    return Document(
        title=title,
        title_from=title_from,
        published=published,
        published_from=published_from,
        source=source,
        document_number=number,
        index_number=fields.get("索引号") or None,
        content=content,
        marked=marked,
        titled=title_node is not None and title_node.zone not in NOT_CONTENT,
        information_line=line,
    )


def _number_near(page: Page, title: Node, content: Node | None) -> str | None:
    """A document number beside the title, or alone on one of the first lines of the text."""
    stop = min(title.piece_stop + 60, len(page.pieces))
    if content is not None and content.piece_start >= title.piece_stop:
        stop = min(stop, content.piece_start)
    found = _NUMBER.search(squeeze("".join(page.pieces[title.piece_stop : stop])))
    if found is not None:
        return found.group(0)
    if content is not None:
        text = "".join(page.pieces[content.piece_start : min(content.piece_start + 80, content.piece_stop)])
        for line in [squeeze(line) for line in text.split("\n") if not line.isspace() and line][:6]:
            found = _NUMBER.fullmatch(line)
            if found is not None:
                return found.group(0)
    return None


def read_title(
    page: Page, metas: dict[str, str], title_text: str, content: Node | None
) -> tuple[str | None, str, Node | None]:
    """The title that a reader sees: a heading that the metas or the title element confirm."""
    meta = _plain(metas.get("articletitle", ""))
    wanted = list(dict.fromkeys(text for text in (meta, title_text, _first_part(title_text)) if text))
    folded = [_fold(text) for text in wanted]
    best: tuple[float, str, Node] | None = None
    limit = content.index if content is not None else len(page.nodes)
    for node in page.nodes:
        tag = node.tag
        heading = tag in {"h1", "h2", "h3", "h4", "h5", "ucaptitle"}
        if not heading and not (
            node.marks and tag in {"div", "p", "td", "span", "b", "strong", "font"} and _TITLE_MARKS.search(node.marks)
        ):
            continue
        if node.zone in NOT_CONTENT or (node.hidden and tag != "ucaptitle"):
            continue
        if node.piece_stop - node.piece_start > 40:
            continue
        text = _plain(node.text)
        if not 2 < len(text) < 240:
            continue
        fold = _fold(text)
        score = 0.0
        for at, target in enumerate(folded):
            if fold == target:
                score += 10 - at
            elif len(fold) >= 6 and target.startswith(fold):
                score += 6 - at + min(len(fold) / max(len(target), 1), 1) * 2
            elif len(target) >= 6 and fold.startswith(target):
                score += 6 - at
            elif len(fold) >= 6 and (fold in target or (len(target) >= 6 and target in fold)):
                score += 4 - at
        score += {"h1": 1.5, "h2": 1.0, "ucaptitle": 3.0}.get(tag, 0.5)
        if node.index > limit:
            score -= 2
        if node.anchors:
            score -= 1.5
        if best is None or score > best[0] + 0.01:
            best = (score, text, node)
    if best is not None and best[0] >= 4:
        witness = "meta ArticleTitle" if meta and _fold(best[1])[:6] in _fold(meta) else "title element"
        return best[1], f"<{best[2].tag}> confirmed by {witness}", best[2]
    if meta:
        return meta, "meta ArticleTitle", _node_with(page, meta)
    if best is not None and content is not None and best[2].index < content.index and best[0] >= 0.5:
        return best[1], f"<{best[2].tag}> above the text", best[2]
    part = _first_part(title_text)
    shown = _node_with(page, part) if part else None
    if shown is None or shown.zone in NOT_CONTENT:
        above = _above_information(page)
        if above is not None:
            return _plain(above.text), ABOVE, above
    if part:
        return _whole_line(part, title_text, shown), "title element", shown
    return None, "", None


def _whole_line(part: str, title_text: str, shown: Node | None) -> str:
    """The line of the page that goes on where the title element was cut: a dash may stand inside a title."""
    line = _plain(shown.text) if shown is not None else ""
    longer = len(part) < len(line) <= _LONGEST_TITLE and line.startswith(part)
    return line if longer and _plain(title_text).startswith(line) else part


def _above_information(page: Page) -> Node | None:
    """The heading that stands right above the first line with a labelled date and a source."""
    for at, place in enumerate(page.shown):
        piece = page.pieces[place]
        owner = page.owners[place]
        if owner.skipped or _INFORMATION.search(piece) is None:
            continue
        nearby = "".join(page.pieces[place : place + _INFORMATION_PIECES])
        if FULL.search(nearby) is None or any(node.tag in {"li", "tr"} for node in owner.ancestors()[:2]):
            continue
        for before in reversed(page.shown[max(0, at - _ABOVE) : at]):
            node = page.owners[before]
            text = _plain(node.text) if node.piece_stop - node.piece_start < _HEADING_PIECES else ""
            if not node.skipped and _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE and text[-1] not in "：:":
                return node
        return None
    return None


def _first_part(title_text: str) -> str:
    parts = [
        part.strip() for part in re.split(r"\s[-–—]\s|[-_|–—]{1,3}(?=[^\d])|\s{2,}|\xa0+", title_text) if part.strip()
    ]
    return parts[0] if parts else ""


def _plain(text: str) -> str:
    return squeeze(re.sub(r"<[^<>]{1,60}>|&(?:nbsp|lt|gt|amp|quot);?", " ", text))


def _fold(text: str) -> str:
    return re.sub(r"[\s\u3000·,，.。:：;；\"“”'‘’()（）《》<>〈〉\[\]【】\-—_|]+", "", text)


def _node_with(page: Page, text: str) -> Node | None:
    target = _fold(text)[:14]
    if len(target) < 3:
        return None
    for place in page.shown:
        piece = page.pieces[place]
        if (
            len(piece) > 2
            and target[:2] in piece
            and page.owners[place].zone not in NOT_CONTENT
            and page.owners[place].tag != "title"
            and _fold(piece).startswith(target)
        ):
            return page.owners[place]
    return None


def _near(page: Page, title: Node | None, content: Node | None) -> list[tuple[int, int]]:
    """Pieces among which date and source stand, best first: below the title, above the text, after it."""
    ranges = []
    count = len(page.pieces)
    if title is not None:
        stop = title.piece_stop + 90
        if content is not None and content.piece_start > title.piece_stop:
            stop = min(content.piece_start, title.piece_stop + 200)
        ranges.append((title.piece_stop, min(stop, count)))
        ranges.append((max(0, title.piece_start - 120), title.piece_start))
    if content is not None:
        ranges.append((max(0, content.piece_start - 120), content.piece_start))
        ranges.append((content.piece_stop, min(content.piece_stop + 60, count)))
    return ranges


def _visible_text(page: Page, start: int, stop: int) -> str:
    parts = []
    for place in range(start, stop):
        owner = page.owners[place]
        if owner.hidden or owner.zone in {"footer", "nav", "friend", "header"} or owner.tag in NOT_TEXT:
            continue
        parts.append(page.pieces[place])
    return squeeze("".join(parts))


def _published(
    page: Page, title: Node | None, content: Node | None, fields: dict[str, str]
) -> tuple[dt.date | None, str, bool]:
    """The shown date; never a date of the title, of the text, or of today."""
    texts = [_visible_text(page, *span) for span in _near(page, title, content)]
    line = any(_INFO_WORDS.search(text[:400]) for text in texts)
    for text in texts:
        for match in _LABELLED_DATE.finditer(text):
            value = _date_at(text, match.end())
            if value is not None and not re.search(
                r"(?:今天|当前|现在|成文|生效|施行|废止|截止|开标|活动|会议|办理|回复|来信)\s*$", text[: match.start()]
            ):
                return value, f"{match.group(0).strip()}{text[match.end() : match.end() + 12]}", True
    for name in ("发布日期", "公开日期", "公布日期"):
        if name in fields:
            value = first_date(fields[name])
            if value is not None:
                return value, f"metadata table {name}", line
    for text in texts[:1] + texts[2:3]:
        short = text[:160]
        for match in FULL.finditer(short):
            before = short[: match.start()][-8:]
            if re.search(r"今天|现在|当前|[自从至到于截]$|〔|\(|第", before):
                continue
            value = _date_at(short, match.start())
            if value is not None and (_INFO_WORDS.search(short) or len(short) < 60):
                return value, f"line beside the title: {short[max(0, match.start() - 10) : match.end() + 10]}", True
    alone = _date_alone(page, title, content)
    if alone is not None:
        return alone[0], f"line below the title: {alone[1]}", True
    for text in texts[:1] + texts[2:3]:
        clock = _SHORT_WITH_CLOCK.search(text[:160])
        if clock is not None:
            value = make_date(2000 + int(clock.group(1)), int(clock.group(2)), int(clock.group(3)))
            if value is not None:
                return value, f"line beside the title: {clock.group(0)}", True
    for _, code in page.scripts:
        if code and len(code) < 4_000:
            written = _SCRIPT_DATE.search(code)
            if written is not None:
                value = first_date(written.group(1))
                if value is not None:
                    return value, f"script: {written.group(0)[:60]}", True
    for name in ("生成日期", "发文日期"):
        if name in fields:
            value = first_date(fields[name])
            if value is not None:
                return value, f"metadata table {name}", line
    return None, "", line


def _date_alone(page: Page, title: Node | None, content: Node | None) -> tuple[dt.date, str] | None:
    """A date that stands by itself right below the title, before the text begins."""
    if title is None:
        return None
    at = bisect_left(page.shown, title.piece_stop)
    begins = (
        content.piece_start if content is not None and content.piece_start >= title.piece_stop else len(page.pieces)
    )
    for place in page.shown[at : at + (_ABOVE if content is not None else _RIGHT_BELOW)]:
        if place >= begins:
            break
        reading = read_label(page.pieces[place].strip()) if len(page.pieces[place]) < _DATE_LENGTH else None
        if (
            reading is not None
            and not reading.rest
            and isinstance(reading.value, dt.date)
            and not page.owners[place].skipped
        ):
            return reading.value, reading.printed
    return None


def _date_at(text: str, at: int) -> dt.date | None:
    part = text[at : at + 24]
    match = FULL.match(part) or re.match(r"((?:19|20)?\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})", part)
    if match is None:
        return None
    if match.re is FULL:
        return make_date(
            int(match.group(1)), int(match.group(2) or match.group(5)), int(match.group(3) or match.group(6))
        )
    year = int(match.group(1))
    return make_date(year if year > 99 else 2000 + year, int(match.group(2)), int(match.group(3)))


def _source(page: Page, title: Node | None, content: Node | None) -> str | None:
    for span in _near(page, title, content):
        text = _visible_text(page, *span)
        for match in _SOURCE.finditer(text):
            value = re.sub(r"^来\s*源\s*[:：]\s*", "", match.group(1)).strip()
            value = _SOURCE_STOP.sub("", value).strip(" ,，;；|-－—·:：()（）")
            if value:
                return value[:60]
    return None
