from __future__ import annotations

import pytest
from mujaz.translate import english
from mujaz.translate.morphology import analyse
from mujaz.translate.transliterate import Transliterator

TABLE = {
    "حكومة": "government",
    "بنظرية": "with the theory",
    "وصف": "described/description",
    "يطبق": "applies",
    "تطبق": "applies",
    "نطبق": "we apply",
    "نقل": "transferring",
    "نقاش": "discussion",
    "محلل": "analyst",
    "نقطة": "point",
    "سوري": "Syrian",
    "ينقسم": "is divided",
    "النتون": "Elinton",
    "ترنت": "Trent",
    "بسبب": "because of",
    "المدينة": "the city",
    "قدم": "presented/foot",
    "اشخاص": "people",
    "زعيم": "Korean leader",
    "شريك": "partner",
    "شركاء": "partners",
    "خالتي": "my aunt",
    "عالي": "high",
    "عابر": "passing/trans-",
    "توج": "was crowned",
    "يبحث": "discusses",
    "تبحث": "discusses",
    "نول": "loom",
    "نولي": "Noli",
}


@pytest.mark.parametrize(
    ("form", "gloss"),
    [
        ("حكومتها", "its government"),
        ("وحكومتهم", "and their government"),
        ("بنظريته", "with his theory"),
        ("وصفه", "described him"),
        ("يطبقها", "applies it"),
        ("نطبقها", "we apply it"),
        ("نقلهم", "transferring them"),
        ("بسببه", "because of him"),
        ("قدمنا", "we presented"),
        ("سيطبق", "will apply"),
        ("ستطبق", "will apply"),
        ("ليطبق", "to apply"),
        ("اطبق", "I apply"),
        ("يطبقون", "they apply"),
        ("ينقسمون", "they are divided"),
        ("وصفوا", "they described"),
        ("نقاشات", "discussions"),
        ("والمحللون", "and the analysts"),
        ("السوريين", "the Syrians"),
        ("نقطتين", "two points"),
        ("للمحلل", "for the analyst"),
        ("بمدينة", "with city"),
        ("كاشخاص", "as people"),
        ("بترنت", "in Trent"),
        ("بزعيم", "with Korean leader"),
        ("سيطبقون", "they will apply"),
        ("وسيبحثون", "and they will discuss"),
        ("شركاؤه", "his partners"),
        ("وبشركائنا", "and with our partners"),
        ("خالتاه", "his aunt"),
        ("عاليين", "high"),
        ("عابرون", "passing/trans-"),
        ("توجوا", "they were crowned"),
        ("نولان", "two looms"),
    ],
)
def test_a_form_is_put_into_english_by_its_parts(form: str, gloss: str) -> None:
    assert analyse(form, TABLE.get) == gloss


@pytest.mark.parametrize("form", ["فنتون", "ترنتي", "ترنتها", "سنقاش", "ضظغ", "و"])
def test_what_only_looks_like_parts_is_left_alone(form: str) -> None:
    assert analyse(form, TABLE.get) is None


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("freedom fighter", "freedom fighters"),
        ("city", "cities"),
        ("head of state", "heads of state"),
        ("policeman", "policemen"),
        ("armed", "armed"),
        ("box", "boxes"),
        ("person", "people"),
        ("German", "Germans"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert english.plural(one) == many


@pytest.mark.parametrize(
    ("third", "bare"),
    [
        ("meets with", "meet with"),
        ("carries", "carry"),
        ("passes", "pass"),
        ("is", "be"),
        ("goes", "go"),
        ("makes", "make"),
    ],
)
def test_bare_verbs(third: str, bare: str) -> None:
    assert english.bare(third) == bare


def test_names_are_spelled_as_newsrooms_do() -> None:
    spell = Transliterator.builtin()
    assert spell("سيرينجتي") == "serengti"
    assert spell("") == ""
    assert spell("123") == ""
    assert len(spell("تريانتافيلوبولوس" * 3)) > 20
