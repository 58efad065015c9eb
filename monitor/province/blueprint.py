"""From a site's story to its columns and documents; the builders only have to render what stands here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import msgspec

from monitor.province import themes
from monitor.province.dates import clock_of, longest_age, spread
from monitor.province.documents import Draft, code_of, divided, item_documents, write_document
from monitor.province.scenario import FIELD_COLUMNS, Scenario, is_fixed, structure_of
from monitor.province.values import Blueprint, Channel, Document, ItemState, Role
from rules.normalise import normalise_name

if TYPE_CHECKING:
    from rules.standard import Item, Standard

KEY_AREAS = "重点领域信息公开"
_ABSENT = frozenset({"missing"})
_DECORATIONS = ("{}", "·{}", "【{}】", "{}>>", "{} ", "☆{}", "{}（更多）", "　{}", "{} GONGKAI")
_TRUNK_POSITION = 2
"""法定主动公开内容 stands after 指南 and 制度."""
_LEAST_PART = 4
"""Characters from which one name inside another means the same column."""
_SILENT = frozenset({"empty", "placeholder", "script-file"})
_GROUPS = {
    "budget": "财政信息",
    "fee": "财政信息",
    "procurement": "财政信息",
    "penalty": "行政权力运行",
    "license": "行政权力运行",
    "organisation": "机构信息",
    "leaders": "机构信息",
    "personnel": "机构信息",
    "recruitment": "机构信息",
    "regulation": "履职依据",
    "planning": "规划统计",
    "statistics": "规划统计",
}
_SLUGS = {
    "annual": "zfxxgknb",
    "guide": "zfxxgkzn",
    "request": "ysqgk",
    "system": "zfxxgkzd",
    "budget": "czyjs",
    "penalty": "xzcf",
    "license": "xzxk",
    "fee": "xzsyxsf",
    "procurement": "zfcg",
    "project": "zdjsxm",
    "statistics": "tjxx",
    "planning": "ghjh",
    "emergency": "yjgl",
    "recruitment": "gwyzk",
    "supervision": "jdjc",
    "livelihood": "msxx",
    "interpretation": "zcjd",
    "proposals": "jyta",
    "personnel": "rsxx",
    "leaders": "ldxx",
    "organisation": "jgzn",
    "regulation": "zcwj",
    "catalogue": "gkml",
}
_OTHER_GROUP = "其他法定信息"
_ORDINARY: dict[Role, tuple[tuple[str, str, str], ...]] = {
    "news": (
        ("要闻动态", "ywdt", "news"),
        ("部门动态", "bmdt", "news"),
        ("乡镇动态", "xzdt", "news"),
        ("公示公告", "gsgg", "notices"),
        ("图片新闻", "tpxw", "news"),
    ),
    "service": (("办事指南", "bszn", "general"), ("便民服务", "bmfw", "general"), ("表格下载", "bgxz", "general")),
    "interaction": (("县长信箱", "xzxx", "general"), ("在线访谈", "zxft", "news"), ("网上调查", "wsdc", "general")),
    "about": (("历史沿革", "lsyg", "general"), ("风土人情", "ftrq", "general")),
    "topics": (("学习宣传贯彻专题", "xxxc", "news"), ("政府网站工作年度报表", "wznb", "general")),
}
_MENU: tuple[tuple[Role, str, str], ...] = (
    ("news", "新闻中心", "xwzx"),
    ("affairs", "政务公开", "zwgk"),
    ("service", "办事服务", "bsfw"),
    ("interaction", "互动交流", "hdjl"),
    ("about", "走进{place}", "zjbd"),
    ("topics", "专题专栏", "ztzl"),
)


def draw(  # noqa: PLR0913 - one call site, all by name
    scenario: Scenario,
    items: tuple[tuple[Standard, Item], ...],
    states: dict[tuple[str, str], ItemState],
    *,
    today: dt.date,
    seed: int,
    pages: int,
) -> Blueprint:
    """Draw the columns and documents of one site.

    Args:
        scenario: the site's story.
        items: its applicable items.
        states: the state of each of them.
        today: the day on which the site is looked at.
        seed: every choice follows from it.
        pages: the least number of pages; news fill what is lacking.

    Returns:
        The site, ready to be rendered.
    """
    names = frozenset(normalise_name(name) for _, item in items for name in (item.name, *item.find.aliases))
    draft = Draft(scenario=scenario, states=states, items=items, today=today, seed=seed, known_names=names)
    hung: dict[str, list[Channel]] = {
        place: [] for place in ("fixed", "statutory", "group", "hub", "key-areas", "affairs", "stray", "home")
    }
    slugs: set[str] = set()
    for standard, item in items:
        state = states[(standard.id, item.id)]
        if structure_of(item) or state.state in _ABSENT:
            continue
        channel = _item_channel(draft, standard, item, state=state, slugs=slugs)
        hung["fixed" if is_fixed(item) and state.place == "statutory" else state.place].append(channel)
    platform = _platform(draft, hung)
    menu = _menu(draft, hung, platform)
    blueprint = Blueprint(
        identity=scenario.identity,
        today=today,
        seed=seed,
        menu=menu,
        platform=platform,
        home_links=tuple(hung["home"]),
        platform_host=platform_host_of(scenario),
    )
    return _filled(draft, blueprint, pages)


def platform_host_of(scenario: Scenario) -> str | None:
    """The served address of a platform that does not stand on the site itself."""
    return f"{scenario.identity.short}-gk" if scenario.platform_host else None


def walk(channel: Channel, trail: tuple[Channel, ...] = ()) -> list[tuple[Channel, tuple[Channel, ...]]]:
    """Every column from here down with the columns above it, outermost first."""
    found = [(channel, trail)]
    for child in channel.children:
        found += walk(child, (*trail, channel))
    return found


def every_channel(blueprint: Blueprint) -> list[tuple[Channel, tuple[Channel, ...]]]:
    """Every column of the site with its trail."""
    return [pair for top in (*blueprint.menu, *blueprint.home_links) for pair in walk(top)]


def _item_channel(draft: Draft, standard: Standard, item: Item, *, state: ItemState, slugs: set[str]) -> Channel:
    identity = draft.identity
    rng = draft.dice("item", standard.id, item.id)
    name = state.name or item.name
    if draft.scenario.decorated:
        name = rng.choice(_DECORATIONS).format(name)
    theme = themes.theme_of((item.name, *item.find.aliases, item.group))
    slug = _SLUGS.get(theme, "qtfdxx")
    if slug in slugs:
        slug += f"_{code_of(item.id)}"
    slugs.add(slug)
    kind = {"list": "list", "page": "page", "form": "form", "link": "page"}[item.find.kind]
    documents: tuple[Document, ...] = ()
    paragraphs: tuple[str, ...] = ()
    if kind == "list" and state.state not in _SILENT:
        documents = item_documents(draft, item, state=state, theme=theme, rng=rng)
    elif kind != "list" and state.state not in _SILENT:
        labels = item.require.labels
        revised = draft.today - dt.timedelta(days=min(longest_age(clock_of(item, identity)) or 400, 400) // 4)
        paragraphs = themes.page_text(theme, identity, labels=labels, rng=rng, day=revised)
        if state.state == "incomplete":
            paragraphs = themes.paragraphs_for(identity, day=revised, rng=rng, count=8)
        if state.state == "exposed":
            paragraphs += (
                f"工作人员：{themes.person(rng)}，公民身份号码{themes.identity_number(identity, rng=rng)}。",
            )
    channel = Channel(
        slug=slug,
        code=code_of(identity.id, item.id),
        name=name,
        role="item",
        kind=kind,  # type: ignore[arg-type]
        state=state.state,
        documents=documents,
        paragraphs=paragraphs,
        items=((standard.id, item.id),),
        linked=state.state != "heading",
        years=state.years,
    )
    if state.state in {"by-year", "split"}:
        return divided(channel, by_year=state.state == "by-year")
    return channel


def _platform(draft: Draft, hung: dict[str, list[Channel]]) -> Channel:
    groups: dict[str, list[tuple[Channel, bool]]] = {}
    for folded in (False, True):
        for channel in hung["hub" if folded else "group"]:
            name = _group_of(draft, channel)
            groups.setdefault(name, []).append((channel, folded))
    grouped = tuple(
        Channel(
            slug=f"g{code_of(name) % 9973}",
            code=code_of(draft.identity.id, name),
            name=name,
            role="group",
            kind="hub",
            children=tuple(channel for channel, _ in members),
            folded=any(folded for _, folded in members),
        )
        for name, members in groups.items()
    )
    trunk_items = _items_of_structure(draft, "statutory")
    statutory = Channel(
        slug="fdzdgknr",
        code=code_of(draft.identity.id, "statutory"),
        name=_structure_name(draft, trunk_items, "法定主动公开内容"),
        role="statutory",
        kind="hub",
        children=(*hung["statutory"], *grouped),
        items=trunk_items,
        linked=not draft.scenario.statutory_heading,
    )
    fixed = sorted(hung["fixed"], key=_fixed_order)
    before = [channel for channel in fixed if _fixed_order(channel) < _TRUNK_POSITION]
    after = [channel for channel in fixed if _fixed_order(channel) >= _TRUNK_POSITION]
    return Channel(
        slug="zfxxgk",
        code=code_of(draft.identity.id, "platform"),
        name=draft.scenario.platform_name,
        role="platform",
        kind="hub",
        children=(*before, statutory, *after),
        items=_items_of_structure(draft, "platform"),
    )


def _group_of(draft: Draft, channel: Channel) -> str:
    """A fitting group whose own name is not that of an item, which a missing item might be mistaken for."""
    label = next((label for theme, label in _GROUPS.items() if channel.slug.startswith(_SLUGS[theme])), _OTHER_GROUP)
    return _OTHER_GROUP if _known(draft, label) else label


def _fixed_order(channel: Channel) -> int:
    for number, mark in enumerate(("指南", "制度", "年", "申请")):
        if mark in channel.name:
            return number
    return 4


def _items_of_structure(draft: Draft, structure: str) -> tuple[tuple[str, str], ...]:
    return tuple((standard.id, item.id) for standard, item in draft.items if structure_of(item) == structure)


def _structure_name(draft: Draft, items: tuple[tuple[str, str], ...], otherwise: str) -> str:
    return next((draft.states[key].name or otherwise for key in items), otherwise)


def _menu(draft: Draft, hung: dict[str, list[Channel]], platform: Channel) -> tuple[Channel, ...]:
    menu = []
    for role, name, slug in _MENU:
        children = [
            _ordinary(draft, label, child_slug, theme)
            for label, child_slug, theme in _ORDINARY.get(role, ())
            if not _known(draft, label)
        ]
        if role == "affairs":
            children = [*([] if draft.scenario.platform_in_menu else [platform]), *hung["affairs"]]
            if draft.scenario.departments:
                children.append(_departments(draft))
            if draft.scenario.fields:
                children.append(_fields(draft))
            if hung["key-areas"]:
                children.append(_hub(draft, KEY_AREAS, "zdlyxxgk", "key-areas", tuple(hung["key-areas"])))
        if role == "service":
            children += hung["stray"]
        menu.append(_hub(draft, name.format(place=draft.identity.place), slug, role, tuple(children)))
    if draft.scenario.platform_in_menu:
        menu.insert(2, platform)
    return tuple(menu)


def _fields(draft: Draft) -> Channel:
    """The fields of the grassroots lists, whose columns are named like statutory ones and are not those."""
    fields = []
    for number, name in enumerate(("社会救助领域", "养老服务领域", "安全生产领域", "涉农补贴领域", "公共文化服务领域")):
        columns = tuple(
            msgspec.structs.replace(
                _ordinary(draft, label, f"ly{number}{slug}", "general", count=5),
                code=code_of(draft.identity.id, name, label),
                role="decoy",
            )
            for label, slug in zip(FIELD_COLUMNS, ("zcwj", "jdjc", "xzcf"), strict=True)
        )
        fields.append(_hub(draft, name, f"ly{number}", "decoy", columns))
    return _hub(draft, "基层政务公开", "jczwgk", "decoy", tuple(fields))


def _departments(draft: Draft) -> Channel:
    """Other organs' guides and reports, which are not the site's own."""
    organs = []
    for number, name in enumerate(("财政局", "民政局", "教育局")):
        slug = f"bm{number}"
        rng = draft.dice("department", slug)
        organ = msgspec.structs.replace(draft.identity, name=draft.identity.place + name, body="department")
        days = tuple(dt.date(draft.today.year - back, 1, 12 + number) for back in range(4))
        guide = Channel(
            slug=f"{slug}zn",
            code=code_of(draft.identity.id, slug, "guide"),
            name="信息公开指南",
            role="decoy",
            kind="page",
            paragraphs=themes.page_text("guide", organ, labels=(), rng=rng, day=draft.today),
        )
        reports = Channel(
            slug=f"{slug}nb",
            code=code_of(draft.identity.id, slug, "reports"),
            name="信息公开年报",
            role="decoy",
            documents=tuple(
                msgspec.structs.replace(
                    write_document(draft, "annual", day, rng=rng),
                    title=f"{organ.name}{day.year - 1}年政府信息公开工作年度报告",
                )
                for day in days
                if day <= draft.today
            ),
        )
        organs.append(_hub(draft, organ.name, slug, "decoy", (guide, reports)))
    return _hub(draft, "部门信息公开", "bmxxgk", "decoy", tuple(organs))


def _hub(draft: Draft, name: str, slug: str, role: Role, children: tuple[Channel, ...]) -> Channel:
    return Channel(
        slug=slug, code=code_of(draft.identity.id, slug), name=name, role=role, kind="hub", children=children
    )


def _known(draft: Draft, name: str) -> bool:
    """Whether a column of that name would stand for an item, which only the story may decide."""
    key = normalise_name(name)
    return any(
        key == known or (len(key) >= _LEAST_PART and key in known) or (len(known) >= _LEAST_PART and known in key)
        for known in draft.known_names
    )


def _ordinary(draft: Draft, name: str, slug: str, theme: str, *, count: int = 8) -> Channel:
    rng = draft.dice("ordinary", slug)
    newest = draft.today - dt.timedelta(days=rng.randint(0, 3))
    days = spread(newest, count, 6, rng=rng)
    return Channel(
        slug=slug,
        code=code_of(draft.identity.id, slug),
        name=name,
        documents=tuple(
            write_document(draft, theme, day, rng=draft.dice(slug, str(number))) for number, day in enumerate(days)
        ),
    )


def _filled(draft: Draft, blueprint: Blueprint, pages: int) -> Blueprint:
    """Lengthen the first news column until the site has enough pages."""
    present = sum(1 + len(channel.documents) for channel, _ in every_channel(blueprint))
    lacking = max(12, pages - present)
    news = blueprint.menu[0]
    name, slug, theme = next(entry for entry in _ORDINARY["news"] if not _known(draft, entry[0]))
    first = _ordinary(draft, name, slug, theme, count=lacking + 12)
    children = tuple(first if child.slug == slug else child for child in news.children)
    return msgspec.structs.replace(
        blueprint, menu=(msgspec.structs.replace(news, children=children), *blueprint.menu[1:])
    )
