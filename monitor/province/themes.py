"""What a column is about, and the titles, fields and texts that stand in such a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import words

if TYPE_CHECKING:
    import datetime as dt
    import random
    from collections.abc import Callable

    from monitor.province.values import SiteIdentity

THEME_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("annual", ("年报", "年度报告")),
    ("guide", ("指南",)),
    ("request", ("依申请", "申请公开")),
    ("system", ("制度",)),
    ("budget", ("预算", "决算", "财政", "三公")),
    ("penalty", ("处罚", "强制", "执法")),
    ("license", ("许可", "审批", "管理服务事项")),
    ("fee", ("收费",)),
    ("procurement", ("采购",)),
    ("project", ("重大建设", "重大项目", "建设项目")),
    ("statistics", ("统计",)),
    ("planning", ("规划",)),
    ("emergency", ("应急", "预案", "预警", "突发")),
    ("recruitment", ("公务员", "招考", "招录", "招聘")),
    ("supervision", ("监督检查", "环境保护", "安全生产", "食品药品", "产品质量")),
    ("livelihood", ("扶贫", "教育", "医疗", "社会保障", "就业", "民生", "救助")),
    ("interpretation", ("解读",)),
    ("proposals", ("建议", "提案")),
    ("personnel", ("人事", "任免")),
    ("leaders", ("领导", "负责人")),
    ("organisation", ("机构", "职能", "职责")),
    ("regulation", ("规范性文件", "规章", "法规", "政策", "文件", "依据")),
    ("catalogue", ("目录", "清单")),
    ("notices", ("通知", "公告", "公示")),
    ("news", ("要闻", "动态", "新闻")),
)

TITLES: dict[str, tuple[str, ...]] = {
    "system": (
        "{place}政府信息公开保密审查制度",
        "{place}政府信息公开工作考核办法（{year}年修订）",
        "{place}政府信息公开责任追究制度",
        "{place}政务公开工作领导小组会议制度",
        "关于印发{place}政府信息主动公开工作制度的通知",
    ),
    "budget": (
        "{place}{year}年一般公共预算收支情况说明",
        "{place}{department}{year}年部门预算及“三公”经费预算公开",
        "{place}{last}年度部门决算公开说明",
        "{place}{year}年{month}月财政收支情况",
        "{place}{last}年“三公”经费决算情况",
    ),
    "penalty": (
        "{place}{department}行政处罚决定书（{firm}{trade}）",
        "{place}{department}{year}年第{n}号行政处罚信息公示",
        "关于对{firm}{kind}违法行为的行政处罚决定",
        "{place}{year}年{month}月行政处罚案件信息公开表",
    ),
    "license": (
        "{place}{department}准予行政许可决定书（{year}第{n}号）",
        "{firm}{kind}取水许可审批结果公示",
        "{place}{department}行政许可结果公示（{month}月）",
    ),
    "fee": (
        "{place}{year}年行政事业性收费目录清单",
        "关于调整{place}污水处理费征收标准的通知",
        "{place}涉企收费目录清单（{year}年）",
    ),
    "procurement": (
        "{place}{department}{goods}采购项目成交结果公告",
        "{place}{goods}政府采购意向公开（{year}年{month}月）",
        "{place}{department}{goods}竞争性磋商公告",
    ),
    "project": (
        "{project}可行性研究报告批复",
        "{place}{project}开工令",
        "{project}建设进展情况（{year}年{month}月）",
        "{project}竣工验收公示",
    ),
    "statistics": (
        "{place}{year}年1-{month}月国民经济运行情况",
        "{place}{last}年国民经济和社会发展统计公报",
        "{place}{year}年{month}月主要经济指标",
    ),
    "planning": (
        "{place}“十五五”{matter}规划",
        "{place}国土空间总体规划（{year}—2035年）",
        "{place}{year}年{matter}工作计划",
    ),
    "emergency": (
        "{place}自然灾害救助应急预案",
        "{place}发布暴雨{colour}色预警信号",
        "{place}{matter}突发事件应急处置情况",
    ),
    "recruitment": (
        "{place}{year}年公开招录公务员职位表",
        "{place}{year}年公务员录用体检公告",
        "{place}{year}年招录公务员拟录用人员公示（第{n}批）",
    ),
    "supervision": (
        "{place}食品安全监督抽检信息通告（{year}年第{n}期）",
        "{place}{year}年{month}月安全生产执法检查情况",
        "{place}产品质量监督抽查结果公告",
    ),
    "livelihood": (
        "{place}{year}年{month}月城乡低保发放情况",
        "{place}就业补助资金使用情况公示",
        "{place}义务教育学校招生工作方案",
        "{place}临时救助对象公示",
    ),
    "interpretation": ("《{place}{matter}实施方案》政策解读", "一图读懂《{place}{matter}若干措施》"),
    "proposals": ("对{place}人大代表第{n}号建议的答复", "关于政协第{n}号提案答复的函"),
    "personnel": ("{place}人民政府关于{person}等同志任免职的通知", "{place}事业单位公开招聘拟聘用人员公示"),
    "leaders": ("{person}同志简历及分工", "{leader}{person}"),
    "organisation": ("{place}{department}机构职能", "{place}{department}内设机构"),
    "regulation": (
        "{place}人民政府关于印发{place}{matter}管理办法的通知",
        "{place}人民政府办公室关于加强{matter}工作的实施意见",
        "{place}人民政府关于废止和修改部分行政规范性文件的决定",
        "{place}人民政府办公室关于印发{matter}若干措施的通知",
    ),
    "catalogue": ("{place}政府信息主动公开基本目录（{year}年版）", "{place}{department}权责清单"),
    "notices": words.NOTICES,
    "news": words.NEWS,
    "general": (
        "关于做好{place}{matter}工作的通知",
        "{place}{matter}工作情况（{year}年{month}月）",
        "{place}{department}关于{matter}的公告",
    ),
}

_REPORT_TITLES = (
    "{name}{year}年政府信息公开工作年度报告",
    "{name}{year}年政府信息公开工作年度报告",
    "{name}{year}年度政府信息公开工作报告",
    "{name}{numeral}年政府信息公开工作年度报告",
    "{name}政府信息公开工作年度报告（{year}年度）",
    "{year}年政府信息公开年报",
)

GUIDE_LABELS = (
    "政府信息的分类",
    "编排体系",
    "获取方式",
    "公开工作机构",
    "办公地址",
    "办公时间",
    "联系电话",
    "传真号码",
    "电子邮箱",
)
ORGANISATION_LABELS = ("机关职能", "机构设置", "办公地址", "办公时间", "联系方式", "负责人姓名")


def theme_of(names: tuple[str, ...]) -> str:
    """Name what a column is about from the names it may bear, the first of which counts most."""
    for name in names:
        for theme, marks in THEME_WORDS:
            if any(mark in name for mark in marks):
                return theme
    return "general"


def identity_number(identity: SiteIdentity, *, rng: random.Random) -> str:
    """An identity number of nobody, with the check digit of GB 11643."""
    digits = f"{identity.region.ljust(6, '0')}{rng.randint(1950, 2000)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(1, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11]


def person(rng: random.Random) -> str:
    """Make up a name."""
    return rng.choice(words.SURNAMES) + "".join(rng.sample(words.GIVEN, rng.choice((1, 2))))


_CHOICES: dict[str, tuple[str, ...]] = {
    "matter": words.MATTERS,
    "leader": words.LEADERS,
    "verb": words.VERBS,
    "street": words.STREETS,
    "project": words.PROJECTS,
    "goods": words.GOODS,
    "department": words.DEPARTMENTS,
    "firm": words.FIRMS,
    "trade": words.TRADES,
    "kind": words.FIRM_KINDS,
    "colour": tuple("蓝黄橙"),
}


class _Words(dict[str, object]):
    """What a pattern asks for; only that is chosen."""

    def __init__(self, identity: SiteIdentity, day: dt.date, rng: random.Random) -> None:
        place = identity.place if identity.body == "government" else identity.name
        super().__init__(place=place, year=day.year, last=day.year - 1, month=day.month)
        self._rng = rng

    def __missing__(self, name: str) -> object:
        rng = self._rng
        if name in _CHOICES:
            return rng.choice(_CHOICES[name])
        if name == "person":
            return person(rng)
        if name in {"village", "village2"}:
            self["village"], self["village2"] = rng.sample(words.VILLAGES, 2)
            return self[name]
        return rng.randint(11, 98) if name == "n" else rng.randint(2, 9)


def fill(pattern: str, identity: SiteIdentity, *, day: dt.date, rng: random.Random) -> str:
    """Put words into a pattern; ``{year}`` and ``{month}`` are those of ``day``, ``{last}`` is the year before."""
    return pattern.format_map(_Words(identity, day, rng))


def title_for(theme: str, identity: SiteIdentity, *, day: dt.date, rng: random.Random) -> str:
    """Make up one title; an annual report is about the year before ``day``."""
    if theme == "annual":
        year = day.year - 1
        numeral = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(year))
        return rng.choice(_REPORT_TITLES).format(name=identity.name, year=year, numeral=numeral)
    return fill(rng.choice(TITLES.get(theme, TITLES["general"])), identity, day=day, rng=rng)


def paragraphs_for(identity: SiteIdentity, *, day: dt.date, rng: random.Random, count: int = 4) -> tuple[str, ...]:
    """Make up the text of an article."""
    return tuple(
        "".join(fill(clause, identity, day=day, rng=rng) for clause in rng.sample(words.CLAUSES, rng.randint(2, 4)))
        for _ in range(count)
    )


def page_text(
    theme: str, identity: SiteIdentity, *, labels: tuple[str, ...], rng: random.Random, day: dt.date
) -> tuple[str, ...]:
    """The text of a column that is one page: every label that the law asks for, with a value."""
    wanted = [label.partition("|")[0] for label in labels]
    if theme == "guide":
        wanted += [label for label in GUIDE_LABELS if label not in wanted]
    if theme in {"organisation", "leaders", "request"}:
        wanted += [label for label in ORGANISATION_LABELS if label not in wanted]
    lead = f"为方便公民、法人和其他组织获取政府信息，根据《中华人民共和国政府信息公开条例》，{identity.name}编制本页，{day.year}年修订。"
    return (
        lead,
        *(f"{label}：{value_of(label, identity, rng=rng)}" for label in wanted),
        *paragraphs_for(identity, day=day, rng=rng, count=2),
    )


def value_of(label: str, identity: SiteIdentity, *, rng: random.Random) -> str:
    """A believable value for a printed label."""
    makers: tuple[tuple[tuple[str, ...], Callable[[], str]], ...] = (
        (("地址",), lambda: f"{identity.place}{rng.choice(words.STREETS)}{rng.randint(1, 199)}号"),
        (("时间",), lambda: "周一至周五 8:30—12:00，14:00—17:30（法定节假日除外）"),
        (("电话", "联系", "传真"), lambda: f"0850-62{rng.randint(20000, 79999)}"),
        (("邮箱", "邮件"), lambda: f"{identity.short}@example.invalid"),
        (("负责人", "姓名"), lambda: person(rng)),
        (("机构",), lambda: "、".join(rng.sample(words.OFFICES, 3))),
    )
    for marks, make in makers:
        if any(mark in label for mark in marks):
            return make()
    return f"{rng.choice(words.MATTERS)}、{rng.choice(words.MATTERS)}等事项，按主题和体裁分类编排。"
