"""The sentences of rules about a whole site, in both languages; ``rules.reasons`` joins them to those about columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping


def _counts(code: str, en: str, zh: str) -> dict[str, Sentence]:
    """The three sentences of a count against a threshold: too many, too few, not to be told."""
    numbers_en = "{faults} of the {counted} columns counted {verb}, {open} more could not be told, the limit is {most}"
    numbers_zh = "计入统计的 {counted} 个栏目中已查实 {faults} 个{verb}，另有 {open} 个无法确认，标准为累计 {most} 个"
    told_en, told_zh = numbers_en.replace("{verb}", en), numbers_zh.replace("{verb}", zh)
    return {
        code: Sentence(f"{told_en}: {{names}}.", f"{told_zh}，已达到否决情形：{{names}}。"),
        f"{code}-few": Sentence(
            f"{told_en}; even with these it is not reached ({{names}}).",
            f"{told_zh}，全部计入也未达到（{{names}}）。",
        ),
        f"{code}-open": Sentence(
            f"{told_en}, so it may or may not be reached ({{names}}).",
            f"{told_zh}，是否达到无法确定（{{names}}）。",
        ),
    }


SITE_REASONS: Mapping[str, Sentence] = {
    "site-home-hidden": Sentence(
        "The home page {url} was not read as its visitors see it ({why}), so “{item}” cannot be told.",
        "首页 {url} 未能按用户所见读取（{why}），无法判断“{item}”。",
    ),
    # Freshness
    "home-updated": Sentence(
        "The newest information on the home page is of {newest} (“{title}”), within {days} days of {today}.",
        "首页最新信息日期为 {newest}（“{title}”），在 {today} 前 {days} 天之内。",
    ),
    "home-stale": Sentence(
        "The newest information on the home page is of {newest} (“{title}”), more than {days} days before {today}.",
        "首页最新信息日期为 {newest}（“{title}”），早于 {today} 前 {days} 天。",
    ),
    "home-hint-of-newer": Sentence(
        "Nothing dated on the home page is recent, but it shows “{words}”, which may be newer.",
        "首页有日期的信息均已过期，但页面上有“{words}”，可能为更新的信息。",
    ),
    "home-undated-links": Sentence(
        "Nothing dated on the home page is recent; {number} links without a date, or scripts of its own, may be newer, "
        "such as {first}.",
        "首页有日期的信息均已过期；另有 {number} 个无日期的链接或本页脚本可能为更新的信息，如 {first}。",
    ),
    "second-level-not-read": Sentence(
        "The home page only leads on, and {number} pages of its menu were not read ({first}).",
        "首页仅为栏目导航入口，尚有 {number} 个二级页面未读取（{first}）。",
    ),
    "no-such-columns": Sentence(
        "No column was found that “{item}” could be counted on.", "没有可供统计“{item}”的栏目。"
    ),
    **_counts("columns-stale", "are not updated in time", "未按期更新"),
    **_counts("columns-neglected", "were not updated for long", "长期未更新"),
    **_counts("columns-empty", "are empty", "为空白栏目"),
    "site-undated": Sentence("No page read of this site prints a date.", "已读页面均未标注日期。"),
    "site-awake": Sentence(
        "The newest information read on the site is of {newest} (“{title}”), within {days} days.",
        "本站已读信息中最新一条日期为 {newest}（“{title}”），在 {days} 天之内。",
    ),
    "site-asleep": Sentence(
        "Nothing on the site is newer than {newest} (“{title}”), more than {days} days ago, "
        "and every page of its menu was read.",
        "全站最新信息日期为 {newest}（“{title}”），已超过 {days} 天，且菜单各栏目均已读取。",
    ),
    "site-sleep-unsure": Sentence(
        "Nothing read on the site is newer than {newest} (“{title}”, limit {days} days), "
        "but {number} pages of its menu or other parts were not read.",
        "已读信息中最新一条日期为 {newest}（“{title}”，限期 {days} 天），但菜单中有 {number} 个栏目或其他部分未读取。",
    ),
    # Interaction and services
    "channel-found": Sentence("The column “{column}” offers it.", "已设“{column}”栏目。"),
    "channel-not-looked-for": Sentence(
        "Nothing asked this sweep to look for “{item}” on this site, and no column of that name was seen.",
        "本次巡检未要求在本站查找“{item}”，也未见相应名称的栏目。",
    ),
    "channel-missing": Sentence(
        "The search for a column that offers it was finished and found none: {item}.",
        "已查遍可能的页面，没有找到相应栏目：{item}。",
    ),
    "channel-unclear": Sentence(
        "Whether “{item}” applies cannot be told; the nearest column is “{column}”.",
        "“{item}”无法确定，最接近的栏目为“{column}”。",
    ),
    "no-dated-messages": Sentence(
        "Not testable from the pages read: no message prints when it was written and whether it was answered.",
        "已读页面没有同时标注留言时间和答复情况的留言，无法从网站检查。",
    ),
    "message-unanswered": Sentence(
        "{faults} messages are marked as unanswered after more than {days} days, the oldest of {asked}.",
        "有 {faults} 条留言超过 {days} 天仍标注为未答复，最早为 {asked}。",
    ),
    "message-answered-late": Sentence(
        "{open} messages of the last year were answered only after more than {days} days; whether that counts is for a "
        "person to say.",
        "近一年有 {open} 条留言超过 {days} 天才答复，是否计入需人工判断。",
    ),
    "messages-answered": Sentence(
        "None of the {counted} dated messages read waits longer than the limit.",
        "已读的 {counted} 条有日期留言均未超期。",
    ),
    "no-guides-read": Sentence(
        "No column of service guides was found, so there is nothing to count.", "没有找到办事指南栏目，无从统计。"
    ),
    "guides-lacking": Sentence(
        "{faults} of the {counted} guides read lack four or more elements; the limit is {most}.",
        "已读的 {counted} 个办事指南中有 {faults} 个缺失4类及以上要素，达到 {most} 个。",
    ),
    "guides-enough": Sentence(
        "{faults} of the {counted} guides read lack four or more elements, {open} were not read; "
        "the limit of {most} is not reached.",
        "已读的 {counted} 个办事指南中有 {faults} 个缺失4类及以上要素，另有 {open} 个未读，未达到 {most} 个。",
    ),
    "guides-open": Sentence(
        "{faults} of the {counted} guides read lack four or more elements, {open} were not read; "
        "whether the limit of {most} is reached cannot be told.",
        "已读 {counted} 个办事指南，{faults} 个缺失4类及以上要素，另有 {open} 个未读，是否达到 {most} 个无法确定。",
    ),
    # Links
    "links-dead": Sentence(
        "{faults} links lead to pages that are not there (404 or 410), of {counted} followed; "
        "{open} were not followed: {names}.",
        "已访问的 {counted} 个链接中有 {faults} 个不可用（404 或 410），另有 {open} 个未访问：{names}。",
    ),
    "links-not-followed": Sentence(
        "Of the links followed none is dead, but {open} were not followed; this needs a full sweep (sweep --full).",
        "已访问的链接均可用，但另有 {open} 个未访问；须作全站巡检（sweep --full）。",
    ),
    "links-alive": Sentence(
        "All {counted} links to the site's own pages were followed and none is dead.",
        "已访问全部 {counted} 个站内链接，均可用。",
    ),
    # Marks
    "foot-not-read": Sentence(
        "No page read shows any of the marks, so the foot of the pages was probably not read.",
        "已读页面未见任何底部标识，页面底部可能未能读取。",
    ),
    "foot-incomplete": Sentence(
        "No page read bears these of the {counted} marks: {names}.",
        "已读页面缺少以下底部标识（共 {counted} 项）：{names}。",
    ),
    "foot-by-script": Sentence(
        "Not seen are {names}, which a script of the page may write.", "未见 {names}，可能由页面脚本生成。"
    ),
    "foot-complete": Sentence("All {counted} marks stand on the pages.", "{counted} 项底部标识齐全。"),
    "code-not-printed": Sentence("The pages print no id code of the site.", "页面没有网站标识码。"),
    "code-printed": Sentence("The pages print the id code {shown}.", "页面标注了网站标识码 {shown}。"),
    "code-registered": Sentence(
        "The pages print the registered id code {shown}.", "页面标注的网站标识码 {shown} 与登记一致。"
    ),
    "code-differs": Sentence(
        "Meta and foot both give the id code {shown}, registered is {registered}.",
        "页面标签和页面底部均为标识码 {shown}，登记为 {registered}。",
    ),
    "code-unclear": Sentence(
        "The pages give the id code {shown}, registered is {registered}; a person must say which is right.",
        "页面标识码为 {shown}，登记为 {registered}，需人工确认。",
    ),
    "no-domain": Sentence(
        "The site stands at a number or a local name, so there is no domain to judge.",
        "本站以 IP 地址或本地名称访问，没有可判断的域名。",
    ),
    "domain-right": Sentence("The domain {host} is one of the government's.", "域名 {host} 符合规定。"),
    "domain-wrong": Sentence("The domain {host} ends in none of {names}.", "域名 {host} 不以 {names} 结尾。"),
    "site-named": Sentence("The home page bears the name {name}.", "首页展示了网站名称“{name}”。"),
    "site-name-not-seen": Sentence(
        "The name {name} was not read on the home page; it may be part of a picture.",
        "首页文字中未见网站名称“{name}”，可能在图片中。",
    ),
    "search-offered": Sentence("A way to search the site is offered.", "提供站内搜索。"),
    "search-missing": Sentence(
        "The home page has no field to type into and no word of a search.", "首页没有可输入的搜索框，也没有搜索入口。"
    ),
    "search-unclear-home": Sentence(
        "No way to search was read; a field or a script of the page may offer it.",
        "未读到搜索入口，可能由页面上的输入框或脚本提供。",
    ),
    "metas-complete": Sentence(
        "The {counted} pages sampled have their meta tags.", "抽查的 {counted} 个页面标签齐全。"
    ),
    "metas-incomplete": Sentence(
        "{faults} of the {counted} pages sampled lack meta tags; {first} lacks {names}.",
        "抽查的 {counted} 个页面中有 {faults} 个页面标签不全；{first} 缺少 {names}。",
    ),
    "no-pages-to-sample": Sentence("No page was read whose meta tags could be judged.", "没有可供抽查标签的页面。"),
    "probe-yes": Sentence("{kind_of}: {host} answers.", "{kind_of}：{host} 可访问。"),
    "probe-no": Sentence("{kind_of}: {host} does not offer it ({detail}).", "{kind_of}：{host} 不支持（{detail}）。"),
    "probe-flawed": Sentence("{kind_of}: the certificate is flawed ({detail}).", "{kind_of}：证书有问题（{detail}）。"),
    "probe-unknown": Sentence(
        "{kind_of}: {host} could not be asked ({detail}).", "{kind_of}：{host} 未能探测（{detail}）。"
    ),
    "not-probed": Sentence(
        "{kind_of} was not probed: the site stands at a number or a local name, or the sweep had no reason to ask.",
        "{kind_of} 未探测：本站以 IP 地址或本地名称访问，或本次巡检未要求探测。",
    ),
    # Bonus
    "bonus-offered": Sentence("The column “{column}” is offered.", "设有“{column}”栏目。"),
    "bonus-not-seen": Sentence("Nothing to credit was seen; no fault.", "未见可加分的内容，不是问题。"),
    "surveys-held": Sentence(
        "{number} surveys of the last year were read, at least {wanted} earn the bonus.",
        "读到近一年调查征集活动 {number} 次，达到 {wanted} 次。",
    ),
    "surveys-not-counted": Sentence(
        "{number} surveys of the last year were read, fewer than the {wanted} that earn a bonus; no fault.",
        "读到近一年调查征集活动 {number} 次，不足 {wanted} 次，不加分，不是问题。",
    ),
    # Census
    "site-alive": Sentence(
        "The home page shows {number} columns and entries, or a text.", "首页有 {number} 个栏目和信息，或有正文。"
    ),
    "site-empty": Sentence(
        "The home page holds nothing: no column, no link, no picture, {length} characters.",
        "首页没有任何栏目、链接、图片，文字仅 {length} 字。",
    ),
    "advertising": Sentence(
        "{faults} links lead to advertising networks, such as {first}.", "有 {faults} 个链接指向广告平台，如 {first}。"
    ),
    "commercial-links": Sentence(
        "{number} links lead to commercial sites, such as {first}; whether that is advertising is for a person to say.",
        "有 {number} 个链接指向商业网站，如 {first}，是否属于商业广告需人工判断。",
    ),
    "no-advertising": Sentence(
        "None of the {counted} pages read leads to an advertising network or a known shop.",
        "已读的 {counted} 个页面均未链接广告平台或已知商业网站。",
    ),
    # New media
    "media-fresh": Sentence(
        "The newest post is of {newest}, within {limit} of {today}.",
        "最新发布日期为 {newest}，在 {today} 前 {limit} 之内。",
    ),
    "media-stale": Sentence(
        "On {observed} the newest post was of {newest}, {age} old; the limit is {limit}.",
        "{observed} 查看时最新发布日期为 {newest}，已 {age}未更新；期限为 {limit}。",
    ),
    "media-no-date": Sentence("The list gives no day of the newest post.", "清单未填写最新发布日期。"),
    "media-after-today": Sentence(
        "The list gives a day after {today} ({newest}), so it cannot be judged.",
        "清单日期（{newest}）晚于 {today}，无法判断。",
    ),
    "media-not-observed": Sentence(
        "The newest post given is of {newest}, but the list does not say on which day that was the newest.",
        "清单中最新发布日期为 {newest}，但未注明查看日期，无法判断之后是否更新。",
    ),
    "media-observed-before": Sentence(
        "The newest post given is of {newest}, in time on {observed}; what was posted since was not observed.",
        "{observed} 查看时最新发布日期为 {newest}，尚在期限内；此后是否更新未查看。",
    ),
    # What would make it pass
    "remedy-site": Sentence(
        "Mend what the verdict names about “{item}” on the whole site.", "按检查结果在全站整改“{item}”所列问题。"
    ),
    "remedy-irregular": Sentence("Bring “{item}” into the form that the rule names.", "按规定规范“{item}”。"),
}
"""Reason code to sentence."""
