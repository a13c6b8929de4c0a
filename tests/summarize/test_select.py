import json
import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mujaz.articles.plain import plain_article
from mujaz.summarize import load_summarizer
from mujaz.summarize.features import Reading, begins_with_so, goes_on, names_no_speaker, opener
from mujaz.summarize.select import GROUP_SENTENCES, SUMMARY_SHARE, is_short, load_selector, next_features, select
from mujaz.summarize.stems import content_stems, stem

LEAD = "أعلنت وزارة الصحة في تونس يوم الأحد إطلاق حملة تطعيم تشمل 300 ألف طفل في عشر ولايات."
STORY = [
    LEAD,
    "وقالت الوزارة إن الحملة تستمر أسبوعين وتشمل المدارس والمراكز الصحية في الولايات العشر.",
    "وأضاف المتحدث أن اللقاح مجاني.",
    "وهو يأمل في مشاركة واسعة.",
    "هل تنجح الحملة في الوصول إلى القرى النائية؟",
    "وسجلت تونس 45 إصابة بالحصبة منذ مطلع العام، معظمها في الجنوب، بحسب معهد الصحة العمومية.",
    "وتبلغ كلفة الحملة مليوني دينار يمول البنك الدولي نصفها.",
    "ويشكو الأطباء منذ سنوات من نقص الثلاجات التي تحفظ فيها اللقاحات في المناطق الداخلية.",
]


def article(sentences=STORY, title="تونس تطلق حملة تطعيم للأطفال"):
    return plain_article("\n".join(sentences), "test", title=title)


def test_the_lead_of_a_news_item_comes_first():
    groups = select(article(), 2)
    assert groups[0].anchor == 0
    assert len(groups) == 2


def test_no_sentence_is_in_two_groups_and_groups_stay_small():
    groups = select(article(), 3)
    used = [i for group in groups for i in group.sentences]
    assert len(used) == len(set(used))
    assert all(1 <= len(group.sentences) <= GROUP_SENTENCES and group.anchor in group.sentences for group in groups)


def test_a_sentence_that_leans_on_another_or_asks_is_no_anchor():
    anchors = {group.anchor for group in select(article(), 3, members=1)}
    assert not anchors & {2, 3, 4}


def test_a_lead_told_twice_is_taken_once():
    twice = [LEAD, *STORY[1:], LEAD]
    assert sum(twice[group.anchor] == LEAD for group in select(article(twice), 3)) == 1


def test_the_title_finds_the_news_behind_another_story_s_opening():
    sentences = [
        "كان الجو ماطرا في العاصمة صباح اليوم.",
        "ووصل الضيوف إلى القاعة الكبرى متأخرين بسبب الزحام في الطرق المؤدية إليها.",
        "وأعلن وزير النقل إلغاء رسوم المترو للطلاب ابتداء من شهر سبتمبر المقبل في جميع الخطوط.",
        "وجلس الحاضرون في الصفوف الأولى.",
        "وتناول الحضور القهوة في البهو بعد نهاية المؤتمر.",
        "وكانت القاعة مزينة بالورود.",
    ]
    with_title = select(article(sentences, "وزير النقل يلغي رسوم المترو للطلاب"), 1)
    assert with_title[0].anchor == 2


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("وأضاف الوزير أن الخطة جاهزة.", "continues"),
        ("لكن المعارضة ترفض ذلك.", "contrast"),
        ("وهو أول لقاء من نوعه.", "pronoun"),
        ("يذكر أن الرئيس زار القاهرة.", "background"),
        ("هوى الليرة يتراجع.", None),
        ("أعلن الوزير الخطة.", None),
    ],
)
def test_openers(sentence, kind):
    assert opener(sentence) == kind


def test_forms_of_one_word_share_a_stem():
    assert stem("واشنطن") == stem("بواشنطن") == stem("وواشنطن")
    assert stem("المدرسه") == stem("مدرسه") == stem("للمدرسه")
    assert content_stems("قالت الوزارة إن 45 مدرسة") == [stem("وزاره"), "45", stem("مدرسه")]


def test_short_items_and_sizes():
    assert is_short(article(STORY[:1]), 3)
    assert is_short(article(STORY[:2], None), 3)
    assert not is_short(article(), 3)


def test_a_summary_never_tells_more_than_a_share_of_the_article_but_one_sentence_always():
    for count in range(3, len(STORY) + 1):
        made = article(STORY[:count])
        groups = select(made, 3, members=1)
        told = sum(len(made.sentences[group.anchor].text.split()) for group in groups)
        assert len(groups) == 1 or told <= SUMMARY_SHARE * made.words


def test_a_headline_that_the_first_sentence_does_not_tell_makes_room_for_one_that_does():
    sentences = [
        "كشفت وزارة الخارجية عن أول جولة للوزير الجديد بعد تعيينه مطلع الأسبوع الماضي.",
        "وأكدت المتحدثة أن الوزير يبدأ رحلته في الرياض ثم ينتقل إلى عمان وبيروت والقاهرة.",
        "وتسلم منصبه بعد خلاف طويل داخل البرلمان.",
        "وتنتهي الجولة مساء الخميس.",
        "ولم تعلن مواعيد اللقاءات بعد.",
        "ويرافقه وفد صغير من الخبراء.",
    ]
    assert [g.anchor for g in select(article(sentences, "الوزير يبدأ رحلته في الرياض"), 2, members=1)] == [0, 1]
    assert [g.anchor for g in select(article(sentences, "وزارة الخارجية تكشف عن جولة"), 2, members=1)] == [0]


