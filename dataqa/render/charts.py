"""Evidence as pictures: Altair specs, built once, turned to SVG by vl-convert and cleaned for a page."""

from __future__ import annotations

import functools
import json
import math
import re
import xml.etree.ElementTree as ET
from typing import Any

from dataqa.model import Evidence
from dataqa.render import words

WIDTH = 360
NAMES, BINS = 15, 120
"""Bars drawn at most: of names, and of a scale."""
_SVG = "{http://www.w3.org/2000/svg}"
_KEEP = frozenset({"d", "fill", "opacity", "stroke", "stroke-width", "text-anchor", "transform", "x2", "y2", "font-size"})
_UNNAMED = "\u0001"
"""Of a second bar, which the axis does not name; no label has it, for it is not visible."""
_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def chart(evidence: Evidence) -> str:
    """Draw one picture of an issue.

    Parameters
    ----------
    evidence : Evidence
        Its bars: horizontal where the labels are names, upright where they are a scale.

    Returns
    -------
    str
        SVG text, safe inside HTML: nothing but shapes and texts, no ids, no styles, no links. Bars take their colours from the
        page's ``--bar`` and ``--accent``, texts and lines from ``currentColor``. Empty where there are no bars.
    """
    import vl_convert  # type: ignore[import-untyped, unused-ignore]

    bars = _bars(evidence)
    if not bars:
        return ""
    top = max(0.0, *(bar["v"] for bar in bars))
    bottom = min(0.0, *(bar["v"] for bar in bars))
    room = 1.0 if evidence.ordered else 1.3
    spec = json.loads(_template(evidence.ordered))
    spec["data"] = {"values": bars}
    if evidence.beside:
        for layer in spec.get("layer", [spec]):
            layer["encoding"]["opacity"] = {"field": "o", "type": "quantitative", "scale": None}
    value = "y" if evidence.ordered else "x"
    for layer in spec.get("layer", [spec]):
        layer["encoding"][value]["scale"] = {"domain": [bottom, (top or 1.0 + bottom) * room], "nice": evidence.ordered}
    if evidence.ordered:
        spec["encoding"]["y"]["axis"]["format"] = "~%" if evidence.unit.startswith("share") else _format(top)
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], show_warnings=False)
    return _clean(svg, evidence, [bar["d"] for bar in bars])


def _format(top: float) -> str:
    """Return the d3 format of an axis that ends at `top`: no exponent where digits are shorter."""
    return "~s" if top >= 10_000 else ",.0f" if top >= 4 else "~r"


