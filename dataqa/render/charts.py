"""Evidence as pictures: bars as SVG, written directly."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass

from dataqa.model import Evidence
from dataqa.render import words

WIDTH = 360
NAMES, BINS = 15, 120
"""Bars drawn at most: of names, and of a scale."""
_RIGHT, _GAP, _TOP = 16, 8, 8
_STEP, _THICK = 22, 14
_PAIRED_STEP, _PAIRED_THICK = 15, 12
"""Height of a row and of its bar; the same for two bars a label."""
_LONGEST_NAME = 150
_HEIGHT, _TICKS = 120, 3
_FONT = 12
_NARROW, _WIDE = frozenset("iljtfrI.,:;|!'()[] /"), frozenset("mwMW@%")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    """One bar: what stands at its axis (empty for a second one), its value, what stands beside it, its tooltip and colour."""

    name: str
    value: float
    shown: str
    words: str
    fill: str
    second: bool


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
    bars = _bars(evidence)
    if not bars:
        return ""
    picture = ET.Element("svg")
    height = _upright(picture, bars, evidence) if evidence.ordered else _lying(picture, bars, paired=bool(evidence.beside))
    missing = len(evidence.labels) * (2 if evidence.beside else 1) - len(bars)
    rest = "; …" if len(bars) > NAMES else f"; and {missing:,} more" if missing > 0 else ""
    name = words.visible(evidence.title, 200)
    picture.attrib |= {
        "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH),
        "height": str(height), "role": "img", "aria-label": f"{name}. {'; '.join(bar.words for bar in bars[:NAMES])}{rest}",
        "fill": "none", "font-size": str(_FONT),
    }  # fmt: skip
    title = ET.Element("title")
    title.text = name
    picture.insert(0, title)
    return ET.tostring(picture, encoding="unicode")


def _lying(picture: ET.Element, bars: Sequence[_Bar], *, paired: bool) -> int:
    """Draw horizontal bars, each with its name before it and its value behind it; return the height of the picture."""
    step, thick = (_PAIRED_STEP, _PAIRED_THICK) if paired else (_STEP, _THICK)
    left = min(_LONGEST_NAME, max(_wide(bar.name) for bar in bars)) + _GAP + 4
    room = WIDTH - _RIGHT - left - max(_wide(bar.shown) for bar in bars) - 6
    bottom, top = min(0.0, *(bar.value for bar in bars), 0.0), max(0.0, *(bar.value for bar in bars), 0.0)
    scale = room / ((top - bottom) or 1.0)
    zero = left - bottom * scale
    for place, bar in enumerate(bars):
        y = _TOP + place * step - 2 * bar.second
        # of two bars a label the name stands between them
        middle = y + step - 1 if paired and bar.name else y + step / 2
        if bar.name:
            _text(picture, _cut(bar.name), left - _GAP, middle, "end")
        start, end = sorted((zero, zero + bar.value * scale))
        _rect(picture, bar, start, y + (step - thick) / 2, end - start, thick)
        _text(picture, bar.shown, max(end, zero) + 6, y + step / 2, "start")
    return _TOP + len(bars) * step + 2


def _upright(picture: ET.Element, bars: Sequence[_Bar], evidence: Evidence) -> int:
    """Draw upright bars on a scale: values on the left, names beneath as far as there is room; return the height of the picture."""
    bottom, top = min(0.0, *(bar.value for bar in bars), 0.0), max(0.0, *(bar.value for bar in bars), 0.0)
    step = _round_step(((top - bottom) or 1.0) / _TICKS)
    first, last = math.floor(bottom / step), max(math.ceil(top / step), 1)
    marks = {place: _mark(place * step, step, evidence.unit) for place in range(first, last + 1)}
    left = max(_wide(shown) for shown in marks.values()) + _GAP + 2
    scale = _HEIGHT / ((last - first) * step)
    zero = _TOP + last * step * scale
    for place, shown in marks.items():
        y = zero - place * step * scale
        ends = {"x1": _n(left), "x2": _n(WIDTH - _RIGHT), "y1": _n(y), "y2": _n(y)}
        ET.SubElement(picture, "line", ends | {"stroke": "currentColor", "opacity": "0.15"})
        _text(picture, shown, left - _GAP, y, "end")
    places = 1 + max(place for place, _ in _columns(bars))
    wide = (WIDTH - _RIGHT - left) / places
    taken = -math.inf
    for place, bar in _columns(bars):
        y, tall = zero - max(bar.value, 0) * scale, abs(bar.value) * scale
        _rect(picture, bar, left + (place + 0.06) * wide, y, 0.88 * wide, tall, opacity="0.6" if bar.second else "")
        center, half = left + (place + 0.5) * wide, _wide(bar.name) / 2
        if bar.name and center - half > taken:
            kept = max(center, half)
            _text(picture, bar.name, min(kept, WIDTH - half), _TOP + _HEIGHT + 16, "middle")
            taken = center + half + 4
    return _TOP + _HEIGHT + 26


def _columns(bars: Sequence[_Bar]) -> list[tuple[int, _Bar]]:
    """Return each bar with its place on the scale: a second bar stands over the first."""
    places, place = [], -1
    for bar in bars:
        place += not bar.second
        places.append((place, bar))
    return places


def _rect(picture: ET.Element, bar: _Bar, x: float, y: float, wide: float, tall: float, opacity: str = "") -> None:
    faint = {"opacity": opacity} if opacity else {}
    shape = f"M{_n(x)},{_n(y)}h{_n(wide)}v{_n(tall)}h{_n(-wide)}Z"
    ET.SubElement(ET.SubElement(picture, "path", {"d": shape, "fill": bar.fill, **faint}), "title").text = bar.words


def _text(picture: ET.Element, text: str, x: float, middle: float, anchor: str) -> None:
    place = {"x": _n(x), "y": _n(middle + 0.35 * _FONT), "text-anchor": anchor, "fill": "currentColor"}
    ET.SubElement(picture, "text", place).text = text


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _wide(text: str) -> float:
    """Return about how wide a text is in a sans-serif font, in pixels."""
    return sum(3.6 if one in _NARROW else 10.2 if one in _WIDE else _FONT if ord(one) > 0x2E7F else 7.4 for one in text)


def _cut(name: str) -> str:
    while _wide(name) > _LONGEST_NAME:
        name = name.removesuffix("…")[:-1] + "…"
    return name


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20 … (and 0.5, 0.2 …) that is not below a number."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * (1 - 1e-9))


def _mark(value: float, step: float, unit: str) -> str:
    """Return a number at the axis: no exponent where digits are shorter, no more digits than its step has."""
    if value == 0:
        return "0"
    if unit.startswith("share"):
        return f"{100 * value:.{max(0, -math.floor(math.log10(100 * step)))}f}%".replace("-", "−")
    for power, sign in ((9, "G"), (6, "M"), (3, "k")):
        if abs(value) >= 10 * 10**power or (abs(value) >= 10**power and power > 3):
            return f"{value / 10**power:.4g}{sign}".replace("-", "−")
    return f"{value:,.{max(0, -math.floor(math.log10(step)))}f}".replace("-", "−")


def _bars(evidence: Evidence) -> list[_Bar]:
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
        shown = words.visible(_tick(label) if evidence.ordered else label, 22)
        bars.append(_bar(evidence, shown, label, pairs[i][1], blue=i in marked and not evidence.beside, second=False))
        if i < len(evidence.beside):
            bars.append(_bar(evidence, "", f"{label}, the second", evidence.beside[i], blue=True, second=True))
    return bars


def _bar(evidence: Evidence, name: str, label: str, raw: float, *, blue: bool, second: bool) -> _Bar:
    return _Bar(
        name=name,
        value=float(raw) if math.isfinite(raw) else 0.0,
        shown=words.share(raw) if evidence.unit.startswith("share") else words.number(raw),
        words=f"{label}: {words.amount(raw, evidence.unit)}",
        fill="var(--accent,#0969da)" if blue else "var(--bar,#8c959f)",
        second=second,
    )


def _tick(label: str) -> str:
    """Return the label of a bar of a scale as the axis shows it: of a range its beginning, without exponents."""
    start = label.split(" to ")[0]
    try:
        value = float(start.replace(",", "").replace("−", "-"))
    except ValueError:
        return start
    return words.number(value) if "e" in start or abs(value) >= 10_000 else start
