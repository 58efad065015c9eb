"""Scores as JSON (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor import words

if TYPE_CHECKING:
    from monitor.scores import Scored
    from rules.scoring import Bounds, ScoreLine


def score_row(scored: Scored) -> dict[str, Any]:
    """One site by one standard."""
    sheet, rule = scored.sheet, scored.sheet.rule
    return {
        "site": sheet.site,
        "site_name": scored.site.name,
        "standard": sheet.standard,
        "verdict": sheet.verdict,
        "score": None if sheet.score is None else _bounds(sheet.score),
        "deducted": _bounds(sheet.deducted),
        "bonus": _bounds(sheet.bonus),
        "scale": round(sheet.scale, 4),
        "total": rule.total,
        "pass_mark": rule.pass_mark,
        "bonus_above": rule.bonus_above,
        "bonus_most": rule.bonus_most,
        "from_memory": sheet.from_memory,
        "lines": [_line_row(line) for line in sheet.lines],
    }


def _line_row(line: ScoreLine) -> dict[str, Any]:
    return {
        "item": line.item,
        "item_name": line.item_name,
        "part": line.part,
        "state": line.state,
        "outcome": None if line.outcome is None else line.outcome.value,
        "faults": _bounds(line.faults),
        "each": line.each,
        "most": line.most,
        "points": _bounds(line.points),
        "provenance": line.provenance,
        "counted_by": line.counted_by or None,
        "reason": None if line.reason is None else words.reason(line.reason),
    }


def _bounds(bounds: Bounds) -> dict[str, float]:
    return {"low": float(bounds.low), "high": float(bounds.high)}