def _bars(evidence: Evidence) -> list[dict[str, Any]]:
    pairs = list(zip(evidence.labels, evidence.values, strict=False))
    marked = set(evidence.marked)
    kept = list(range(len(pairs)))
    limit = BINS if evidence.ordered else NAMES
    if len(kept) > limit:
        first = sorted(marked & set(kept))[: limit // 2]
        kept = sorted({*first, *[i for i in kept if i not in set(first)][: limit - len(first)]})
    bars = []
    for i in kept:
        label = words.visible(pairs[i][0], 80)
        key = f"{i:05d}{words.visible(_tick(label) if evidence.ordered else label, 22)}"
        bars.append(_bar(evidence, key, label, pairs[i][1], blue=i in marked and not evidence.beside))
        if i < len(evidence.beside):  # over the first on a scale, under it where labels are names
            second = key if evidence.ordered else f"{i:05d}{_UNNAMED}"
            opacity = 0.6 if evidence.ordered else 1.0
            bars.append(_bar(evidence, second, f"{label}, the second", evidence.beside[i], blue=True, opacity=opacity))
    return bars


def _bar(evidence: Evidence, key: str, label: str, raw: float, *, blue: bool, opacity: float = 1.0) -> dict[str, Any]:
    value = float(raw) if math.isfinite(raw) else 0.0
    shown = words.share(raw) if evidence.unit.startswith("share") else words.number(raw)
    fill = "var(--accent,#0969da)" if blue else "var(--bar,#8c959f)"
    told = f"{label}: {words.amount(raw, evidence.unit)}"
    return {"k": key, "v": value, "at": max(value, 0.0), "t": shown, "d": told, "fill": fill, "o": opacity}


def _tick(label: str) -> str:
    """Return the label of a bar of a scale as the axis shows it: of a range its beginning, without exponents."""
    start = label.split(" to ")[0]
    try:
        value = float(start.replace(",", "").replace("−", "-"))
    except ValueError:
        return start
    return words.number(value) if "e" in start or abs(value) >= 10_000 else start


@functools.cache
def _template(ordered: bool) -> str:
    import altair as alt

    nothing: Any = alt.Data(values=[])  # type: ignore[no-untyped-call, unused-ignore]
    fill = alt.Fill("fill:N", scale=None)
    if ordered:
        axis = alt.Axis(
            title=None,
            labelExpr="slice(datum.value, 5)",
            labelAngle=0,
            labelOverlap="greedy",
            labelLimit=90,
            labelPadding=8,
            ticks=False,
        )
        zero = "datum.value === 0 ? '0' : datum.label"
        y = alt.Y(
            "v:Q", title=None, stack=None, axis=alt.Axis(tickCount=3, labelExpr=zero, labelPadding=8, domain=False, ticks=False)
        )
        x = alt.X("k:O", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.12, paddingOuter=0))
        drawing: Any = alt.Chart(nothing).mark_bar().encode(x=x, y=y, fill=fill).properties(height=120)
    else:
        axis = alt.Axis(
            title=None,
            labelExpr=f"datum.value[5] === '{_UNNAMED}' ? '' : slice(datum.value, 5)",
            labelLimit=150,
            labelPadding=8,
            ticks=False,
            domain=False,
        )
        y = alt.Y("k:O", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.35, paddingOuter=0.15))
        base = alt.Chart(nothing).encode(y=y)
        bars = base.mark_bar().encode(x=alt.X("v:Q", stack=None, axis=None), fill=fill)
        text = base.mark_text(align="left", baseline="middle", dx=6).encode(x=alt.X("at:Q", axis=None), text="t:N")
        drawing = alt.layer(bars, text).properties(height=alt.Step(22))
    margin = {"top": 4, "right": 16, "bottom": 2, "left": 0}
    fit = alt.AutoSizeParams(type="fit-x", contains="padding")
    drawing = drawing.properties(width=WIDTH).configure(font="Arial", autosize=fit, aria=False, padding=margin)
    return json.dumps(drawing.configure_axis(labelFontSize=12).configure_text(fontSize=12).configure_view(stroke=None).to_dict())


def _clean(svg: str, evidence: Evidence, told: list[str]) -> str:
    root = ET.fromstring(svg)
    waiting = iter(told)
    _prune(root, waiting)
    height = str(math.ceil(float(root.get("height", 0))))
    name = words.visible(evidence.title, 200)
    missing = len(evidence.labels) - len(told)
    rest = f"; and {missing:,} more" if missing else ""
    told_all = f"{name}. {'; '.join(told[:NAMES])}{'; …' if len(told) > NAMES else rest}"
    attributes = {"xmlns": _SVG[1:-1], "class": "chart", "viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH), "height": height}
    new = ET.Element("svg", attributes | {"role": "img", "aria-label": told_all, "fill": "none"})
    ET.SubElement(new, "title").text = name
    new.extend(list(root))
    return ET.tostring(new, encoding="unicode")


def _prune(node: ET.Element, told: Any) -> None:
    """Keep shapes and texts alone; colours become the page's; each bar gets its words as a tooltip."""
    for child in list(node):
        fill, kind = child.get("fill"), child.tag.removeprefix(_SVG)
        drawn = kind in {"g", "text", "line"} or (kind == "path" and "var(" in (fill or ""))
        if not drawn or child.get("opacity") == "0":
            node.remove(child)
            continue
        child.tag, child.tail = kind, None
        kept = {key: _NUMBER.sub(_rounded, value) for key, value in child.attrib.items() if key in _KEEP}
        if kind == "text":
            kept["fill"] = "currentColor"
        elif kind == "line":
            kept |= {"stroke": "currentColor", "opacity": "0.15"}
        child.attrib.clear()
        child.attrib.update(kept)
        if kind == "path":
            ET.SubElement(child, "title").text = next(told, "")
        else:
            _prune(child, told)
            if kind == "g" and not len(child):
                node.remove(child)


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")
