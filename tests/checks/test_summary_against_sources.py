from __future__ import annotations

from mujaz.checks import check_summary, overlap, support_of
from mujaz.checks.support import content_stems, pair_share, stem

SOURCES = (
    "أعلن وزير الخارجية الفرنسي جان نويل بارو أن باريس ستستضيف مؤتمرا دوليا حول لبنان في 24 أكتوبر المقبل.",
    "وقال الرئيس اللبناني جوزيف عون إن بلاده «تحتاج إلى دعم عاجل» لإعادة إعمار القرى الجنوبية.",
    "وبلغ عدد النازحين 1,2 مليون شخص وفق الأمم المتحدة.",
)


def kinds(flags):
    return {(f.kind, f.severity) for f in flags}


def test_a_supported_sentence_passes():
    assert (
        check_summary("أعلن وزير الخارجية الفرنسي جان نويل بارو أن باريس ستستضيف مؤتمرا دوليا حول لبنان.", SOURCES)
        == ()
    )
    assert check_summary(SOURCES[1], SOURCES) == ()


def test_numbers_names_and_quotes_must_stand_in_the_sources():
    flags = check_summary("بلغ عدد النازحين 2,1 مليون شخص وفق الأمم المتحدة.", SOURCES)
    assert [(f.kind, f.severity, f.ar) for f in flags] == [("number", "error", "2,1 مليون")]
    flags = check_summary("أعلن وزير الخارجية الفرنسي جان نويل بارو أن مدريد ستستضيف مؤتمرا دوليا حول لبنان.", SOURCES)
    assert ("name", "error") in kinds(flags)
    flags = check_summary(
        "قال الرئيس اللبناني جوزيف عون إن بلاده «تحتاج إلى سلاح ثقيل» لإعادة إعمار القرى الجنوبية.", SOURCES
    )
    assert "quoted" in " ".join(f.message for f in flags)


def test_a_role_given_to_somebody_else():
    flags = check_summary("قال الرئيس الفرنسي جان نويل بارو إن باريس ستستضيف مؤتمرا دوليا حول لبنان.", SOURCES)
    assert any("الرئيس" in f.message and f.severity == "error" for f in flags)


def test_an_invented_sentence_is_unsupported():
    flags = check_summary("خرج آلاف المتظاهرين احتجاجا على ارتفاع أسعار الخبز والوقود.", SOURCES)
    assert ("unsupported", "error") in kinds(flags)
    assert check_summary("خرج آلاف المتظاهرين احتجاجا.", ()) != ()


def test_support_is_found_and_in_order():
    assert support_of("باريس تستضيف مؤتمرا دوليا حول لبنان", SOURCES) == (0,)
    assert support_of("مؤتمر دولي في باريس حول لبنان بعد نزوح 1,2 مليون شخص", SOURCES) == (0, 2)
    assert support_of("لا شيء مشترك البتة", SOURCES) == ()
    assert support_of("باريس تستضيف مؤتمرا دوليا", ()) == ()


def test_overlap():
    assert overlap(SOURCES[0], SOURCES[0]) == 1
    assert overlap(SOURCES[0], SOURCES[2]) < 0.2
    assert overlap("", SOURCES[0]) == 0


def test_stems_are_light():
    assert stem("والحكومات") == stem("الحكومه") == "حكوم"
    assert content_stems("قال الوزير في بيان") == content_stems("الوزير بيان")
    assert pair_share("كلمة", SOURCES) is None
