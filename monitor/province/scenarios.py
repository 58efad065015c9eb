"""The sites of the province and what is wrong with each. All names, codes and addresses are invented."""

from __future__ import annotations

from typing import Final

from monitor.province.scenario import Scenario
from monitor.province.values import ItemState as Is
from monitor.province.values import SiteIdentity

NEIGHBOURS: Final = {"hall": "青岚省政务服务大厅", "exchange": "青岚省公共资源交易中心"}
"""Served addresses that nobody registered: ``hall`` belongs to the sites that name it, ``exchange`` to none."""

SCENARIOS: Final = (
    Scenario(
        identity=SiteIdentity(
            id="5227110001",
            name="清溪县人民政府",
            place="清溪县",
            level="county",
            body="government",
            region="522711",
            builder="trs",
            short="qingxi",
        ),
        faults=(
            Is(state="missing"),
            Is(state="empty"),
            Is(state="stub"),
            Is(state="broken"),
            Is(state="stale"),
            Is(place="group"),
            Is(place="key-areas"),
            Is(state="placeholder"),
            Is(state="offsite"),
            Is(years="hidden"),
        ),
        hosts=("hall",),
    ),
    Scenario(
        identity=SiteIdentity(
            id="5227000002",
            name="沅湖市人民政府",
            place="沅湖市",
            level="city",
            body="government",
            region="522700",
            builder="hanweb",
            short="yuanhu",
        ),
        every_second_alias=True,
        faults=(
            Is(state="error-page"),
            Is(state="missing"),
            Is(state="needs-script"),
            Is(state="empty"),
            Is(state="overdue"),
            Is(place="stray"),
            Is(place="hub"),
            Is(place="hub"),
            Is(state="stub"),
            Is(state="offsite-foreign"),
        ),
        validators=False,
    ),
    Scenario(
        identity=SiteIdentity(
            id="5227130003",
            name="白石县人民政府",
            place="白石县",
            level="county",
            body="government",
            region="522713",
            builder="table-gbk",
            short="baishi",
        ),
        faults=(
            Is(state="late"),
            Is(state="missing"),
            Is(state="broken"),
            Is(state="empty"),
            Is(state="placeholder"),
            Is(place="affairs"),
            Is(state="forbidden"),
            Is(state="stale"),
            Is(state="tardy"),
            Is(state="stub"),
        ),
        validators=False,
    ),
)
