"""Pages that are no content: walls in front of a site, and error pages, also those sent with status 200."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.reading.tree import Page

_CHALLENGE = re.compile(
    r"\$_ts\b|_\$[a-z0-9]{2}\s*\(|__jsl_clearance|acw_sc__v2|wzws|WZWS|C3VK|CT6TS?\b|/_guard/|cf-chl|"
    r"challenge-platform|jschl|sec_refresh|yunsuo_session|safeline|__tst_status|EO_Bot_Ssid|"
    r"eval\(function\(p,a,c,k,e|document\.cookie\s*=[^;]{0,200}[;\s\S]{0,400}location(?:\.reload|"
    r"\.href|\s*=|\.replace)|location\.reload\(\)[\s\S]{0,200}document\.cookie|"
    r"_0x[0-9a-f]{4,6}\s*[=(\[]"
)
_WALL = re.compile(
    r"(?:请求|访问|操作|行为)[^。\n]{0,20}(?:被|已被)(?:拦截|阻断|拒绝|禁止|屏蔽|限制)|(?:拦截|阻断)"
    r"(?:页面|提示|了您)|网站防火墙|Web\s*应用防火墙|\bWAF\b|安全狗|云锁|云防护|创宇盾|加速乐|"
    r"知道创宇|D盾|玄武盾|护卫神|安全威胁[^。\n]{0,20}(?:拦截|阻)|可能对网站造成(?:安全)?威胁"
    r"|(?:访问|请求)(?:过于|太|次数)?频繁|IP[^。\n]{0,12}(?:被|已)(?:封|禁|锁|限制)|非法(?:访问|请求|"
    r"IP)|访问禁止|禁止访问|Access\s+Denied|Request\s+(?:blocked|rejected)|blocked\s+by|"
    r"You have been blocked|疑似攻击|攻击行为|Event\s*ID|安全(?:防护|拦截)|403\s+Forbidden|"
    r"没有权限访问|不允许访问",
    re.IGNORECASE,
)
_SLIDE = re.compile(
    r"滑动(?:验证|滑块|以?完成|解锁)|拖动(?:滑块|下方)|滑块验证|(?:完成|进行|通过)(?:安全|人机)?验证|"
    r"人机验证|安全验证|请(?:先)?输入验证码(?:后)?(?:继续|访问)?|点击(?:按钮)?(?:进行)?验证|"
    r"正在(?:进行)?(?:安全)?(?:检查|检测|验证)(?:您的)?浏览器|验证您?是(?:否)?(?:真人|人类)|"
    r"Checking your browser|请稍候|captcha",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"统一身份认证|统一认证|(?:用户|会员|账号|请先?|您(?:还|尚)未)\s*登[录陆]|登录(?:系统|平台|页面|"
    r"后)|单点登录|sign\s*in|log\s*in",
    re.IGNORECASE,
)
_ERROR_TITLE = re.compile(
    r"^\W*(?:40[34]|50[0234]|HTTP)\b|404|页面(?:不存在|未找到|找不到|走丢|丢失|不见)|(?:找不到|未找到|"
    r"无法找到)(?:该|此|您)?(?:页面|网页|文件|资源)|该页面不存在|资源不存在|出错了|错误(?:提示|页面|"
    r"信息)|Not\s+Found|Server\s+Error|Bad\s+Gateway|Service\s+Unavailable|Internal\s+(?:Server\s+)"
    r"?Error|系统(?:错误|异常|提示|维护)|无法访问|页面错误|Error\s+report|运行时错误|Runtime\s+Error",
    re.IGNORECASE,
)
_ERROR_TEXT = re.compile(
    r"(?:您|你)?(?:要|所)?(?:访问|查看|请求|浏览|查找|打开)的?(?:页面|网页|内容|文件|资源|信息|链接|"
    r"地址|文章|栏目)[^。\n]{0,16}(?:不存在|已(?:被)?(?:删除|移除|失效|下线|过期)|找不到|未找到|"
    r"无法找到|走丢|丢失|暂时无法)|(?:该|此|本|抱歉[，,]?)\s*(?:页面|网页|信息|文章|内容|栏目|链接)"
    r"(?:已经?)?(?:不存在|(?:被)?删除|找不到|失效|下线|过期|已不存在|无法访问)|页面不存在|"
    r"页面(?:找不到|未找到|走丢|丢失)|(?:找不到|无法找到|没有找到|未找到)(?:您|你)?(?:要|所)?(?:访问|"
    r"请求)?的?(?:该|此)?(?:页面|网页|文件|资源|对象)|404\s*(?:Not\s*Found|错误|页面|File)|"
    r"HTTP\s+(?:Status|Error|错误)\s*[45]\d\d|HTTP\s*40[34]|The\s+(?:requested\s+)?(?:page|resource|"
    r"URL)[^.]{0,60}(?:not\s+(?:be\s+)?found|cannot be found|does not exist)|(?:内部)?服务器(?:内部)"
    r"?错误|Internal Server Error|502 Bad Gateway|503 Service|Whitelabel Error Page|数据库(?:连接|"
    r"链接)(?:失败|错误|出错)|java\.lang\.\w*(?:Exception|Error)|Server Error in|"
    r"未将对象引用设置到对象的实例|参数错误|非法参数|系统(?:繁忙|出错|异常|错误)[，,。！!\s]|"
    r"发布服务异常|记录不存在|站点(?:不存在|已关闭|暂停)|网站(?:已关闭|暂停服务|暂时关闭)",
    re.IGNORECASE,
)
SMALL = 400
"""Characters; a wall or an error page says no more."""
_TINY = 80
_FEW_LINKS = 15


def read_block(page: Page, *, status: int, title: str) -> tuple[str, str] | None:
    """What kind of wall the page is, and by what it was recognised; ``None`` for anything with content.

    Args:
        page: The page.
        status: The HTTP status.
        title: The title element.
    """
    body = page.body
    links = body.anchor_stop - body.anchor_start
    if links > 3 * _FEW_LINKS:
        return None
    text = page.text
    length = len(text)
    if length > 3 * SMALL:
        return None
    wall_status = status in {202, 403, 405, 412, 418, 429, 468, 493, 521, 567}
    if length <= _TINY and links <= 2:
        for _, code in page.scripts:
            if code and _CHALLENGE.search(code):
                return "script-challenge", f"script: {code.strip()[:80]}"
        if status in {412, 521, 202, 468, 567} and page.scripts:
            return "script-challenge", f"status {status} with scripts and no text"
    if length > SMALL and not wall_status:
        return _login(page, title, text, links)
    if links <= _FEW_LINKS:
        for kind, pattern in (("slide-code", _SLIDE), ("waf", _WALL)):
            for words in (title, text):
                match = pattern.search(words)
                if match is None or (kind == "slide-code" and not _challenges(page, words, match.group(0))):
                    continue
                return kind, f"words: {match.group(0)[:60]}"
    if status in {412, 418, 468, 521, 567}:
        return "waf", f"status {status}"
    return _login(page, title, text, links)


def _challenges(page: Page, words: str, hit: str) -> bool:
    """A captcha in a form for citizens is no wall: a wall has nothing else."""
    if "请稍候" in hit:
        return len(words) <= _TINY
    fields = sum(
        1
        for node in page.nodes
        if node.tag in {"textarea", "select"} or (node.tag == "input" and node.get("type").lower() in {"", "text"})
    )
    return fields <= 2


def _login(page: Page, title: str, text: str, links: int) -> tuple[str, str] | None:
    password = next(
        (
            node
            for node in page.nodes
            if node.tag == "input" and node.get("type").lower() == "password" and not node.hidden
        ),
        None,
    )
    if password is None or len(text) > SMALL or links > _FEW_LINKS:
        return None
    match = _LOGIN.search(f"{title} {text}") or re.search(r"登\s*[录陆]", f"{title} {text}")
    return ("login", f"password field, words: {match.group(0)}") if match else None


def is_error_title(title: str) -> bool:
    """Whether the title element speaks of an error."""
    return _ERROR_TITLE.search(title) is not None


def read_error(*, status: int, title: str, text: str, links: int) -> str | None:
    """Why the page is an error page: its status, or words where status 200 hides it.

    Args:
        status: The HTTP status.
        title: The title element.
        text: The page's main text without navigation and foot.
        links: How many links the page has.
    """
    if status >= 400:
        return f"status {status}"
    if len(text) <= 2 * SMALL:
        match = _ERROR_TITLE.search(title)
        if (
            match is not None
            and (len(title) < 30 or links <= _FEW_LINKS)
            and not re.search(r"通知|公告|报告|关于|办法|方案|系统维护的", title)
        ):
            return f"title: {title[:60]}"
    if len(text) <= SMALL:
        match = _ERROR_TEXT.search(text)
        if match is not None:
            return f"words: {match.group(0)[:60]}"
    return None
