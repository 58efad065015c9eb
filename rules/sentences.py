"""The sentences of every reason, in English and Chinese: templates over the values of a ``Reason``.

``REASONS`` is closed: a check that uses another code fails the tests. A sentence says what was seen, where, and what
the rule wants. Dates are ISO in both languages; names of law stay Chinese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["en", "zh"]


class Sentence(msgspec.Struct, frozen=True):
    """One sentence in both languages."""

    en: str
    zh: str

    def to(self, language: Language) -> str:
        """The template in one language."""
        return self.zh if language == "zh" else self.en


REASONS: Mapping[str, Sentence] = {
    # The whole site
    "home-missed": Sentence(
        "The home page {url} was not obtained: {miss}. Nothing on this site could be checked.",
        "首页 {url} 未能取得：{miss}。本站各事项均无法检查。",
    ),
    "home-not-visited": Sentence(
        "The home page {url} was not visited, so nothing on this site could be checked.",
        "首页 {url} 未访问，本站各事项均无法检查。",
    ),
    "home-unreadable": Sentence(
        "The home page {url} answered but could not be read ({why}), so nothing on this site could be checked.",
        "首页 {url} 有响应但无法读取（{why}），本站各事项均无法检查。",
    ),
    # Presence
    "name-without-link": Sentence(
        "“{item}” stands on {url} as words that lead nowhere; "
        "whether what is listed below them is its column was not told.",
        "{url} 上有“{item}”字样但没有链接，其下所列是否为该栏目的内容，未能判定。",
    ),
    "missing": Sentence(
        "No column that means “{item}” stands on any of the {pages} pages read that could lead to it; "
        "the standard wants one.",
        "在可能通向该事项的 {pages} 个已读页面上，没有找到含义为“{item}”的栏目；标准要求设置。",
    ),
    "not-looked-for": Sentence(
        "The sweep kept no record of a search for “{item}”, so its absence proves nothing.",
        "本次巡检没有查找“{item}”的记录，未见不等于未设置。",
    ),
    "search-cut-short": Sentence(
        "The search for “{item}” could not be finished at {url}: {miss}.",
        "查找“{item}”未能完成，止于 {url}：{miss}。",
    ),
    "search-unclear": Sentence(
        "The crawl followed a column for “{item}” at {url}, but with everything seen no column clearly means it.",
        "巡检曾按“{item}”访问 {url}，但综合全部栏目后无法确定哪个栏目对应该事项。",
    ),
    "path-not-read": Sentence(
        "“{item}” was not seen, but {url}, which may lead to it, was not read: {miss}.",
        "未见“{item}”，但可能通向它的 {url} 未能读取：{miss}。",
    ),
    "ambiguous": Sentence(
        "“{first}” and “{second}” may both mean “{item}”, and they do not fare alike; a person must choose.",
        "“{first}”与“{second}”都可能对应“{item}”，检查结果又不一致，需人工确认。",
    ),
    "name-unsure": Sentence(
        "“{first}” may mean “{item}”, but its name is not near enough to be sure; a person must decide.",
        "“{first}”可能对应“{item}”，但名称不够接近，需人工确认。",
    ),
    "name-among-friends": Sentence(
        "“{first}” stands on {page} among the links to other sites; whether it is this site's own “{item}”, a person "
        "must decide.",
        "“{first}”位于 {page} 的友情链接之中，是否为本站的“{item}”，需人工确认。",
    ),
    "broken-onward": Sentence(
        "The column “{column}” leads from {seen_on} to {url}, which sends on to {target}, and that does not exist "
        "(HTTP {status}).",
        "栏目“{column}”（链接位于 {seen_on}）指向 {url}，该页又跳转至 {target}，后者不存在（HTTP {status}）。",
    ),
    "broken": Sentence(
        "The column “{column}” leads to {target}, which does not exist (HTTP {status}); the link stands on {seen_on}.",
        "栏目“{column}”指向的 {target} 不存在（HTTP {status}），链接位于 {seen_on}。",
    ),
    "column-missed": Sentence(
        "The column “{column}” exists, but {target} was not obtained: {miss}.",
        "已找到栏目“{column}”，但 {target} 未能取得：{miss}。",
    ),
    "column-not-visited": Sentence(
        "The column “{column}” exists, but {url} was not visited: {miss}.",
        "已找到栏目“{column}”，但 {url} 未访问：{miss}。",
    ),
    "redirect-not-followed": Sentence(
        "The column “{column}” at {url} redirects to {target}, which was not read.",
        "栏目“{column}”（{url}）跳转到 {target}，目标页未读取。",
    ),
    "heading-without-link": Sentence(
        "“{column}” is printed on {url} as a heading without a link, and no column was seen below it.",
        "{url} 上的“{column}”只是没有链接的标题，其下未见栏目。",
    ),
    "misplaced": Sentence(
        "The column stands at “{place}”; the standard wants it below “{wanted}”.",
        "栏目位于“{place}”；标准要求设在“{wanted}”之下。",
    ),
    "misplaced-warning": Sentence(
        "The column “{column}” at {url} is in order, but stands at “{place}” and not below “{wanted}”.",
        "栏目“{column}”（{url}）内容符合要求，但位于“{place}”，未设在“{wanted}”之下。",
    ),
    "link-leads-away": Sentence(
        "The link “{column}” is there and leads off the site to {target}, which was not asked.",
        "已设置链接“{column}”，指向站外 {target}（未访问）。",
    ),
    "link-opens": Sentence("The link “{column}” opens {target}.", "链接“{column}”可以打开 {target}。"),
    "heading-with-columns": Sentence(
        "“{column}” stands on {url} as a heading with {number} columns below it.",
        "{url} 上的“{column}”为栏目标题，其下有 {number} 个栏目。",
    ),
    # Content
    "error-page": Sentence(
        "The column “{column}” at {url} shows an error page (“{words}”).",
        "栏目“{column}”（{url}）显示的是错误页面（“{words}”）。",
    ),
    "sent-home": Sentence(
        "The column “{column}” at {url} only sends the reader back to the home page {target}.",
        "栏目“{column}”（{url}）只会跳回首页 {target}。",
    ),
    "same-as-home": Sentence(
        "The column “{column}” at {url} shows the same page as the home page; what it should show was not seen.",
        "栏目“{column}”（{url}）显示的内容与首页完全相同，未见其应有内容。",
    ),
    "needs-browser": Sentence(
        "The column “{column}” at {url} shows its content only when scripts run ({why}), which were not run.",
        "栏目“{column}”（{url}）的内容须运行脚本才能显示（{why}），未能读取。",
    ),
    "part-not-read": Sentence(
        "The column “{column}” at {url} takes its content from {part}, which was not read.",
        "栏目“{column}”（{url}）的内容来自 {part}，该处未读取。",
    ),
    "children-not-read": Sentence(
        "The column “{column}” at {url} holds sub-columns only, and {number} of them, “{child}” first, were not read.",
        "栏目“{column}”（{url}）只含下级栏目，其中“{child}”等 {number} 个未读取。",
    ),
    "has-entries": Sentence(
        "The column “{column}” at {url} holds {entries} entries (pages read: {pages}).",
        "栏目“{column}”（{url}）在已读的 {pages} 页中有 {entries} 条信息。",
    ),
    "has-text": Sentence(
        "The column “{column}” at {url} holds text or files of its own.", "栏目“{column}”（{url}）有正文或附件内容。"
    ),
    "stated-none": Sentence(
        "The column “{column}” at {url} states that there is nothing to publish (“{words}”); a person must weigh that.",
        "栏目“{column}”（{url}）声明没有应公开的内容（“{words}”），是否成立需人工判断。",
    ),
    "placeholder": Sentence(
        "The column “{column}” at {url} holds only a placeholder (“{words}”).",
        "栏目“{column}”（{url}）只有占位文字（“{words}”），没有内容。",
    ),
    "list-not-read": Sentence(
        "The column “{column}” at {url} prints a date, but what it belongs to was not recognised as an entry.",
        "栏目“{column}”（{url}）页面上有日期，但未能识别出对应的信息条目。",
    ),
    "little-text": Sentence(
        "The column “{column}” at {url} holds no entry, only {length} characters of text; "
        "whether that is what it should publish is for a person to say.",
        "栏目“{column}”（{url}）没有信息条目，只有 {length} 个字符的文字，是否属于应公开内容需人工判断。",
    ),
    "own-script": Sentence(
        "The column “{column}” at {url} shows nothing, but loads a script that no filled page of the site loads "
        "({words}), which may write its list.",
        "栏目“{column}”（{url}）页面无内容，但加载了本网站其他有内容页面均未使用的脚本（{words}），列表可能由该脚本生成，未能核实。",
    ),
    "names-only": Sentence(
        "The column “{column}” at {url} prints {number} names that lead nowhere by an address; "
        "what stands behind them was not read.",
        "栏目“{column}”（{url}）列有 {number} 个没有链接地址的名称，其内容未能读取。",
    ),
    "only-pictures": Sentence(
        "The column “{column}” at {url} holds {number} pictures and hardly any text; what they show was not read.",
        "栏目“{column}”（{url}）以 {number} 张图片为主，几乎没有文字，图片内容未读取。",
    ),
    "empty-list": Sentence(
        "The column “{column}” at {url} opens, but its list holds no entry.",
        "栏目“{column}”（{url}）可以打开，但列表中没有任何信息。",
    ),
    "empty-page": Sentence(
        "The column “{column}” at {url} opens, but its page holds only {length} characters and no file.",
        "栏目“{column}”（{url}）可以打开，但页面正文只有 {length} 个字符，也没有附件。",
    ),
    "empty-children": Sentence(
        "The column “{column}” at {url} and all {children} sub-columns below it hold nothing.",
        "栏目“{column}”（{url}）及其下 {children} 个栏目均无内容。",
    ),
    "channel-offered": Sentence(
        "The column “{column}” at {url} offers a way to apply: {channel}.",
        "栏目“{column}”（{url}）提供了申请渠道：{channel}。",
    ),
    "channel-not-readable": Sentence(
        "The column “{column}” at {url} names no way to apply in its text, but parts of it were not read.",
        "栏目“{column}”（{url}）的文字中未见申请渠道，但有部分内容未读取。",
    ),
    "no-channel": Sentence(
        "The column “{column}” at {url} holds text, but neither a form nor an application file "
        "nor an address to apply to.",
        "栏目“{column}”（{url}）有文字内容，但没有在线申请、申请表下载或受理地址等申请渠道。",
    ),
    "exposed": Sentence(
        "A page of “{column}”, {target}, shows {number} numbers of persons in full ({kind}, first {masked}).",
        "栏目“{column}”的页面 {target} 完整显示了 {number} 个个人号码（{kind}，如 {masked}），涉嫌泄露个人信息。",
    ),
    # Freshness by age of the newest entry
    "fresh": Sentence(
        "The newest entry of “{column}” is “{title}” of {newest}, {age} old; the limit is {limit}.",
        "栏目“{column}”最新信息为 {newest} 的《{title}》，距今 {age}（限 {limit}）。",
    ),
    "stale": Sentence(
        "The newest entry of “{column}” at {url} is “{title}” of {newest}; on {today} that is {age} ago, "
        "and the limit is {limit}.",
        "栏目“{column}”（{url}）最新信息为 {newest} 的《{title}》，至 {today} 已 {age}，超过 {limit} 的限期。",
    ),
    "undated": Sentence(
        "None of the {entries} entries of “{column}” at {url} prints a date; what prints no date counts as not updated "
        "(limit {limit}).",
        "栏目“{column}”（{url}）的 {entries} 条信息均未标注日期；未标注日期的视为未更新（限 {limit}）。",
    ),
    "newer-may-be-below": Sentence(
        "The newest entry seen in “{column}” is of {newest}, older than {limit}, "
        "but a sub-column was not read: {part}.",
        "栏目“{column}”已见最新信息为 {newest}，超过 {limit}，但有下级栏目未读取：{part}。",
    ),
    "newer-may-be-hidden": Sentence(
        "The newest entry seen in “{column}” is of {newest}, older than {limit}, but part of the page needs scripts.",
        "栏目“{column}”已见最新信息为 {newest}，超过 {limit}，但页面部分内容须运行脚本才能显示。",
    ),
    "newer-may-follow": Sentence(
        "The newest entry seen in “{column}” is of {newest}, older than {limit}, but the list is not in order of date "
        "and was not read to its end: {part}.",
        "栏目“{column}”已见最新信息为 {newest}，超过 {limit}，但列表未按日期排列且未读完：{part}。",
    ),
    "newer-by-meta": Sentence(
        "“{column}” prints {newest}, older than {limit}, but the page's metadata names a later day.",
        "栏目“{column}”页面显示日期为 {newest}，超过 {limit}，但页面元数据中的日期更晚。",
    ),
    "only-future-dates": Sentence(
        "All dates in “{column}” lie in the future (first “{title}” of {newest}), so its age cannot be told.",
        "栏目“{column}”的日期均在将来（如 {newest} 的《{title}》），无法判断更新情况。",
    ),
    "dates-not-read": Sentence(
        "“{column}” at {url} prints dates, but they could not be read as dates of its entries.",
        "栏目“{column}”（{url}）页面上有日期，但无法与各条信息对应。",
    ),
    "dates-not-seen": Sentence(
        "No date was seen in “{column}”, but it was not read to its end: {part}.",
        "栏目“{column}”未见日期，但未读完：{part}。",
    ),
    "undated-articles-not-read": Sentence(
        "None of the {entries} entries of “{column}” at {url} prints a date in the list, and none of them was opened.",
        "栏目“{column}”（{url}）的 {entries} 条信息在列表中均无日期，且未打开任何一条查看。",
    ),
    "no-list-read": Sentence(
        "The column “{column}” at {url} shows text without a date where a list should be.",
        "栏目“{column}”（{url}）应为列表，实际只见没有日期的文字。",
    ),
    "date-in-meta-only": Sentence(
        "“{column}” at {url} shows no date to a reader; only its metadata holds one.",
        "栏目“{column}”（{url}）页面上没有日期，仅元数据中有。",
    ),
    # Freshness: annual reports
    "annual-in-time": Sentence(
        "The report about {year}, “{title}”, is dated {newest}; it was due by {due_day}.",
        "{year} 年度报告《{title}》日期为 {newest}，限期为 {due_day}。",
    ),
    "annual-newer": Sentence(
        "A report about a later year than {year} is there already: “{title}”.",
        "已有晚于 {year} 年度的报告：《{title}》。",
    ),
    "annual-undated": Sentence(
        "The report about {year}, “{title}”, is there; no date is printed beside it (due by {due_day}).",
        "{year} 年度报告《{title}》已公开，但未标注日期（限期 {due_day}）。",
    ),
    "annual-late": Sentence(
        "The report about {year}, “{title}”, is dated {newest}, {days} days after {due_day}, by which it was due.",
        "{year} 年度报告《{title}》日期为 {newest}，比限期 {due_day} 晚 {days} 天。",
    ),
    "annual-missing": Sentence(
        "No report about {year} stands among the {entries} entries of “{column}” at {url}; it was due by {due_day}, "
        "{days} days ago.",
        "栏目“{column}”（{url}）的 {entries} 条信息中没有 {year} 年度报告；限期为 {due_day}，已逾期 {days} 天。",
    ),
    "annual-others-only": Sentence(
        "“{column}” at {url} lists reports about {year} of other bodies, such as “{title}”, but not the site's own; "
        "it was due by {due_day}, {days} days ago.",
        "栏目“{column}”（{url}）有其他单位的 {year} 年度报告（如《{title}》），但没有本机关的；"
        "限期为 {due_day}，已逾期 {days} 天。",
    ),
    "annual-unclear": Sentence(
        "“{title}” in “{column}” names {year} but does not read like the report about it.",
        "栏目“{column}”中的《{title}》提到 {year} 年，但不能确定是该年度报告。",
    ),
    "annual-below": Sentence(
        "The report about {year} was not seen in “{column}”, but a sub-column was not read: {part}.",
        "栏目“{column}”中未见 {year} 年度报告，但有下级栏目未读取：{part}。",
    ),
    "annual-hidden": Sentence(
        "The report about {year} was not seen in “{column}”, but part of the page needs scripts.",
        "栏目“{column}”中未见 {year} 年度报告，但页面部分内容须运行脚本才能显示。",
    ),
    "annual-may-follow": Sentence(
        "The report about {year} was not seen in “{column}”, but the list was not read to its end: {part}.",
        "栏目“{column}”中未见 {year} 年度报告，但列表未读完：{part}。",
    ),
    "annual-untold": Sentence(
        "None of the {entries} entries of “{column}” at {url} names a year or prints a date, "
        "so whether the report about {year} is there cannot be told.",
        "栏目“{column}”（{url}）的 {entries} 条信息均无年份和日期，无法判断 {year} 年度报告是否公开。",
    ),
    # Freshness by periods
    "every-period": Sentence(
        "“{column}” has an entry for each of the {number} periods due (every {period}, within {limit}).",
        "栏目“{column}”应有的 {number} 期信息齐全（{period}，期满后 {limit} 内）。",
    ),
    "periods-missing": Sentence(
        "“{column}” at {url} has no entry for {missing} (every {period}, within {limit} of its end).",
        "栏目“{column}”（{url}）缺少 {missing} 的信息（{period}公开，期满后 {limit} 内）。",
    ),
    "periods-may-follow": Sentence(
        "No entry for {missing} was seen in “{column}”, but the list was not read to its end: {part}.",
        "栏目“{column}”中未见 {missing} 的信息，但列表未读完：{part}。",
    ),
    "periods-untold": Sentence(
        "The entries of “{column}” at {url} neither print dates nor name periods, "
        "so whether each {period} has its entry cannot be told.",
        "栏目“{column}”（{url}）的信息没有日期和期别，无法判断是否{period}公开。",
    ),
    # Freshness: within so many days of a printed date
    "within-limit": Sentence(
        "The {number} entries of “{column}” that were opened were published within {limit} of their {label}.",
        "栏目“{column}”中已打开的 {number} 条信息均在{label}后 {limit} 内公开。",
    ),
    "published-late": Sentence(
        "{number} of {entries} entries opened in “{column}” came late; first “{title}”: {label} {event}, "
        "due by {due_day} ({limit}), published {newest}.",
        "栏目“{column}”中打开的 {entries} 条信息有 {number} 条逾期，如《{title}》：{label} {event}，"
        "限 {limit} 即 {due_day} 前，公开日期为 {newest}。",
    ),
    "articles-not-read": Sentence(
        "The limit of {limit} counts from the {label} printed in each entry of “{column}”; no entry was opened.",
        "限期 {limit} 自“{column}”每条信息的{label}起算，但没有打开任何一条。",
    ),
    "label-not-printed": Sentence(
        "Not testable from the site: none of the {number} entries opened in “{column}” prints its {label}, "
        "from which the limit of {limit} counts.",
        "网站上无法检验：“{column}”中打开的 {number} 条信息均未载明{label}，限期 {limit} 无从起算。",
    ),
    "not-testable": Sentence(
        "Not testable from the site: the limit of {limit} counts from a day that the site does not print.",
        "网站上无法检验：限期 {limit} 的起算日不在网站上公布。",
    ),
    # Two clocks
    "backdated": Sentence(
        "“{title}” in “{column}” prints {printed}, but on {covered} the list {page} was read without it, "
        "though it would have stood above entries known then; it was first seen on {first_seen} "
        "({number} such entries).",
        "栏目“{column}”中的《{title}》标注日期为 {printed}，但 {covered} 读取列表 {page} 时并无此条，"
        "而列在其下的信息当时已在；首次见到为 {first_seen}（同类 {number} 条），疑似倒签。",
    ),
    # Elements
    "elements-complete": Sentence(
        "All {number} required elements stand in “{column}” at {url}.",
        "栏目“{column}”（{url}）应有的 {number} 项要素齐全。",
    ),
    "incomplete": Sentence(
        "“{column}” at {url} lacks {number} of {wanted} required elements: {missing}.",
        "栏目“{column}”（{url}）应有 {wanted} 项要素，缺少 {number} 项：{missing}。",
    ),
    "elements-text-cut": Sentence(
        "Not seen in “{column}”: {missing}; its text is longer than what was kept.",
        "栏目“{column}”中未见：{missing}；但正文过长，未全部保留。",
    ),
    "elements-hidden": Sentence(
        "Not seen in “{column}”: {missing}; part of the page needs scripts.",
        "栏目“{column}”中未见：{missing}；但页面部分内容须运行脚本才能显示。",
    ),
    "elements-in-attachment": Sentence(
        "Not seen in the text of “{column}”: {missing}; its attachments were not read.",
        "栏目“{column}”正文中未见：{missing}；但附件未读取。",
    ),
    "column-file-unread": Sentence(
        "“{column}” leads to the file {target}, which could not be read in full.",
        "栏目“{column}”直接指向文件 {target}，该文件未能完整读取。",
    ),
    "elements-in-scan": Sentence(
        "Not seen in the text of “{column}”: {missing}; its attachment {target} is a scan without words in it.",
        "栏目“{column}”正文中未见：{missing}；但附件 {target} 为扫描件，无法读取文字。",
    ),
    "elements-in-unread-file": Sentence(
        "Not seen in the text of “{column}”: {missing}; its attachment {target} could not be read in full.",
        "栏目“{column}”正文中未见：{missing}；但附件 {target} 未能完整读取。",
    ),
    "elements-in-files": Sentence(
        "All {number} required elements stand in “{column}” at {url} together with its attachment {target}.",
        "栏目“{column}”（{url}）连同附件 {target}，应有的 {number} 项要素齐全。",
    ),
    "elements-in-picture": Sentence(
        "Not seen in the text of “{column}”: {missing}; there is too little text to read, or it is a picture.",
        "栏目“{column}”正文中未见：{missing}；但可读文字太少，或内容为图片。",
    ),
    "elements-in-articles": Sentence(
        "Not seen in “{column}”: {missing}; the articles it lists were not all read.",
        "栏目“{column}”中未见：{missing}；但所列信息未全部读取。",
    ),
    "judged-there": Sentence(
        "“{item}” was not checked: the column it is checked on is at fault itself, see “{base}”.",
        "“{item}”未检查：所依托的栏目本身有问题，见“{base}”。",
    ),
    "nothing-to-check": Sentence(
        "“{item}” does not apply: the site shows no column of this kind, and another item says whether it must.",
        "“{item}”不适用：网站没有此类栏目或其中没有内容；是否应当设置由其他事项检查。",
    ),
    # Faults of ours
    "present": Sentence("The column “{column}” at {url} is in order.", "栏目“{column}”（{url}）符合要求。"),
    "check-error": Sentence(
        "The check of “{item}” failed by a fault of this program ({error}), which says nothing about the site.",
        "检查“{item}”时程序出错（{error}），与网站无关。",
    ),
    # What would make it pass
    "remedy-missing": Sentence(
        "Set up a column “{item}” below “{under}” and publish its content there.",
        "在“{under}”下设置“{item}”栏目并公开相应内容。",
    ),
    "remedy-broken": Sentence(
        "Make {target} answer, or let the column “{column}” lead to the page that replaced it.",
        "恢复 {target} 的访问，或将栏目“{column}”的链接改为现有页面。",
    ),
    "remedy-misplaced": Sentence("Move the column below “{under}”.", "将栏目移至“{under}”之下。"),
    "remedy-ambiguous": Sentence(
        "Let a reviewer say which column means “{item}”; the answer is kept as a mapping for this site.",
        "请审核人员确认哪个栏目对应“{item}”，确认结果将作为本站映射保存。",
    ),
    "remedy-unknown": Sentence(
        "Nothing is asked of the site: the next sweep must be able to read what this one could not.",
        "无需网站整改：待下次巡检读取本次未能读取的内容。",
    ),
    "remedy-empty": Sentence(
        "Publish content in the column “{column}”, or remove a column that has none to publish.",
        "在栏目“{column}”中公开内容；确无内容的，应说明情况或撤并栏目。",
    ),
    "remedy-redirect-only": Sentence(
        "Let the column “{column}” lead to a page of its own.", "将栏目“{column}”的链接指向其自身页面。"
    ),
    "remedy-error-page": Sentence(
        "Repair the page of the column “{column}”, and let the server answer errors with an error status.",
        "修复栏目“{column}”的页面，并使服务器对错误页面返回错误状态码。",
    ),
    "remedy-placeholder": Sentence(
        "Replace the placeholder in the column “{column}” by content.", "以实际内容替换栏目“{column}”中的占位文字。"
    ),
    "remedy-stale": Sentence(
        "Publish an entry in the column “{column}” and keep it no older than {limit}.",
        "在栏目“{column}”中发布新信息，并保持 {limit} 内更新。",
    ),
    "remedy-late": Sentence(
        "Publish what is overdue in the column “{column}” and keep to the day next time; a day missed stays missed.",
        "在栏目“{column}”中补充公开逾期内容，今后按期公开；已逾期的事实不因补充公开而改变。",
    ),
    "remedy-undated": Sentence(
        "Print the day of publication beside each entry of the column “{column}”.",
        "为栏目“{column}”的每条信息标注发布日期。",
    ),
    "remedy-incomplete": Sentence(
        "Add to the column “{column}” what is lacking of “{item}”.", "补全栏目“{column}”中“{item}”缺少的要素。"
    ),
    "remedy-exposed": Sentence(
        "Mask the numbers of persons on {target} at once, and ask search engines to drop their copies.",
        "立即对 {target} 上的个人号码作去标识化处理，并清除搜索引擎缓存。",
    ),
    "remedy-backdated": Sentence(
        "Correct the printed date of the entry to the day on which it was published.",
        "将信息的标注日期更正为实际发布日期。",
    ),
}
"""Reason code to sentence."""
