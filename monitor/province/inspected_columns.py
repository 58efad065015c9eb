"""From the story of a small site to its columns, articles and files; ``inspected_pages`` only has to render them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from monitor.province.files import pdf
from monitor.province.inspected import Column, Drawn, Inspected, Paper
from monitor.province.themes import identity_number, person

if TYPE_CHECKING:
    import random

    from monitor.province.values import SiteIdentity

_MATTERS: Final = (
    "烟花爆竹安全管理办法",
    "城乡居民临时救助实施细则",
    "农村宅基地审批管理办法",
    "公共停车场收费管理办法",
)
_DRAFTS: Final = ("城市养犬管理办法", "农村公路养护管理办法")
_OPEN_DRAFT: Final = "历史建筑保护管理办法"
_PERMITS: Final = (
    "食品经营许可证核发",
    "公共场所卫生许可",
    "取水许可审批",
    "建筑工程施工许可证核发",
    "林木采伐许可",
    "城镇污水排入排水管网许可",
    "道路旅客运输经营许可",
    "烟花爆竹零售经营许可",
)
_LACKING: Final = ("建筑工程施工许可证核发", "城镇污水排入排水管网许可")
_POWERS: Final = ("对擅自占用城市道路的处罚", "对无证经营餐饮服务的处罚", "对违法占地建筑的强制拆除")
_NEWS: Final = ("召开安全生产工作推进会", "部署秋冬季森林防灭火工作", "高标准农田建设项目开工", "举办数字政务培训班")
_NOTICES: Final = ("关于城区计划停水的通告", "关于人民路交通管制的通告", "关于公开选聘法律顾问的公告")
_EMPTY: Final = ("通知公告", "政策文件", "政策解读", "机构职能", "领导信息", "办事指南")


def draw_inspected(story: Inspected, *, today: dt.date, rng: random.Random) -> Drawn:
    """Draw the columns of one site.

    Args:
        story: what the site is like.
        today: the day on which it is looked at.
        rng: where names and numbers come from.
    """
    identity, newest = story.identity, today - dt.timedelta(days=story.newest)
    news = Column("/xw/", "要闻动态", _papers("/xw/", [f"{identity.place}{what}" for what in _NEWS], newest, step=2))
    if story.bare == "otherwise":
        return _without_lists(news)
    if story.bare == "unusual":
        return _unusual(news)
    if story.bare == "empty":
        empty = tuple(Column(f"/k{number}/", name) for number, name in enumerate(_EMPTY))
        return Drawn((news, *empty), {}, {}, {})
    policies, readings, stubs = _documents(story, newest)
    if story.home == "carousel":
        yesterday = today - dt.timedelta(days=1)
        picture = Paper(
            "/xw/tt.html", f"{identity.place}秋粮喜获丰收", yesterday, ("今年秋粮再获丰收。",), listed=False
        )
        news = news._replace(papers=(picture, *news.papers))
    notices = Column(
        "/gg/", "通知公告", _papers("/gg/", [f"{identity.place}{what}" for what in _NOTICES], newest, step=9)
    )
    asked, results = _consultations(story, today)
    if story.consultations == "among-notices":
        notices = notices._replace(papers=(*notices.papers, *results.papers[1:]))
        results = results._replace(papers=results.papers[:1])
    lists, files = _lists(story, newest, rng)
    about = Column("/gk/", "走进" + identity.place, text=_about(identity))
    menu = (
        Column("/xwzx/", "新闻中心", children=(news, notices)),
        Column("/zfxxgk/", "政府信息公开", children=(policies, readings, *lists)),
        Column("/hdjl/", "互动交流", children=(asked, results)),
        about,
    )
    return Drawn(menu, stubs, files, {})


def _without_lists(news: Column) -> Drawn:
    """Columns that hold something, though none of it is a list of articles."""
    picture = '<p align="center"><img src="/images/{}.jpg" width="800"></p>'
    held = (
        '<script src="/js/gglist.js"></script><div id="gglist"></div>',
        '<iframe src="/frame/zcwj.html" width="900" height="700"></iframe>',
        "".join(picture.format(f"jd{number}") for number in range(3)),
        picture.format("jgzn"),
        picture.format("ldxx"),
        '<p><a href="/files/bszn.pdf">办事指南汇编.pdf</a></p>',
        picture.format("ndbb"),
    )
    columns = tuple(
        Column(f"/k{number}/", name, markup=markup)
        for number, (name, markup) in enumerate(zip((*_EMPTY, "政府网站年度报表"), held, strict=True))
    )
    rows = "".join(
        f'<li><a href="/frame/{number}.html">{matter}</a><span>2026-11-0{number + 1}</span></li>'
        for number, matter in enumerate(_MATTERS)
    )
    frame = f'<html><head><meta charset="utf-8"><title>政策文件</title></head><body><ul>{rows}</ul></body></html>'
    return Drawn(
        (news, *columns), {}, {"/files/bszn.pdf": pdf(["办事指南汇编", *_PERMITS])}, {"/frame/zcwj.html": frame}
    )


def _unusual(news: Column) -> Drawn:
    """Columns whose content is real and looks like no list of articles: cards, one line, a table, names with portraits."""
    cards = "".join(
        f'<div class="card"><a href="/wj/{number}.html"><h4>{matter}</h4><p>自公布之日起施行。</p></a></div>'
        for number, matter in enumerate(_MATTERS[:3])
    )
    organs = "".join(
        f"<tr><td>{organ}</td><td>0850-622{at}11</td></tr>" for at, organ in enumerate(("财政局", "民政局"))
    )
    names = "".join(
        f'<li><a href="/ld/{at}.html"><img src="/images/ld{at}.jpg"><p>{name}</p></a></li>'
        for at, name in enumerate(("张建国", "李明"))
    )
    held = (
        '<ul><li><a href="/wj/0.html">关于城区停水的通告</a> 2026-11-02</li></ul>',
        cards,
        '<p><a href="/wj/1.html">一图读懂</a></p>',
        f"<table>{organs}</table>",
        f"<ul>{names}</ul>",
        '<p><a href="http://hall.example.invalid/">网上办事大厅</a></p>',
    )
    columns = tuple(
        Column(f"/k{number}/", name, markup=markup)
        for number, (name, markup) in enumerate(zip(_EMPTY, held, strict=True))
    )
    article = '<html><head><meta charset="utf-8"><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>'
    further = {
        f"/wj/{number}.html": article.format(matter, "现予公布。" * 20) for number, matter in enumerate(_MATTERS[:3])
    }
    further |= {f"/ld/{number}.html": article.format("领导简历", "负责政府全面工作。" * 10) for number in range(2)}
    return Drawn((news, *columns), {}, {}, further)


def _papers(folder: str, titles: list[str], newest: dt.date, *, step: int) -> tuple[Paper, ...]:
    return tuple(
        Paper(f"{folder}{number}.html", title, newest - dt.timedelta(days=step * number), (f"{title}，有关情况如下。",))
        for number, title in enumerate(titles)
    )


def _about(identity: SiteIdentity) -> tuple[str, ...]:
    return (f"{identity.place}位于省境中部，辖十二个乡镇，县城驻城关镇。", "全县属亚热带季风气候，年平均气温15摄氏度。")


def _documents(story: Inspected, newest: dt.date) -> tuple[Column, Column, dict[str, str]]:
    """Policy documents, their interpretations, and the addresses that lead from one to the other by a detour."""
    place, policies, readings = story.identity.place, [], []
    stubs: dict[str, str] = {}
    for number, matter in enumerate(_MATTERS):
        day = newest - dt.timedelta(days=20 * number + 3)
        title = f"{place}人民政府关于印发《{place}{matter}》的通知"
        about = f"《{place}{matter}》政策解读"
        there, back = f"/zcjd/{number}.html", f"/zcwj/{number}.html"
        if story.documents == "by-redirect":
            stubs |= {f"/go/j{number}": there, f"/go/w{number}": back}
            there_by, back_by = f"/go/j{number}", f"/go/w{number}"
        else:
            there_by, back_by = ("", "") if story.documents == "scripted" else (there, back)
        tied = story.documents != "unlinked"
        text = (
            f"文号：{place[0]}府发〔{day.year}〕{number + 7}号　效力状态：有效　发布日期：{day.isoformat()}　主题分类：综合政务",
            f"各乡镇人民政府，县政府各部门：现将本办法印发给你们，请认真贯彻执行。本办法自{day.year}年{day.month}月{day.day}日起施行。",
        )
        words = "" if story.documents == "by-picture" else about
        policies.append(Paper(back, title, day, text, ("相关解读", words, there_by) if tied else None))
        said = (f"近日，县人民政府印发了有关办法，现就制定背景、主要内容和办理程序说明如下。第{number + 1}期。",)
        later = day + dt.timedelta(days=1)
        readings.append(Paper(there, about, later, said, ("政策原文", title, back_by) if tied else None))
    extra = Paper("/zcwj/9.html", f"{place}人民政府办公室关于做好值班工作的通知", newest, ("请各单位做好值班工作。",))
    return Column("/zcwj/", "政策文件", (extra, *policies)), Column("/zcjd/", "政策解读", tuple(readings)), stubs


def _consultations(story: Inspected, today: dt.date) -> tuple[Column, ...]:
    """Two consultations that are long over, one that is open, and what became of them."""
    place, asked, answers = story.identity.place, [], []
    for number, draft in enumerate((_OPEN_DRAFT, *_DRAFTS)):
        begun = today - dt.timedelta(days=10 if not number else 150 + 30 * number)
        end = begun + dt.timedelta(days=30)
        text = [f"为广泛听取意见，现将草案予以公布。意见请于{end.year}年{end.month}月{end.day}日前以信函寄至县司法局。"]
        if number and story.consultations == "on-its-page":
            text.append(f"意见采纳情况：征求意见期间共收到意见建议{number + 3}条，采纳{number}条。")
        file = "/yjzj/qk.pdf" if number and story.consultations == "in-a-file" else None
        title = f"关于公开征求《{place}{draft}（征求意见稿）》意见的公告"
        asked.append(Paper(f"/yjzj/{number}.html", title, begun, tuple(text), file=file, file_name="意见采纳情况.pdf"))
        told = story.consultations != "unanswered" or draft != _DRAFTS[0]
        if number and told and story.consultations in {"answered", "unanswered", "among-notices"}:
            told_on = end + dt.timedelta(days=20)
            kind = "征求意见情况的反馈" if story.consultations == "among-notices" else "公开征求意见采纳情况的公告"
            what = f"关于《{place}{draft}（征求意见稿）》{kind}"
            answers.append(Paper(f"/zjjg/{number}.html", what, told_on, ("征求意见期间共收到意见3条，采纳2条。",)))
    if story.consultations == "summed-up":
        names = "、".join(f"《{place}{draft}（征求意见稿）》" for draft in _DRAFTS)
        day = today - dt.timedelta(days=60)
        said = (f"{names}征求意见期间共收到意见9条，采纳4条。",)
        answers.append(Paper("/zjjg/8.html", f"{day.year}年第三季度公开征求意见采纳情况汇总", day, said))
    other = Paper(
        "/zjjg/9.html",
        f"{place}公交线路优化方案意见采纳情况",
        today - dt.timedelta(days=70),
        ("收到意见12条，采纳5条。",),
    )
    results = Column("/zjjg/", "意见征集结果", (other, *answers), scripted=story.consultations == "scripted")
    return (Column("/yjzj/", "意见征集", tuple(asked)), results)


def _lists(story: Inspected, newest: dt.date, rng: random.Random) -> tuple[tuple[Column, ...], dict[str, bytes]]:
    """The list of powers and that of permits, and the investment projects with their file."""
    files: dict[str, bytes] = {}
    offered = list(_PERMITS)
    if story.permits == "lacking":
        offered = [name for name in offered if name not in _LACKING]
    if story.permits == "worded-otherwise":
        offered = [f"{name.removesuffix('证核发').removesuffix('审批')}（新办）" for name in offered]
    powers = Column("/qlqd/", "权力清单", _papers("/qlqd/", [*_PERMITS, *_POWERS], newest, step=0))
    if story.permits == "files":
        organs = ("财政局", "民政局", "水务局")
        papers = tuple(
            Paper(f"/qlqd/{number}.pdf", f"{story.identity.place}{organ}权力清单", newest, ())
            for number, organ in enumerate(organs)
        )
        files |= {paper.path: pdf([paper.title, *_PERMITS]) for paper in papers}
        powers = powers._replace(papers=papers)
    permits = Column("/xksx/", "行政许可事项清单", _papers("/xksx/", offered, newest, step=0))
    if story.documents == "as-file":
        files |= {
            f"/{folder}/{number}.pdf": pdf([matter])
            for folder in ("zcjd", "zcwj")
            for number, matter in enumerate(_MATTERS)
        }
    if story.permits == "as-text":
        permits = permits._replace(papers=(), text=tuple(f"{at}．{name}" for at, name in enumerate(_PERMITS, start=1)))
    if story.consultations == "in-a-file":
        files["/yjzj/qk.pdf"] = pdf(["意见采纳情况", "共收到意见3条，采纳2条。"])
    if story.permits == "paged":
        permits = permits._replace(page_size=5)
    titles = [f"{story.identity.place}{name}招商项目" for name in ("茶叶精深加工", "冷链物流园", "温泉康养")]
    projects = _papers("/zsyz/", titles, newest, step=5)
    if story.exposed:
        number = identity_number(story.identity, rng=rng)
        files["/zsyz/P0.pdf"] = pdf(["招商项目联系人", f"{person(rng)}，公民身份号码{number}，电话0850-6223344"])
        projects = (projects[0]._replace(file="/zsyz/P0.pdf"), *projects[1:])
    else:
        line = "项目概况：占地50亩。优惠政策：按县招商政策执行。负责人：招商中心主任。联系电话：0850-6223344"
        projects = tuple(paper._replace(paragraphs=(*paper.paragraphs, line)) for paper in projects)
    return (powers, permits, Column("/zsyz/", "招商引资", projects)), files
