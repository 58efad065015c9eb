"""Words that stand in place of content: 暂无信息, 栏目建设中 and their kin."""

from __future__ import annotations

import re

_EMPTY = (
    r"(?:(?:很|非常)?(?:对不起|抱歉)[，,！!\s]*|您好[，,]?)?(?:此|该|本|当前)?(?:栏目|页面|分类|频道|"
    r"列表|目录)?(?:下|内|中)?(?:暂时?|目前|尚|还)(?:没有|无|未)(?:任何|相关|可用|符合条件的?)?(?:的)?"
    r"(?:信息|内容|数据|记录|文章|资料|新闻|公告|更新|发布|添加|公开|上传)[^。\n]{0,12}"
)
_BUILDING = (
    r"[^。\n，,]{0,14}(?:正在|尚在|还在|仍在)?(?:建设|维护|完善|升级|整理|改版|筹建|更新|制作|调试)"
    r"(?:之)?中[^。\n]{0,14}"
    r"|[^。\n，,]{0,10}(?:正在|即将)(?:建设|完善|升级|维护|开通|上线|更新|整理|制作)[^。\n]{0,10}"
)
_OTHERS = (
    r"敬请(?:期待|关注|等待)[^。\n]{0,6}|没有(?:找到|查询到|检索到)?(?:任何|相关)?(?:的)?(?:信息|内容|"
    r"数据|记录|文章)|无(?:相关)?(?:数据|内容|信息|记录)|No\s+(?:data|content|records?)(?:\s+found)?|"
    r"under\s+construction|内容(?:待|正在)(?:更新|完善|补充)|数据加载失败|未(?:查询|检索|找)"
    r"到[^。\n]{0,10}|空白栏目|本页为空"
)
_PLACEHOLDER = re.compile(rf"^[\W_]{{0,6}}(?:{_EMPTY}|{_OTHERS}|{_BUILDING})[\W_]{{0,6}}$", re.IGNORECASE)
_LONGEST = 60
_CONTENT = 400
_FALSE = re.compile(
    r"无障碍|无线|暂住|正在加载|加载中|正在播放|请输入|项目建设|体系建设|城市建设|改革|会议|通知|报告|方案|关于"
)


def read_notice(text: str, *, content_length: int) -> tuple[str, str] | None:
    """The placeholder that a reader sees in the page's content, and where.

    Args:
        text: The main text, a line for each block.
        content_length: Its characters; where there are many, a placeholder is about a part only.
    """
    if content_length > _CONTENT:
        return None
    for line in text.split("\n"):
        stripped = line.strip()
        if 2 <= len(stripped) <= _LONGEST and _PLACEHOLDER.match(stripped) and not _FALSE.search(stripped):
            return stripped, "main text"
    return None
