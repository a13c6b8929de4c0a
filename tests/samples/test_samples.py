"""The sample pages and their gold files agree with each other and hold the variety that samples/README.md promises."""

from __future__ import annotations

import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
GOLD = sorted(SAMPLES.rglob("*.gold.json"))
DATES = {"2026-03-13", "2026-03-14", "2026-03-15"}

FORMATS = {"minute": "%Y-%m-%dT%H:%M", "day": "%Y-%m-%d"}
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬٪", "0123456789.,%")
MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
NUMBER = re.compile(r"\d+(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
AR_SCALES = {"الف": 1e3, "الاف": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9}
EN_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
SPELLED = {
    "عشرة": 10, "عشر": 10, "العاشرة": 10, "عشرين": 20, "العشرين": 20, "عشرون": 20, "ثلاثين": 30, "ثلاثون": 30,
    "اربعين": 40, "خمسين": 50, "السبعين": 70, "السبعينيات": 1970, "الثامنة والاربعين": 48, "ثلاثة عشر مليون": 13e6, "الاحد عشر": 11,
    "الثاني عشر": 12, "مئة": 100, "مئتي": 200, "مئتين": 200, "الثانية": 2, "الثاني": 2, "الف": 1000,
    "خمسة الاف": 5000, "الواحد": 1, "الفا": 2000, "الخامس": 5, "السادس": 6,
}  # fmt: skip


def page_path(gold: Path) -> Path:
    stem = gold.name.removesuffix(".gold.json")
    found = [gold.parent / f"{stem}{ext}" for ext in (".txt", ".html") if (gold.parent / f"{stem}{ext}").exists()]
    assert len(found) == 1, f"{gold.name}: one page beside it, found {len(found)}"
    return found[0]


def load(gold: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(gold.read_text("utf-8"))
    return loaded


def page_text(gold: Path) -> str:
    return page_path(gold).read_bytes().decode(load(gold)["encoding"])


def squeeze(text: str) -> str:
    return "".join(html.unescape(text).split())


def numbers(text: str, scales: dict[str, float]) -> Counter[float]:
    text = MARKS.sub("", text).translate(DIGITS).replace("أ", "ا").replace("آ", "ا")
    found: Counter[float] = Counter()
    for match in NUMBER.finditer(text):
        value = float(match.group().replace(",", ""))
        after = re.match(r"\s+(\w+)", text[match.end() :])
        scale = next((v for k, v in scales.items() if after and re.fullmatch(f"{k}ا?", after[1])), 1)
        found[round(value * scale, 6)] += 1
    return found


def spelled(arabic: str) -> set[float]:
    folded = re.sub("[أإآ]", "ا", MARKS.sub("", arabic))
    return {float(v) for k, v in SPELLED.items() if re.search(rf"(?<!\w)[وبل]?{k}(?!\w)", folded)}


@pytest.fixture(params=GOLD, ids=lambda p: p.name.removesuffix(".gold.json"))
def gold(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_every_page_has_gold() -> None:
    pages = {p for ext in ("txt", "html") for p in SAMPLES.rglob(f"*.{ext}")}
    assert pages == {page_path(g) for g in GOLD}


def test_names_are_ascii() -> None:
    assert all(p.name.isascii() for p in SAMPLES.rglob("*"))


def test_gold_has_every_field(gold: Path) -> None:
    data = load(gold)
    needed = {"title", "outlet", "author", "date", "encoding", "story", "title_en", "body", "summary_ar", "summary_en"}
    assert needed <= set(data) <= needed | {"sentences"}
    assert data["title"] and data["title_en"] and data["story"].isascii() and data["body"]
    assert 1 <= len(data["summary_ar"]) == len(data["summary_en"]) <= 3
    assert data["title"] not in data["body"]


def test_encoding_is_the_one_claimed(gold: Path) -> None:
    raw, encoding = page_path(gold).read_bytes(), load(gold)["encoding"]
    assert raw.decode(encoding).encode(encoding) == raw
    assert "\ufffd" not in raw.decode(encoding)
    if encoding != "utf-8":
        with pytest.raises(UnicodeDecodeError):
            raw.decode("utf-8")


def test_body_stands_in_the_page_in_order(gold: Path) -> None:
    page, at = squeeze(page_text(gold)), 0
    for paragraph in load(gold)["body"]:
        found = page.find(squeeze(paragraph), at)
        assert found >= at, f"{gold.name}: not in the page after the paragraph before it: {paragraph[:60]}"
        at = found + len(squeeze(paragraph))


def test_head_stands_in_the_page(gold: Path) -> None:
    data, page = load(gold), squeeze(page_text(gold))
    for field in ("title", "outlet", "author"):
        assert data[field] is None or squeeze(data[field]) in page


def test_page_is_more_than_its_body(gold: Path) -> None:
    data, page = load(gold), squeeze(page_text(gold))
    assert len(page) > len(squeeze("".join(data["body"]) + data["title"])) + 20


def test_date_is_valid_and_of_the_three_days(gold: Path) -> None:
    date = load(gold)["date"]
    match date["precision"]:
        case "none":
            assert date["value"] is None
        case "day-without-year":
            assert "2026" + date["value"][1:] in DATES
            assert "2026" not in page_text(gold).translate(DIGITS)
        case precision:
            datetime.strptime(date["value"], FORMATS[precision])
            assert date["value"][:10] in DATES


def test_sentences_cover_the_body(gold: Path) -> None:
    data = load(gold)
    if "sentences" not in data:
        pytest.skip("no sentence translations for this page")
    assert squeeze("".join(ar for ar, _ in data["sentences"])) == squeeze("".join(data["body"]))
    assert all(len(pair) == 2 for pair in data["sentences"])


def english_pairs(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield data["title"], data["title_en"]
    yield from zip(data["summary_ar"], data["summary_en"], strict=True)
    yield from data.get("sentences", ())


def test_english_is_english(gold: Path) -> None:
    for ar, en in english_pairs(load(gold)):
        assert en.strip() == en and en
        assert not re.search("[\u0600-\u06ff]", en), en
        assert 0.5 < len(en) / len(ar) < 3.2, (ar, en)
        assert not ar.endswith(".") or en.endswith((".", '."', '."', '"')), en


def test_numbers_agree(gold: Path) -> None:
    """Every number of either side stands on the other, one below ten perhaps as a word."""
    for ar, en in english_pairs(load(gold)):
        left, right = numbers(ar, AR_SCALES), numbers(en, EN_SCALES)
        lost = [n for n in (left - right) if n >= 10 or n != int(n)]
        added = [n for n in (right - left) if n not in spelled(ar)]
        assert not lost, f"{gold.name}: {lost} not in the English: {ar} / {en}"
        assert not added, f"{gold.name}: {added} only in the English: {ar} / {en}"


def test_summary_numbers_come_from_the_page(gold: Path) -> None:
    data = load(gold)
    body = " ".join([data["title"], *data["body"]])
    known = set(numbers(body, AR_SCALES)) | spelled(body)
    for sentence in data["summary_ar"]:
        assert {n for n in numbers(sentence, AR_SCALES) if n >= 10} <= known, (gold.name, sentence)


def test_variety() -> None:
    top = [g for g in GOLD if g.parent == SAMPLES]
    data = {page_path(g).name: load(g) for g in top}
    texts = {page_path(g).name: page_text(g) for g in top}
    assert len(top) >= 14
    assert len({d["outlet"] for d in data.values()}) == len(top), "every page has another outlet"
    days = Counter((d["date"]["value"] or "")[:10] for d in data.values())
    assert set(days) >= DATES and max(days, key=lambda d: days[d]) == "2026-03-14"
    assert Counter(d["date"]["precision"] for d in data.values())["none"] == 1
    assert Counter(d["date"]["precision"] for d in data.values())["day-without-year"] == 1
    assert [n for n, d in data.items() if d["encoding"] == "cp1256"] and [n for n in data if n.endswith(".html")]
    words = {n: sum(len(p.split()) for p in d["body"]) for n, d in data.items()}
    assert max(words.values()) >= 1500
    assert min(len(d["sentences"]) for d in data.values()) == 2
    stories = Counter(d["story"] for d in data.values())
    assert sum(n >= 2 for n in stories.values()) >= 2
    for shape in ("آذار", "مارس", "مارس/آذار", "آذار/مارس", "١٣", "هـ", "انسخ الرابط", "طباعة", "Ru En", "إقرأ أيضاً",
                  "كلمات دلالية", "المصدر: وكالات", "حمّل تطبيق", "©", "أضف تعليقك", "فيفري", "شتنبر"):  # fmt: skip
        assert any(shape in t for t in texts.values()), shape


def test_pairs_differ() -> None:
    """Two outlets on one story tell it in other words, and in one pair at least a number differs."""
    by_story: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for g in GOLD:
        if g.parent == SAMPLES:
            by_story[load(g)["story"]].append(load(g))
    pairs = [p for p in by_story.values() if len(p) == 2]
    for first, second in pairs:
        assert not {ar for ar, _ in first["sentences"]} & {ar for ar, _ in second["sentences"]}
    assert any("120" in " ".join(a["body"]) and "135" in " ".join(b["body"]) for a, b in pairs)


DAY = [g for g in GOLD if g.parent.name == "day"]


def shingles(gold: Path) -> set[str]:
    words = " ".join(load(gold)["body"]).split()
    return {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}


def test_day_has_stories_from_several_outlets() -> None:
    stories: dict[str, list[Path]] = defaultdict(list)
    for g in DAY:
        stories[load(g)["story"]].append(g)
    several = {story: pages for story, pages in stories.items() if len(pages) >= 2}
    assert len(DAY) >= 40 and len(several) >= 12
    assert len(stories) - len(several) >= 10, "other events from the same places"
    for story, pages in several.items():
        assert len(pages) <= 4 and len({load(g)["outlet"] for g in pages}) == len(pages), story


def test_day_has_near_duplicates_and_retellings() -> None:
    alike, retold = 0, 0
    for i, first in enumerate(DAY):
        for second in DAY[i + 1 :]:
            a, b = shingles(first), shingles(second)
            overlap = len(a & b) / min(len(a), len(b))
            if load(first)["story"] == load(second)["story"]:
                alike += overlap > 0.5
                retold += overlap < 0.2
            else:
                assert overlap < 0.2, (first.name, second.name)
    assert alike >= 3 and retold >= 12


def test_day_pages_are_short_and_mostly_translated() -> None:
    assert all(70 <= sum(len(p.split()) for p in load(g)["body"]) <= 250 for g in DAY)
    assert sum("sentences" in load(g) for g in DAY) >= len(DAY) / 2
