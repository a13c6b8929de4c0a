from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.articles import RawPage, read_page
from mujaz.articles.decode import NotTextError, decode, plausibility, repair

TEXT = (
    "أعلنت وزارة الصحة في القاهرة، اليوم الثلاثاء، تسجيل 32 إصابة جديدة بمرض الحصبة خلال أسبوع.\n"
    "وقالت الوزارة إن الفرق الطبية تعمل على تطعيم الأطفال في القرى المجاورة.\n"
)


@pytest.mark.parametrize("name", ["utf-8", "cp1256", "iso8859-6", "utf-16-le", "utf-16-be"])
def test_arabic_is_decoded_without_a_hint(name):
    found = decode(TEXT.encode(name))
    assert found.text == TEXT
    assert codecs.lookup(found.encoding) == codecs.lookup(name)


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_bom_wins_and_goes(name):
    assert decode(TEXT.encode(name), "cp1256").text == TEXT


def test_a_line_is_enough_to_tell_a_code_page():
    line = "مجلس الوزراء يوافق على مشروع القانون"
    assert decode(line.encode("cp1256")).text == line
    assert decode(line.encode("iso8859-6")).text == line


def test_a_declared_charset_counts_only_when_it_can_be_true():
    assert decode(TEXT.encode("cp1256"), "windows-1256").encoding == "cp1256"
    assert decode(TEXT.encode("utf-8"), "windows-1256").text == TEXT
    assert decode(TEXT.encode("cp1256"), "utf-8").text == TEXT
    assert decode(TEXT.encode("utf-8"), "no-such-charset").text == TEXT
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"></head>' + TEXT
    assert decode(page.encode("cp1256"), markup=True).text == page


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1", "cp1256"])
def test_utf8_that_was_read_as_something_else_is_mended(wrong):
    broken = "".join(
        bytes([byte]).decode(wrong) if wrong != "cp1252" or byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in TEXT.encode()
    )
    found = decode(broken.encode())
    assert found.text == TEXT
    assert "UTF-8" in found.mended


def test_cp1256_that_was_read_as_latin_is_mended():
    found = decode(TEXT.encode("cp1256").decode("latin-1").encode())
    assert found.text == TEXT


def test_sound_text_is_not_mended():
    assert repair(TEXT) is None
    assert repair("ظط ظط ظطظط في ظل الظروف الطارئة ضبطت الشرطة طنا من البضائع المهربة") is None
    assert repair("Café à Genève, où l'été est déjà là : élèves, forêts, œuvres, naïveté, Noël, façade") is None


def test_a_few_broken_bytes_do_not_turn_the_page():
    data = TEXT.encode()
    data = data[:40] + b"\xff" + data[40:]
    found = decode(data)
    assert found.encoding == "utf-8"
    assert "وقالت الوزارة إن الفرق الطبية تعمل" in found.text
    assert found.mended is not None


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, b"\x7fELF" + b"\x01" * 90, bytes(range(32)) * 40, b"GIF89a...."]
)
def test_what_is_no_text_says_so(data):
    with pytest.raises(NotTextError):
        decode(data)


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "cp1256", "x"]), st.booleans())
def test_any_bytes_decode_or_are_refused(data, declared, markup):
    with contextlib.suppress(NotTextError):
        assert isinstance(decode(data, declared, markup=markup).text, str)


@settings(deadline=None)
@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى ،.؟0123456789", min_size=40, max_size=200))
def test_plain_arabic_letters_survive_every_encoding(text):
    assert 0.0 <= plausibility(text) <= 1.0
    assert decode(text.encode("utf-8")).text == text


@pytest.mark.parametrize("entity", ["&#x202e;", "&#27;]52;c;aGFjaw==&#7;", "&#x200f;", "&#0;"])
def test_entities_cannot_spell_controls(entity):
    story = "قرر مجلس الوزراء رفع سعر توريد القمح من المزارعين المحليين إلى 2450 جنيها للأردب هذا الموسم. " * 6
    article = read_page(RawPage(f"خبر اليوم\n\n{entity}{story}".encode(), "page"))
    assert not any(c in article.text for c in "\x1b\x07\u202e\u200f\x00")
