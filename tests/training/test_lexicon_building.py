from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[2] / "training"


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))


@pytest.mark.parametrize(("arabic", "english"), [("عكار", "Halba"), ("القرية", "Umm an Naşr"), ("ليندن", "Davila")])
def test_a_name_for_something_else_is_told(arabic: str, english: str) -> None:
    from build_lexicon import LEAST_ALIKE, alike

    assert alike(arabic, english) < LEAST_ALIKE


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("الرياض", "Ar Riyad"),
        ("تشاتشيتش", "Čačić"),
        ("شوقي", "Chawki"),
        ("جورج", "George"),
        ("فوكوياما", "Fukuyama"),
        ("ااا", "Aia"),
    ],
)
def test_a_name_spelled_otherwise_is_kept(arabic: str, english: str) -> None:
    from build_lexicon import LEAST_ALIKE, alike

    assert alike(arabic, english) >= LEAST_ALIKE


def test_extra_rows_are_well_formed() -> None:
    from build_lexicon import EXTRA, rows

    lines = [line for line in EXTRA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(list(rows(EXTRA))) == len(lines)
    assert all(line.count("\t") == 1 for line in lines)


@pytest.mark.parametrize(
    ("arabic", "english", "spelled"),
    [
        ("بلعين", "Bil‘īn", "Bilin"),
        ("الرستن", "Ar Rastan", "Al Rastan"),
        ("الحسكة", "Al Ḩasakah", "Al Hasakah"),
        ("كفر الدوار", "Kafr ad Dawwār", "Kafr al-Dawwar"),
        ("دير ابو سعيد", "Dayr Abū Sa‘īd", "Deir Abu Said"),
        ("نيوكاسل", "Ash Grove", "Ash Grove"),
        ("سميد", "šmíd", "Smid"),
        ("يلماز", "Yılmaz", "Yilmaz"),
        ("سان خوسيه", "San José", "San Jose"),
    ],
)
def test_names_of_the_lists_are_spelled_as_newsrooms_do(arabic: str, english: str, spelled: str) -> None:
    from build_lexicon import newsroom

    assert newsroom(arabic, english) == spelled


def test_names_read_by_hand_are_well_formed_and_sorted() -> None:
    from build_lexicon import NAMES, newsroom, rows
    from mujaz.translate.lexicon import key

    lines = [line for line in NAMES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    read = list(rows(NAMES))
    assert len(read) == len(lines) == len({k for k, _ in read})
    assert all(line.count("\t") == 1 for line in lines)
    assert [k for k, _ in read] == sorted(key(line.split("\t")[0]) for line in lines)
    assert all(english.isascii() and newsroom("", english)[1:] == english[1:] for _, english in read)


def data_folder(root: Path, **tables: str) -> Path:
    """A data folder with these rows in its lists, for build_lexicon.table."""
    for part in ("phrases", "words", "names"):
        write(root / f"lexicon/{part}.tsv.gz", tables.get(part, ""))
    for part in ("cldr", "iso_codes"):
        write(root / f"parallel/train/names_{part}.tsv.gz", tables.get(part, ""))
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(text)


def test_names_read_by_hand_win_over_the_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import build_lexicon

    hand = tmp_path / "names.tsv"
    hand.write_text("أوليد\tValladolid\nزعبيل\tZabeel\nأفول\t-\nصباح\tmorning / Sabah\nسلام\t-\n", encoding="utf-8")
    monkeypatch.setattr(build_lexicon, "NAMES", hand)
    data = data_folder(
        tmp_path,
        words="صباح\tmorning\nسلام\tpeace\n",
        names="اوليد\tValladolid\nزعبيل\tZa'abeel\nافول\tAfful\nسلام\tSalam\nعكار\tHalba\nحسكة\tḨasakah\n",
    )
    table = build_lexicon.table(data)
    assert table["زعبيل"] == "Zabeel"
    assert table["صباح"] == "morning/Sabah"
    assert table["سلام"] == "peace"
    assert table["حسكة"] == "Hasakah"
    assert "افول" not in table
    assert table["عكار"] == "Akkar"


def test_names_are_aligned_letter_by_letter() -> None:
    from transliterator import align, learn, plain

    assert plain("Modrić") == "modric"
    found = Counter(
        {("بيروت", "beirut"): 5, ("بغداد", "baghdad"): 5, ("تونس", "tunis"): 5, ("كرد", "xyzzyxyzzyxyzzy"): 1}
    )
    table, aligned = learn(found)
    assert {word for word, _, _ in aligned} == {"بيروت", "بغداد", "تونس"}
    result = align("بيروت", "beirut", table)
    assert result is not None
    assert "".join(result[1]) == "beirut"
    assert len(result[1]) == 5
    assert align("ب", "beirut", table) is None


def test_the_sense_that_pairs_have_comes_first() -> None:
    from mujaz.translate.content import stems
    from senses import marks, ordered

    assert marks("driving") <= stems("He was driven home while driving")
    assert ordered("command/leadership", 20, Counter({"command": 2, "leadership": 15})) == "leadership/command"
    assert ordered("command/leadership", 20, Counter({"command": 9, "leadership": 0})) == "command"
    assert ordered("and told/said", 20, Counter({"said": 15})) == "and told/said"
    assert ordered("command/leadership", 3, Counter({"command": 0, "leadership": 2})) == "command/leadership"


def test_links_of_two_directions_are_joined_by_their_neighbours() -> None:
    from align import symmetric

    assert symmetric({(0, 0), (1, 1)}, {(0, 0), (1, 2)}) == {(0, 0), (1, 1), (1, 2)}
    assert symmetric({(0, 0), (5, 5)}, {(0, 0)}) == {(0, 0), (5, 5)}
    assert symmetric({(0, 0), (0, 5)}, {(0, 0)}) == {(0, 0)}


def test_a_phrase_that_pairs_translate_alike_becomes_a_row(tmp_path: Path) -> None:
    from chunks import Case, Counts, aligned
    from phrases import made

    lines = ["وافق الاتحاد الرياضي.\tThe sports union agreed.\t0-3 1-2 2-1"] * 3
    lines += ["زار الاتحاد، الرياضي\tthe union, the sportsman visited\t0-4 1-1 2-3"]
    file = tmp_path / "aligned.tsv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pairs = list(aligned(file))
    counts = Counts()
    for pair in pairs:
        counts.add(pair, Case(pairs), range(1, 4))
    assert counts.seen["الاتحاد الرياضي"] == 3
    rows = made(
        counts.seen, counts.english, {"الاتحاد": "the union", "الرياضي": "the athlete/sports", "وافق": "agreed"}
    )
    assert rows["الاتحاد الرياضي"] == "the sports union"
    assert "الرياضي" not in rows


def test_pairs_name_only_what_sounds_like_it() -> None:
    from phrases import made

    english = {
        "بوتسدام": {"Potsdam": 4},
        "السنهانز": {"Davila": 4},
        "الثمين": {"of": 9},
        "عتيقة": {"old": 3, "vintage": 2},
    }
    assert made(dict.fromkeys(english, 5), english, {}) == {"بوتسدام": "Potsdam"}


def test_agreement_counts_content_words_both_have() -> None:
    from coverage import agreement
    from mujaz.translate.lexicon import Lexicon

    lexicon = Lexicon({"قطة": "cat / kitten", "سوداء": "black"})
    every, first = agreement([("قطة سوداء", "The black kitten")], lexicon)
    assert (every.shared, every.english, every.gloss) == (2, 2, 3)
    assert (first.shared, first.english, first.gloss) == (1, 2, 2)
