"""Names of the columns that hold other columns: the disclosure platform, its statutory part, the maps of a site."""

from __future__ import annotations

import re

from rules.normalise import normalise_name


def _keys(names: str) -> frozenset[str]:
    return frozenset(normalise_name(name) for name in names.split())


PLATFORM_NAME = "政府信息公开"
PLATFORM_KEY = normalise_name(PLATFORM_NAME)
PLATFORM = _keys(
    """
    政府信息公开 信息公开 政务公开 政府信息公开平台 信息公开平台 政府信息公开网 政府信息公开主页 公开
    阳光政务 政务信息公开 政府信息公开栏 信息公开网 政府信息公开系统 政府信息公开站
    政府信息公开导航 信息公开导航 公开导航
    """
)
"""Names of the platform itself; any of them answers for 政府信息公开 as a parent."""

STATUTORY = _keys(
    """
    法定主动公开内容 法定主动公开 法定主动内容 法定主动公开目录 法定主动公开信息 法定公开内容
    主动公开内容 主动公开 主动公开目录 主动公开事项目录 主动公开基本目录 政府信息公开目录 信息公开目录
    公开目录 政府信息主动公开目录 政府信息主动公开全清单 主动公开全清单 公开全清单 基础信息公开
    基本信息公开 政府信息主动公开 公开内容 公开事项
    """
)
"""Names of the part that holds what must be published unasked."""

PRIORITY = _keys(
    """
    重点领域信息公开 重点领域 重点领域公开 重点领域政府信息公开 重点领域信息 其他重点信息公开
    其它重点信息公开 重点信息公开 重点工作信息 重点工作
    """
)
"""Names of the part that holds the fields of priority."""

_MAPS = _keys(
    """
    网站地图 站点地图 网站导航 栏目导航 站群导航 导航 全站导航
    """
)

_OTHERS = _keys(
    """
    基层政务公开 基层政务公开标准化规范化 基层政务公开标准目录 基层政务公开专栏 公开领域 其他法定信息
    其他主动公开 其他法定主动公开内容 履职依据 专题专栏 政策 政策法规 政府信息公开专题 政务 五公开
    “五公开”推进工作 机构概况 公开导航 信息公开导航 政府信息公开导航 决策公开 执行公开 管理公开
    服务公开 结果公开 清单信息 权责清单
    """
)

GROUPS = (PLATFORM, STATUTORY, PRIORITY)
"""Sets of names that stand for one another as expected parents."""

HUBS = PLATFORM | STATUTORY | PRIORITY | _MAPS | _OTHERS

HOME = _keys(
    """
    首页 网站首页 主页 门户网站 返回首页 当前位置 首页导航 您的位置 所在位置
    """
)
"""What a path of names begins with and says nothing."""

ORGAN_END = re.compile(
    r"(?:局|厅|委|委员会|办|办公室|中心|镇|乡|街道|学校|中学|小学|医院|公司|处|站|所|队|社|院|馆|协会|部|署|银行|集团)$"
)
"""What the name of another organ ends with; before a column's name it makes the column that organ's."""


def synonyms(key: str) -> frozenset[str]:
    """Return every normalised name that stands for a normalised parent's name, itself included."""
    for group in GROUPS:
        if key in group:
            return group
    return frozenset((key,))
