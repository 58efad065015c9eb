"""A finding's reason in words: its sentence, with values that are codes themselves put into words first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rules.element_sentences import ELEMENT_REASONS
from rules.link_sentences import LINK_REASONS
from rules.sentences import REASONS as COLUMN_REASONS
from rules.sentences import Language, Sentence
from rules.site_sentences import SITE_REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rules.model import Reason

__all__ = ["MISS_WORDS", "PERIOD_WORDS", "PRIVATE_WORDS", "REASONS", "Language", "limit_in_words", "sentence"]

REASONS: Mapping[str, Sentence] = {**COLUMN_REASONS, **ELEMENT_REASONS, **LINK_REASONS, **SITE_REASONS}
"""Every reason code to its sentence."""

MISS_WORDS: Mapping[str, Sentence] = {
    "dns": Sentence("its host name does not resolve", "域名无法解析"),
    "refused": Sentence("the connection was refused", "连接被拒绝"),
    "reset": Sentence("the connection was reset", "连接被重置"),
    "timeout": Sentence("it did not answer in time", "响应超时"),
    "tls": Sentence("the secure connection failed", "安全连接失败"),
    "http-4xx": Sentence("the server refused the request", "服务器拒绝请求（4xx）"),
    "http-5xx": Sentence("the server reported an error of its own", "服务器内部错误（5xx）"),
    "blocked": Sentence("a wall against crawlers stood in front of it", "被防护系统拦截"),
    "login": Sentence("it asks for a login", "需要登录"),
    "too-large": Sentence("it is larger than the limit", "页面超过大小限制"),
    "redirect-loop": Sentence("it redirects in a circle", "循环跳转"),
    "forbidden-address": Sentence("its address is one that may not be visited", "指向不允许访问的地址"),
    "robots": Sentence("robots.txt asks not to visit it", "robots.txt 不允许访问"),
    "not-html": Sentence("it is not a web page", "不是网页"),
    "undecodable": Sentence("its characters could not be decoded", "字符编码无法识别"),
    "needs-browser": Sentence("its content appears only when scripts run", "内容须运行脚本才能显示"),
    "budget": Sentence("the budget of pages, bytes or seconds was used up", "超出本次巡检的页数、流量或时间限额"),
    "offsite": Sentence("it lies outside the site and its known hosts", "位于本站及其登记域名之外"),
    "protocol": Sentence("the server does not speak proper HTTP", "服务器响应不符合 HTTP 规范"),
    "interrupted": Sentence("the sweep was interrupted", "巡检中断"),
}
"""Words for every ``MissReason``."""

PERIOD_WORDS: Mapping[str, Sentence] = {
    "month": Sentence("month", "每月"),
    "quarter": Sentence("quarter", "每季度"),
    "half-year": Sentence("half-year", "每半年"),
    "year": Sentence("year", "每年"),
}
"""Words for ``Fresh.every``."""

PRIVATE_WORDS: Mapping[str, Sentence] = {
    "identity": Sentence("identity number", "身份证号"),
    "bank-card": Sentence("bank card number", "银行卡号"),
    "mobile": Sentence("mobile number", "手机号"),
}
"""Words for ``rules.private_data.Kind``."""

_LIMIT = re.compile(r"(\d+)(wd|d)")


def sentence(reason: Reason, language: Language = "en") -> str:
    """The reason in words. An unknown code gives its code and values, so that old records stay readable."""
    template = REASONS.get(reason.code)
    values = {key: _in_words(key, value, language, reason.values) for key, value in reason.values.items()}
    if template is None:
        return ", ".join([reason.code, *(f"{key} {value}" for key, value in sorted(values.items()))])
    try:
        return template.to(language).format_map(values)
    except KeyError as error:
        return f"{reason.code} ({error.args[0]}?)"


def limit_in_words(limit: str, language: Language = "en") -> str:
    """``20wd`` as ``20 working days`` or ``20个工作日``."""
    found = _LIMIT.fullmatch(limit)
    if found is None:
        return limit
    number, working = found[1], found[2] == "wd"
    if language == "zh":
        return f"{number}{'个工作日' if working else '天'}"
    unit = "working day" if working else "day"
    return f"{number} {unit}{'' if number == '1' else 's'}"


def _in_words(key: str, value: str | int, language: Language, values: Mapping[str, str | int]) -> str:
    """A value that is a code of its own, in words."""
    text = str(value)
    if key == "miss" and text in MISS_WORDS:
        return MISS_WORDS[text].to(language)
    if key == "period" and text in PERIOD_WORDS:
        return PERIOD_WORDS[text].to(language)
    if key == "kind" and text in PRIVATE_WORDS:
        return PRIVATE_WORDS[text].to(language)
    if key == "limit":
        return limit_in_words(text, language)
    if key == "age":
        unit = "wd" if str(values.get("limit", "")).endswith("wd") else "d"
        return limit_in_words(f"{text}{unit}", language)
    return text
