"""Bootstrap pages of a small PHP builder: ``/list-12-2.html``, ``/show-12-345.html``, cards, badges and a folding menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.province import furniture
from monitor.province.desk import Desk, Family
from monitor.province.furniture import cut, esc, shown_date

if TYPE_CHECKING:
    from monitor.province.values import Channel, Document


def _channel_path(channel: Channel, trail: tuple[Channel, ...], page: int) -> str:  # noqa: ARG001 - flat numbering
    if channel.kind == "list":
        return f"/list-{channel.code}-{page}.html"
    return f"/page-{channel.code}.html" if channel.kind in {"page", "form"} else f"/category-{channel.code}.html"


def _document_path(channel: Channel, trail: tuple[Channel, ...], document: Document) -> str:  # noqa: ARG001 - flat numbering
    return f"/show-{channel.code}-{document.number}.html"


def _anchor(desk: Desk, channel: Channel, cls: str = "nav-link") -> str:
    address = desk.link(channel)
    if address is None:
        return f'<span class="{cls} disabled">{esc(channel.name)}</span>'
    return f'<a class="{cls}" href="{address}">{esc(channel.name)}</a>'


def _menu(desk: Desk) -> str:
    cells = [f'<li class="nav-item"><a class="nav-link" href="{desk.family.home_path}">首页</a></li>']
    for top in desk.blueprint.menu:
        drop = "".join(
            _anchor(desk, child, "dropdown-item")
            for child in top.children
            if child.role != "item" or top.role == "affairs"
        )
        cells.append(
            f'<li class="nav-item dropdown">{_anchor(desk, top, "nav-link dropdown-toggle")}<div class="dropdown-menu">{drop}</div></li>'
        )
    button = '<button class="navbar-toggler" type="button" data-toggle="collapse"><span class="navbar-toggler-icon"></span></button>'
    return f'<nav class="navbar navbar-expand-lg navbar-dark bg-primary">{button}<ul class="navbar-nav mr-auto">{"".join(cells)}</ul></nav>'


def _tree(desk: Desk) -> str:
    def branch(channel: Channel, below: str, _depth: int) -> str:
        inner = f'<ul class="list-unstyled collapse show">{below}</ul>' if below else ""
        return f'<li class="list-group-item">{_anchor(desk, channel, "side")}{inner}</li>'

    return f'<div class="col-md-3"><ul class="list-group">{furniture.tree(desk, branch)}</ul></div>'


def _page(
    desk: Desk, *, title: str, main: str, channel: Channel | None = None, document: Document | None = None
) -> str:
    identity = desk.identity
    crumbs, side = "", ""
    if channel is not None:
        trail = (*desk.trails[channel.code], channel)
        ways = "".join(f'<li class="breadcrumb-item">{_anchor(desk, part, "crumb")}</li>' for part in trail)
        crumbs = f'<nav aria-label="breadcrumb"><ol class="breadcrumb"><li class="breadcrumb-item"><a href="{desk.family.home_path}">首页</a></li>{ways}</ol></nav>'
        if any(part.role == "platform" for part in trail):
            side = _tree(desk)
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{esc(title)}</title>\n'
        f"{furniture.metas(identity, column=channel, document=document)}<link rel='stylesheet' href='/statics/bootstrap.min.css'>\n{furniture.STYLE}{furniture.SCRIPT}</head>\n<body>\n"
        f"<div class='container-fluid'>{furniture.today_line(desk.blueprint.today)}</div>{_menu(desk)}\n<div class='container'>{crumbs}<div class='row'>{side}<div class='col-md-9'>{main}</div></div></div>\n"
        f"{furniture.friends(desk)}{furniture.footer(identity, desk)}</body>\n</html>\n"
    )


def _rows(desk: Desk, channel: Channel, documents: tuple[Document, ...], length: int) -> str:
    style = "md" if channel.years == "hidden" else "年"
    return "\n".join(
        f'<li class="list-group-item d-flex"><a href="{desk.document(channel, document)}" title="{esc(document.title)}">{esc(cut(document.title, length))}</a>'
        f'<span class="badge badge-light ml-auto">{shown_date(document.date, style)}</span></li>'
        for document in documents
    )


def _card(desk: Desk, channel: Channel, count: int) -> str:
    return (
        f'<div class="card"><div class="card-header">{_anchor(desk, channel, "head")}<a class="float-right" href="{desk.link(channel) or "#"}">更多</a></div>'
        f'<ul class="list-group">{_rows(desk, channel, channel.documents[:count], 26)}</ul></div>'
    )


def _home(desk: Desk) -> str:
    cards = "".join(_card(desk, child, 6) for child in desk.blueprint.menu[0].children)
    quick = "".join(
        f'<div class="col">{_anchor(desk, channel, "btn btn-lg")}</div>'
        for channel in (desk.blueprint.platform, *desk.blueprint.home_links)
    )
    return _page(
        desk, title=desk.identity.name, main=f'<div class="carousel"></div>{cards}<div class="row">{quick}</div>'
    )


def _hub(desk: Desk, channel: Channel) -> str:
    if channel.role in {"platform", "statutory", "group", "key-areas", "affairs"}:
        tiles = "".join(f'<div class="col-4">{_anchor(desk, child, "tile")}</div>' for child in channel.children)
        main = f'<h4>{esc(channel.name)}</h4><div class="row">{tiles}</div>'
    else:
        main = "".join(_card(desk, child, 5) for child in channel.children)
    return _page(desk, title=f"{channel.name} - {desk.identity.name}", main=main, channel=channel)


def _listing(desk: Desk, channel: Channel, documents: tuple[Document, ...], page: int, pages: int) -> str:
    numbers = "".join(
        f'<li class="page-item{" active" if number == page else ""}"><a class="page-link" href="{desk.path(channel, number)}">{number}</a></li>'
        for number in range(1, pages + 1)
    )
    following = (
        f'<li class="page-item"><a class="page-link" href="{desk.path(channel, page + 1)}">下一页</a></li>'
        if page < pages
        else ""
    )
    notice = f'<p class="text-muted">{desk.family.placeholder}</p>' if channel.state == "placeholder" else ""
    main = f'<h4>{esc(channel.name)}</h4><ul class="list-group">{_rows(desk, channel, documents, 40)}</ul>{notice}<ul class="pagination">{numbers}{following}</ul>{furniture.newest_box(desk, "热门文章")}'
    return _page(desk, title=f"{channel.name} - {desk.identity.name}", main=main, channel=channel)


def _text(desk: Desk, channel: Channel) -> str:
    body = furniture.page_body(desk, channel)
    return _page(
        desk,
        title=f"{channel.name} - {desk.identity.name}",
        main=f'<h4>{esc(channel.name)}</h4><div class="content">{body}</div>',
        channel=channel,
    )


def _article(desk: Desk, channel: Channel, document: Document) -> str:
    attachment = (
        f'<p><i class="fa fa-paperclip"></i><a href="/{document.attachment}">{esc(document.attachment_name)}</a></p>'
        if document.attachment
        else ""
    )
    main = (
        f'<h3 class="text-center">{esc(document.title)}</h3><p class="text-center text-muted"><time>{document.date.isoformat()}</time> 来源：{esc(document.fields["发布机构"])} 浏览：88</p>'
        f"{furniture.fields_table(document)}<div class='content'>{furniture.paragraphs(document.paragraphs)}</div>{attachment}"
    )
    return _page(desk, title=f"{document.title} - {desk.identity.name}", main=main, channel=channel, document=document)


def _script_list(desk: Desk, channel: Channel) -> str:
    main = f'<h4>{esc(channel.name)}</h4><div id="root"><div class="spinner-border"></div>加载中…</div><script src="/statics/app.bundle.js"></script>'
    return _page(desk, title=f"{channel.name} - {desk.identity.name}", main=main, channel=channel)


FAMILY = Family(
    name="phpcms",
    channel_path=_channel_path,
    document_path=_document_path,
    home=_home,
    hub=_hub,
    listing=_listing,
    text=_text,
    article=_article,
    script_list=_script_list,
    page_placeholder="栏目建设中，请稍后访问",
    form_action="/index.php?m=apply&a=save",
    page_size=15,
    byte_order_mark=True,
    site_map_path="/sitemap.html",
    placeholder="暂无记录",
    not_found="dressed",
)
