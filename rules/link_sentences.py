"""The sentences of reasons about duties between two columns and about limits; part of ``rules.reasons``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

LINK_REASONS: Mapping[str, Sentence] = {
    # Documents and their interpretations
    "linked": Sentence(
        "Of the {entries} documents of “{column}” that were held against “{other}”, all lead there: “{title}”.",
        "栏目“{column}”与“{other}”对照的 {entries} 篇均已相互关联，如“{title}”。",
    ),
    "not-linked": Sentence(
        "The page of “{title}” ({page}) has no link to “{words}” ({target}), though both stand on the site; "
        "{number} of the {entries} pairs that were held against one another lack it.",
        "“{title}”页面（{page}）没有链接到本站已发布的“{words}”（{target}）；"
        "对照的 {entries} 组中有 {number} 组未关联。",
    ),
    "link-other-not-judged": Sentence(
        "The other half of this duty, “{other}”, is not judged on this site, so nothing was held against “{column}”.",
        "与栏目“{column}”对照的事项“{other}”未在本站检查，本项无法对照。",
    ),
    "link-other-unread": Sentence(
        "No column that was read stands for “{other}”, so nothing was held against “{column}”.",
        "没有读到与“{other}”对应的栏目，无法与“{column}”对照。",
    ),
    "link-documents-unread": Sentence(
        "No document of “{column}” was read, so none was held against “{other}”.",
        "栏目“{column}”的文件页面均未读取，无法与“{other}”对照。",
    ),
    "link-no-pair": Sentence(
        "None of the documents of “{column}” that were read has a counterpart in “{other}” that a title or a link "
        "shows, so nothing can be said.",
        "栏目“{column}”已读取的文件中，没有一篇能按标题或链接在“{other}”中找到对应信息，无法判断。",
    ),
    "link-page-unread": Sentence(
        "“{title}” belongs to “{words}”, but its page was not read in full ({part}).",
        "“{title}”与“{words}”相对应，但其页面未完整读取（{part}）。",
    ),
    "link-which-of-several": Sentence(
        "Several documents of “{column}” are about the same as “{words}”; which of them it belongs to cannot be told.",
        "栏目“{column}”中有多篇与“{words}”同题，无法确定对应哪一篇。",
    ),
    "link-may-lead-there": Sentence(
        "The page of “{title}” has a link that was not followed ({part}); it may lead to “{words}”.",
        "“{title}”页面有未读取的链接（{part}），可能指向“{words}”。",
    ),
    "link-by-script": Sentence(
        "The page of “{title}” prints “{part}” without an address; a script may make it a link to “{words}”.",
        "“{title}”页面印有“{part}”但未读到地址，可能由脚本生成指向“{words}”的链接。",
    ),
    # The interpretation in time
    "link-no-dated-pair": Sentence(
        "No document of “{column}” has an interpretation in “{other}” with both of them dated.",
        "栏目“{column}”与“{other}”之间没有均印有日期的对应信息。",
    ),
    "interpreted-in-time": Sentence(
        "All {entries} documents of “{column}” with an interpretation in “{other}” have it within {limit}: "
        "“{title}” of {event}, interpreted on {newest}, due by {due_day}.",
        "栏目“{column}”与“{other}”对应的 {entries} 篇均在{limit}内发布解读："
        "“{title}”{event} 发布，解读 {newest}，期限 {due_day}。",
    ),
    "interpreted-late": Sentence(
        "“{title}” is dated {event}; its interpretation “{words}” in “{other}” is dated {newest}, after {due_day} "
        "({limit}). {number} of {entries} are late.",
        "“{title}”发布于 {event}，其解读“{words}”（栏目“{other}”）发布于 {newest}，"
        "晚于 {due_day}（{limit}）；{entries} 篇中有 {number} 篇逾期。",
    ),
    "interpreted-provisional": Sentence(
        "“{title}” of {event} was interpreted on {newest}, after {due_day}; the limit ({limit}) crosses days whose "
        "holidays were not announced, so it may end later.",
        "“{title}”{event} 发布，解读 {newest}，晚于 {due_day}；期限（{limit}）跨越尚未公布放假安排的日期，可能顺延。",
    ),
    "interpretation-may-follow": Sentence(
        "“{title}” of {event} was interpreted on {newest}, after {due_day}; an earlier interpretation may stand in "
        "“{other}” on a page that was not read.",
        "“{title}”{event} 发布，所见解读 {newest} 晚于 {due_day}；“{other}”未全部读取，可能另有更早的解读。",
    ),
    # Limits that count from a date in the entry
    "late-by-one-date": Sentence(
        "“{title}”: {label} {event}, due by {due_day} ({limit}); its page shows {newest}, but the site also gives "
        "{oldest} for it, so it may have been in time.",
        "《{title}》：{label} {event}，限 {limit} 即 {due_day} 前；页面日期为 {newest}，"
        "但网站另载日期 {oldest}，可能并未逾期。",
    ),
    "late-provisional": Sentence(
        "“{title}”: {label} {event}, due by {due_day} ({limit}), published {newest}; the limit crosses days whose "
        "holidays were not announced, so it may end later.",
        "《{title}》：{label} {event}，限 {limit} 即 {due_day} 前，公开日期为 {newest}；"
        "期限跨越尚未公布放假安排的日期，可能顺延。",
    ),
    "age-provisional": Sentence(
        "The newest entry of “{column}” is “{title}” of {newest}, {age} old where {limit} are allowed; the stretch "
        "holds days whose holidays were not announced, so it may be younger.",
        "栏目“{column}”最新信息“{title}”为 {newest}，已 {age}（限 {limit}）；"
        "其间有尚未公布放假安排的日期，实际可能未超期。",
    ),
    "periods-undated": Sentence(
        "“{column}” at {url} shows no entry for {missing}, but lists {number} that print neither a date nor a period.",
        "栏目“{column}”（{url}）未见 {missing} 的信息，但另有 {number} 条既无日期也未写明所属时段。",
    ),
    # Consultations and their results
    "no-consultation-over": Sentence(
        "None of the {number} consultations of “{column}” that were read is over for long enough to have its result.",
        "栏目“{column}”已读取的 {number} 项征集均未到应公布结果的时间。",
    ),
    "consultation-answered": Sentence(
        "What became of “{title}” is published: “{words}”; {entries} consultations that are over were looked at.",
        "“{title}”的意见采纳情况已公布：“{words}”；共检查已结束的征集 {entries} 项。",
    ),
    "consultation-unanswered": Sentence(
        "“{title}” ended on {event}; what became of it was due by {due_day} ({limit}) and stands neither in “{other}”, "
        "which was read back to its beginning, nor on its own page, nor in any other list read.",
        "“{title}”于 {event} 结束，意见采纳情况应于 {due_day} 前公布（{limit}），"
        "但栏目“{other}”（已读至征集开始之前）、原页面及其他已读列表均未见。",
    ),
    "answer-may-stand": Sentence(
        "What became of “{title}” was due by {due_day} and was not seen, but may stand where nobody looked: {part}.",
        "“{title}”的意见采纳情况应于 {due_day} 前公布，未见到，但可能在未读取之处：{part}。",
    ),
    "answer-not-read": Sentence(
        "“{words}” seems to say what became of “{title}”, but was not read in full ({part}).",
        "“{words}”似为“{title}”的结果反馈，但未完整读取（{part}）。",
    ),
    "answer-without-words": Sentence(
        "“{words}” answers “{title}” and does not say what was adopted ({missing}).",
        "“{words}”是“{title}”的结果反馈，但未说明采纳情况（{missing}）。",
    ),
    # A way to apply that leads somewhere
    "channel-works": Sentence(
        "“{column}” at {url} offers a way to apply that is really there: {channel}.",
        "“{column}”（{url}）提供了可用的申请渠道：{channel}。",
    ),
    "channel-dead": Sentence(
        "“{column}” at {url} offers “{channel}”, but {target} is gone; all {number} links of the kind are dead and the "
        "page prints no address, mailbox or fax number.",
        "“{column}”（{url}）提供“{channel}”，但 {target} 不存在；"
        "此类 {number} 个链接均失效，页面也没有通信地址、邮箱或传真号码。",
    ),
    "channel-bare": Sentence(
        "“{column}” at {url} prints {missing} with nothing behind, and offers no other way to apply.",
        "“{column}”（{url}）的{missing}后没有内容，也没有其他申请渠道。",
    ),
    "channel-not-followed": Sentence(
        "“{column}” at {url} offers “{channel}” ({target}), which was not opened.",
        "“{column}”（{url}）提供“{channel}”（{target}），但未能打开核实。",
    ),
    "channel-in-words": Sentence(
        "“{column}” at {url} speaks of applying, but prints neither form nor address; they may stand in the guide.",
        "“{column}”（{url}）说明了申请事宜，但未见表单或地址，可能载于公开指南。",
    ),
    # What would make it pass
    "remedy-not-linked": Sentence(
        "Put a link to “{words}” ({target}) on the page of “{title}” ({page}).",
        "在“{title}”页面（{page}）加上指向“{words}”（{target}）的链接。",
    ),
    "remedy-unanswered": Sentence(
        "Publish in “{other}”, or on the page of “{title}” itself, what became of the comments and what was adopted.",
        "在栏目“{other}”或“{title}”原页面公布意见采纳情况。",
    ),
    "remedy-not-listed": Sentence(
        "Add to “{other}”: {missing}; or take them out of “{column}” where they no longer hold.",
        "在“{other}”中补列：{missing}；已取消的，从“{column}”中删除。",
    ),
    # Lists
    "listed-there": Sentence(
        "All {wanted} matters sampled from “{column}” stand in “{other}” too: “{words}”.",
        "从栏目“{column}”抽取的 {wanted} 个事项在“{other}”中均有列出，如“{words}”。",
    ),
    "not-listed-there": Sentence(
        "Of {wanted} matters sampled from “{column}”, {number} stand nowhere in “{other}”: {missing}.",
        "从栏目“{column}”抽取的 {wanted} 个事项中，有 {number} 个未见于“{other}”：{missing}。",
    ),
    "list-may-follow": Sentence(
        "Not seen in “{other}”: {missing}; but that list was not read to its end ({part}).",
        "“{other}”中未见：{missing}；但该清单未全部读取（{part}）。",
    ),
    "lists-not-itemised": Sentence(
        "“{column}” or “{other}” does not list its matters one by one, so they could not be compared.",
        "栏目“{column}”或“{other}”未逐项列出事项，无法比对。",
    ),
    "lists-none-meant": Sentence(
        "No matter of “{column}” is one that must stand in “{other}” ({words}).",
        "栏目“{column}”中没有应列入“{other}”的事项（{words}）。",
    ),
}
"""Codes of the modules ``rules.checks.linked_*`` and of the limits."""
