from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.articles.language import arabic_paragraphs, dialect_of, language_of

GOLD = Path(__file__).parent / "gold"
DATA = Path(os.environ.get("MUJAZ_DATA") or Path(__file__).parents[2] / "../shared/data")
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data folder is not there")

NEWS = "أعلنت وزارة الصحة، الأحد، تسجيل 312 إصابة جديدة في ثلاث محافظات، وقالت إن معظم الحالات في القرى المحاذية للنهر."


def rows(name: str) -> list[list[str]]:
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


@pytest.mark.parametrize(("code", "text"), rows("languages.tsv"))
def test_languages(code, text):
    assert language_of(text)[0] == code


def test_presentation_forms_alone():
    assert language_of("\ufdfa\ufdf2\ufdfa")[0] == "und"


def test_certainty_is_a_share():
    for _, text in rows("languages.tsv"):
        assert 0 <= language_of(text)[1] <= 1


def test_documents_are_surer_than_their_parts():
    persian = "\n".join(text for code, text in rows("languages.tsv") if code == "fa")
    code, sure = language_of(persian)
    assert code == "fa"
    assert sure > 0.8


def test_paragraphs_of_a_mixed_page():
    paragraphs = [
        NEWS,
        "رئیس جمهور ایران گفت که مذاکرات هسته‌ای هفته آینده در وین از سر گرفته خواهد شد.",
        "12",
        "The president said on Tuesday that talks would resume next week.",
        "مصر",
        "وأطلقت شركة Apple هاتف iPhone الجديد.",
        "سەرۆکی هەرێمی کوردستان لەگەڵ شاندێکی ئەمریکی کۆبووەوە.",
    ]
    assert arabic_paragraphs(paragraphs) == ([0, 2, 4, 5], [1, 3, 6])


def test_plain_arabic_needs_no_model():
    code = f"import sys; from mujaz.articles.language import language_of, dialect_of; print(language_of({NEWS!r}), dialect_of({NEWS!r})); assert not {{'numpy', 'py3langid'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_dialect_texts():
    given = rows("dialects.tsv")
    found = Counter((dialect, dialect_of(text)) for dialect, text in given)
    for dialect, size in Counter(dialect for dialect, _ in given).items():
        assert found[dialect, dialect] >= 0.8 * size, dialect
    assert sum(n for (dialect, name), n in found.items() if name not in (dialect, None)) <= 3


def test_standard_arabic_is_no_dialect():
    for name in ("sentences.txt", "no_dates.txt"):
        for row in rows(name):
            assert dialect_of(row[0]) is None, row[0]
    assert dialect_of((GOLD / "sentences.txt").read_text(encoding="utf-8")) is None


def test_a_quotation_in_dialect_does_not_make_the_report_one():
    report = " ".join([NEWS] * 6) + ' وقال أحد السكان: "احنا مش عايزين حاجة دلوقتي".'
    assert dialect_of(report) is None


@needs_data
@pytest.mark.long
def test_dialects_in_news_and_in_egyptian_pages():
    fired = total = 0
    for name in ("news/sanad_khaleej", "summ/train/ant_bbc", "summ/train/ant_cnn", "pages/osac_asis"):
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line, _ in zip(lines, range(2500), strict=False):
                total += 1
                fired += dialect_of(json.loads(line)["text"]) is not None
    assert fired <= 0.001 * total
    with gzip.open(DATA / "parallel/train/nllb_seed_arz_dialect.tsv.gz", "rt", encoding="utf-8") as lines:
        sentences = [line.split("\t")[0] for line in lines]
    pages = [dialect_of(" ".join(sentences[n : n + 10])) for n in range(0, len(sentences), 10)]
    assert pages.count("Egyptian") > 0.85 * len(pages)
    assert pages.count("Egyptian") + pages.count(None) > 0.99 * len(pages)


@needs_data
def test_news_is_arabic():
    with gzip.open(DATA / "news/sanad_khaleej.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(300), strict=False)]
    assert all(language_of(text)[0] == "ar" for text in texts)


@given(
    st.text(max_size=300)
    | st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.just(" "), max_size=200)
)
@settings(max_examples=300, deadline=None)
def test_any_text(text):
    code, sure = language_of(text)
    assert code
    assert 0 <= sure <= 1
    dialect_of(text)
    kept, other = arabic_paragraphs([text, NEWS])
    assert sorted(kept + other) == [0, 1]


@pytest.mark.parametrize("unit", ["ال", "الكلمة ", "a", "گ", "هيك ", " ", "مش"])
def test_long_text_takes_linear_time(unit):
    start = time.process_time()
    language_of(unit * 100_000)
    dialect_of(unit * 100_000)
    assert time.process_time() - start < 4
