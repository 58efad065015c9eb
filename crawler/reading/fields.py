"""The metadata table of a document, and every other line of label and value, as printed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from crawler.reading.tree import squeeze
from crawler.reading.zones import NOT_CONTENT, NOT_TEXT

if TYPE_CHECKING:
    from crawler.reading.tree import Node, Page

_FIELD_NAMES = {
    "索引号": "索引号",
    "信息索引号": "索引号",
    "信息索取号": "索引号",
    "索取号": "索引号",
    "主题分类": "主题分类",
    "信息分类": "信息分类",
    "分类": "信息分类",
    "组配分类": "组配分类",
    "体裁分类": "体裁分类",
    "体裁": "体裁分类",
    "公文种类": "公文种类",
    "发布机构": "发布机构",
    "发文机关": "发文机关",
    "发文机构": "发文机关",
    "发文单位": "发文机关",
    "发布单位": "发布机构",
    "公开主体": "公开主体",
    "责任部门": "责任部门",
    "信息来源": "信息来源",
    "成文日期": "成文日期",
    "成文时间": "成文日期",
    "生成日期": "生成日期",
    "发文日期": "发文日期",
    "发文时间": "发文日期",
    "发布日期": "发布日期",
    "发布时间": "发布日期",
    "公开日期": "公开日期",
    "公布日期": "公布日期",
    "文号": "文号",
    "发文字号": "文号",
    "文件编号": "文号",
    "文件号": "文号",
    "公文文号": "文号",
    "名称": "名称",
    "标题": "名称",
    "信息名称": "名称",
    "文件名称": "名称",
    "主题词": "主题词",
    "关键词": "关键词",
    "有效性": "有效性",
    "效力状态": "效力状态",
    "是否有效": "有效性",
    "时效性": "有效性",
    "时效": "有效性",
    "文件状态": "效力状态",
    "生效时间": "生效时间",
    "生效日期": "生效时间",
    "施行日期": "施行日期",
    "实施日期": "施行日期",
    "废止时间": "废止时间",
    "废止日期": "废止时间",
    "失效时间": "废止时间",
    "失效日期": "废止时间",
    "内容概述": "内容概述",
    "内容概要": "内容概述",
    "公开方式": "公开方式",
    "公开形式": "公开方式",
    "公开时限": "公开时限",
    "公开范围": "公开范围",
    "有效期": "有效期",
    "统一编号": "统一编号",
    "统一登记号": "统一登记号",
    "服务对象": "服务对象",
    "所属领域": "所属领域",
    "公开类别": "公开类别",
    "公开类型": "公开类别",
    "信息类别": "信息类别",
    "文种": "公文种类",
    "所属机构": "所属机构",
    "公开责任部门": "责任部门",
}
_FIELD = re.compile(r"[\[【]?([\u4e00-\u9fa5][\u4e00-\u9fa5 \u3000\xa0]{0,14}?)[\]】]?\s*[:：]\s*(.{0,120})", re.DOTALL)
_NEXT_LABEL = re.compile(r"(?:^|[\s　|｜]+)[【\[(（]?\s?[\u4e00-\u9fa5]{2,6}\s{0,2}[:：]")
_LABEL = re.compile(r"[\u4e00-\u9fa5（）()、/“”]{2,16}")
_SHORT_LABEL = 10
_CELL_PIECES = 14
_VALUE_PIECES = 60
_LONGEST_VALUE = 200
_MANY_FIELDS = 80
_LABELS_IN_LINE = frozenset({"strong", "b"})


def read_fields(page: Page) -> dict[str, str]:
    """The metadata table: label and value as printed, the label in its usual spelling."""
    fields: dict[str, str] = {}
    pieces = page.pieces
    label: str | None = None
    for place in page.shown:
        piece = pieces[place]
        if len(piece) < 2 or len(piece) > 300:
            continue
        text = piece.strip()
        owner = page.owners[place]
        if label is not None:
            value = squeeze(text)
            other = _label_of(value)
            if other is None and len(value) <= 160 and owner.tag not in NOT_TEXT:
                value = _value(value)
                if value:
                    fields.setdefault(label, value)
                    label = None
                continue
            label = None
        name = _label_of(text)
        if (
            name is not None
            and owner.zone not in {"nav", "footer", "friend"}
            and owner.tag not in {"a", "option", "title"}
            and (text[-1] in ":：]】" or _in_cell(owner))
        ):
            label = name
            continue
        if ":" in text or "：" in text:
            match = _FIELD.match(text)
            if match is not None:
                known = _FIELD_NAMES.get(re.sub(r"\s+", "", match.group(1)))
                if known is not None and owner.zone not in {"nav", "footer", "friend"}:
                    value = _value(squeeze(match.group(2)))
                    if value:
                        fields.setdefault(known, value)
                    else:
                        label = known
    _table_fields(page, fields)
    _line_fields(page, fields)
    return fields


def _table_fields(page: Page, fields: dict[str, str]) -> None:
    """Every line of two or four cells that is label and value, whatever the label says."""
    for node in page.nodes:
        if node.tag not in {"tr", "dl"} or node.zone in NOT_CONTENT or node.hidden or len(fields) > _MANY_FIELDS:
            continue
        cells = [child for child in node.children if child.tag in {"td", "th", "dt", "dd"}]
        if len(cells) not in {2, 4, 6}:
            continue
        for name, value in zip(cells[::2], cells[1::2], strict=True):
            if name.anchors or name.piece_stop - name.piece_start > _CELL_PIECES:
                continue
            label = name.text
            folded = re.sub(r"[\s:：\[\]【】]+", "", label)
            if not _LABEL.fullmatch(folded) or (
                label[-1] not in ":：" and name.tag not in {"th", "dt"} and len(folded) > _SHORT_LABEL
            ):
                continue
            printed = value.text if value.piece_stop - value.piece_start < _VALUE_PIECES else ""
            if printed and len(printed) <= _LONGEST_VALUE:
                fields.setdefault(_FIELD_NAMES.get(folded, folded), printed)


def _line_fields(page: Page, fields: dict[str, str]) -> None:
    """Paragraphs side by side that begin with a label in bold: ``<p><strong>索引号</strong>：000014348</p>``.

    One alone may be the bold beginning of a sentence; two are a table without lines.
    """
    lines: dict[int, list[tuple[str, str]]] = {}
    for node in page.nodes:
        if node.tag not in _LABELS_IN_LINE or node.parent is None or node.zone in NOT_CONTENT or node.hidden:
            continue
        line = node.parent
        if line.tag not in {"p", "li", "div"} or line.piece_stop - line.piece_start > _CELL_PIECES:
            continue
        label = re.sub(r"[\s:：\[\]【】]+", "", node.text)
        rest = line.text.removeprefix(node.text).strip()
        marked = rest.startswith((":", "：")) or node.text.rstrip().endswith((":", "："))
        if not line.text.startswith(node.text) or not marked or not _LABEL.fullmatch(label):
            continue
        above = line.parent.index if line.parent is not None else 0
        lines.setdefault(above, []).append((label, rest.lstrip(":： ").strip()))
    for pairs in lines.values():
        for label, printed in pairs if len(pairs) > 1 else ():
            if printed and len(printed) <= _LONGEST_VALUE and len(label) <= _SHORT_LABEL:
                fields.setdefault(_FIELD_NAMES.get(label, label), printed)


def _value(text: str) -> str:
    """A value without what the next label on the same line says."""
    return _NEXT_LABEL.split(text.lstrip(":： "), maxsplit=1)[0].strip()


@lru_cache(maxsize=4096)
def _label_of(text: str) -> str | None:
    if len(text) > 16:
        return None
    return _FIELD_NAMES.get(re.sub(r"[\s\u3000\xa0:：\[\]【】]+", "", text))


def _in_cell(node: Node) -> bool:
    return any(
        inner.tag in {"td", "th", "dt", "li", "label"} or "label" in inner.marks
        for inner in [node, *node.ancestors()[:2]]
    )
