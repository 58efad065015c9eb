"""The yearly report on disclosure in the form of 国办公开办函〔2021〕30号: six headings, three tables, and what ails it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from monitor.province.values import Cell, Table

if TYPE_CHECKING:
    import random

    from monitor.province.values import ReportForm, SiteIdentity

_HEADINGS: Final = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_LEFT_OUT: Final = (4, 5)
"""Headings that a report without its whole form lacks, with what stands below them."""
_APPLICANTS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
_ANSWERS: Final = (
    ("（一）予以公开", ("",)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("",)),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    ("（四）无法提供", ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
)
_RESULTS: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def report_text(identity: SiteIdentity, *, year: int, form: ReportForm, rng: random.Random) -> tuple[str | Table, ...]:
    """Write a report.

    Args:
        identity: whose report.
        year: the year it is about.
        form: what of the form it keeps.
        rng: where the figures come from.

    Returns:
        Paragraphs and tables in order.
    """
    count = rng.randint(800, 4000)
    sections: tuple[tuple[str | Table, ...], ...] = (
        (
            f"{year}年，{identity.name}认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，围绕中心工作推进政府信息公开。",
            f"（一）公开数量。全年通过政府网站公开信息{count}条，解读政策文件{rng.randint(3, 30)}篇，回应关切{rng.randint(2, 20)}次。",
            f"（二）监督保障。全年开展业务培训{rng.randint(1, 4)}次，季度检查{rng.randint(2, 4)}次，未发生失泄密情况。",
        ),
        (_published(rng),),
        (_requests(rng, wrong=form == "wrong-sum"),),
        (_suits(rng),),
        ("部分单位公开意识不强，政策解读形式单一。下一步将加强培训，丰富解读形式，进一步提升公开质量。",),
        (f"按照《政府信息公开信息处理费管理办法》，{year}年未收取信息处理费。",),
    )
    text: list[str | Table] = []
    for number, (heading, section) in enumerate(zip(_HEADINGS, sections, strict=True)):
        if form != "headless" or number not in _LEFT_OUT:
            text += [heading, *section]
    return tuple(text)


def cover_text(identity: SiteIdentity, *, year: int) -> tuple[str | Table, ...]:
    """What stands on the page of a report that is itself a file."""
    return (f"现将{identity.name}{year}年政府信息公开工作年度报告予以公布，详见附件。",)


def plain_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, a merged one in every place that it covers."""
    grid: dict[tuple[int, int], str] = {}
    for number, row in enumerate(table.rows):
        at = 0
        for cell in row:
            while (number, at) in grid:
                at += 1
            for down in range(cell.down):
                for right in range(cell.across):
                    grid[number + down, at + right] = cell.text
            at += cell.across
    width = max(column for _, column in grid) + 1
    return tuple(tuple(grid.get((row, column), "") for column in range(width)) for row in range(len(table.rows)))


def _published(rng: random.Random) -> Table:
    made = rng.randint(1, 9)
    rows = (
        ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
        ("规章", "0", "0", "0"),
        ("行政规范性文件", str(made), str(rng.randint(0, 3)), str(made + rng.randint(10, 60))),
    )
    return Table(rows=((Cell("第二十条第（一）项", across=4),), *(tuple(map(Cell, row)) for row in rows)))


def _numbers(figures: list[int]) -> tuple[Cell, ...]:
    return tuple(Cell(str(figure)) for figure in (*figures, sum(figures)))


def _requests(rng: random.Random, *, wrong: bool) -> Table:
    """New and carried over equal dealt with and carried on, in every column, unless the report is wrong."""
    kinds = [(group, name) for group, names in _ANSWERS for name in names]
    answers = [[rng.choice((0, 0, 0, rng.randint(1, 9))) if at < 2 else 0 for at in range(6)] for _ in kinds]  # noqa: PLR2004 - only persons and firms ask
    dealt = [sum(row[at] for row in answers) for at in range(6)]
    on = [rng.randint(0, 2) if at == 0 else 0 for at in range(6)]
    over = [min(rng.randint(0, 2), dealt[0] + on[0]) if at == 0 else 0 for at in range(6)]
    new = [dealt[at] + on[at] - over[at] for at in range(6)]
    told = _numbers(new)
    if wrong:
        told = (*told[:-1], Cell(str(sum(new) + 3)))
    rows: list[tuple[Cell, ...]] = [
        (
            Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", across=3, down=3),
            Cell("申请人情况", across=7),
        ),
        (Cell("自然人", down=2), Cell("法人或其他组织", across=5), Cell("总计", down=2)),
        tuple(map(Cell, _APPLICANTS[1:6])),
        (Cell("一、本年新收政府信息公开申请数量", across=3), *told),
        (Cell("二、上年结转政府信息公开申请数量", across=3), *_numbers(over)),
    ]
    first = True
    for group, names in _ANSWERS:
        for number, name in enumerate(names):
            row: tuple[Cell, ...] = _numbers(answers[kinds.index((group, name))])
            if not name:
                row = (Cell(group, across=2), *row)
            else:
                row = (*((Cell(group, down=len(names)),) if number == 0 else ()), Cell(name), *row)
            rows.append((Cell("三、本年度办理结果", down=len(kinds) + 1), *row) if first else row)
            first = False
    rows.append((Cell("（七）总计", across=2), *_numbers(dealt)))
    rows.append((Cell("四、结转下年度继续办理", across=3), *_numbers(on)))
    return Table(rows=tuple(rows))


def _suits(rng: random.Random) -> Table:
    figures: list[Cell] = []
    for _ in range(3):
        figures += _numbers([rng.choice((0, 0, 1, 2)) for _ in range(4)])
    results = tuple(map(Cell, _RESULTS))
    return Table(
        rows=(
            (Cell("行政复议", across=5), Cell("行政诉讼", across=10)),
            (
                *(Cell(name, down=2) for name in _RESULTS),
                Cell("未经复议直接起诉", across=5),
                Cell("复议后起诉", across=5),
            ),
            (*results, *results),
            tuple(figures),
        )
    )