def test_one_sentence_always_and_never_more_than_asked_for():
    assert len(select(article(STORY[:3]), 3)) == 1
    assert len(select(article(STORY * 9), 3)) == 3
    assert len(select(article(STORY * 9), 1)) == 1


def test_who_added_something_has_to_be_named():
    assert names_no_speaker("وأضاف أن اللقاح مجاني.")
    assert not names_no_speaker("وأضاف الوزير أن اللقاح مجاني.")


def test_a_ministry_that_another_sentence_names_is_leant_on_until_that_is_taken():
    reading = Reading(["فتح المتحف أبوابه.", "نفت وزارة الثقافة إغلاق القاعة.", "وقالت الوزارة إن الترميم مستمر."])
    assert reading.leans_on_a_name(2, [0])
    assert not reading.leans_on_a_name(2, [0, 1])


def test_so_the_is_no_name_where_the_article_has_the_word():
    said = ["سألت الصحف: هل تتغير الأقساط؟", "فالبنوك تراجع القروض كل ثلاثة أشهر.", "وترفض البنوك التعليق."]
    assert begins_with_so(said, 1)
    assert not begins_with_so(["فالنسيا يفوز بالكأس.", "وعاد الفريق إلى المدينة."], 0)


def test_a_story_that_opens_with_was_is_not_torn():
    assert not goes_on("كانت مريم تنتظر القطار.")
    assert goes_on("وكانت مريم تنتظر القطار.")
    assert goes_on("و قال الوزير إن الخطة جاهزة.")
    assert not goes_on("وسعت الشرطة بحثها.")


def test_a_long_read_is_not_summarized_from_its_first_lines_alone():
    scenery = [f"في الصباح رقم {n} جلس الرجل أمام البيت وشرب الشاي مع جيرانه القدامى." for n in range(1, 31)]
    news = [
        "وارتفعت ملوحة مياه النهر هذا العام إلى أعلى مستوى منذ عشرين سنة بحسب مديرية الموارد المائية.",
        "وتقول المديرية إن ملوحة النهر أهلكت نصف بساتين النخيل في القضاء.",
    ]
    long = article([*scenery[:20], *news, *scenery[20:]], "ملوحة النهر تهلك بساتين النخيل")
    assert any(group.anchor in (20, 21) for group in select(long, 3))


def test_the_weights_are_plain_numbers_and_name_known_features():
    table = json.loads(files("mujaz.summarize").joinpath("data", "selector.json").read_text(encoding="utf-8"))
    reading = Reading(STORY, "عنوان")
    known = set(reading.sentence_features(0)) | set(reading.pair_features(0, 1))
    assert set(table["lead"]["weights"]) <= known
    assert set(table["next"]["weights"]) == set(next_features(reading, 1, [0], 0.0))
    assert load_selector().lead.weights["title_recall"] > 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ابتجدوه قال؟.،123 ", max_size=60), max_size=12), st.integers(1, 4))
def test_any_article_is_survived(sentences, most):
    made = plain_article("\n".join(sentences), "any")
    for summary in load_summarizer(extractive=True, sentences=most).summarize([made]):
        for sentence in summary.sentences:
            assert sentence.quoted
            assert sentence.text == made.sentences[sentence.support[0]].text


def test_extractive_sentences_are_quoted_in_source_order():
    summary = load_summarizer(extractive=True).summarize([article()])[0]
    supports = [sentence.support[0] for sentence in summary.sentences]
    assert supports == sorted(supports)
    assert all(sentence.text in STORY for sentence in summary.sentences)


def test_short_items_are_returned_as_they_are_and_empty_ones_empty():
    short = ["توفي الشاعر صباح الأحد.", "ويدفن اليوم في دمشق."]
    model = load_summarizer(extractive=True)
    assert [s.text for s in model.summarize([article(short)])[0].sentences] == short
    assert model.summarize([article([])])[0].sentences == ()
    assert len(load_summarizer(extractive=True, sentences=1).summarize([article(short)])[0].sentences) == 1


def test_no_sentences_at_all_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        load_summarizer(extractive=True, sentences=0)


def test_the_extractive_summarizer_loads_no_model():
    code = (
        "import sys; from mujaz.summarize import load_summarizer; load_summarizer(extractive=True);"
        "bad = {'torch', 'transformers', 'ctranslate2', 'sklearn', 'numpy', 'trafilatura'} & set(sys.modules); sys.exit(str(bad) if bad else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_torn_text_is_quoted_where_it_tells_its_headline_again():
    torn = [
        "وقد بدأت الزيارة صباح اليوم بلقاء قصير في المطار.",
        "وناقش الجانبان ملفات التجارة والطاقة والنقل والهجرة خلال اجتماع استمر ثلاث ساعات كاملة.",
        "ووقع الرئيس التونسي ونظيره الجزائري في العاصمة اتفاقا لفتح ثلاثة معابر حدودية جديدة بين البلدين قبل نهاية العام.",
        "ويزور الوفد غدا مدينة وهران ثم يعود إلى بلاده مساء اليوم نفسه على متن رحلة خاصة.",
    ]
    made = article(torn, "الرئيس التونسي ونظيره الجزائري يتفقان على فتح معابر حدودية جديدة")
    assert load_summarizer(extractive=True, sentences=1).summarize([made])[0].sentences[0].support == (2,)
