"""The decoder that comes with mujaz: whole, safe against marks in text, the same alone and in a batch."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from mujaz.errors import ModelError
from mujaz.models import registry
from mujaz.models.beam import batches
from mujaz.models.builtin import BOS, ENGLISH, FOLDER, GLOSS, MAX_SOURCE_TOKENS, SENTENCE, SPECIALS, BuiltinModel
from mujaz.models.manifest import write_manifest
from mujaz.models.types import Decoding

ARABIC = "قال وزير الصحة المصري إن 12 شخصا أصيبوا في حريق بالقاهرة أمس."
ENGLISH_WORDS = "said minister of health Egyptian that 12 person they were injured in fire in Cairo yesterday"
OTHERS = [
    ("وصل الرئيس إلى بيروت اليوم.", "arrived president to Beirut today"),
    ("ارتفعت أسعار النفط بنسبة 3% في الأسواق العالمية.", "rose prices of oil by 3% in markets global"),
    ("لم يعلن الجيش عن عدد القتلى.", "did not announce the army about number of the dead"),
]


@pytest.fixture(scope="module")
def model() -> BuiltinModel:
    return BuiltinModel.load()


def test_it_translates_and_says_what_it_is(model):
    answer = model.generate([model.translate_prompt(ARABIC, ENGLISH_WORDS)], Decoding(max_new_tokens=60))[0][0]
    assert "12" in answer.text and "Cairo" in answer.text and "Egypt" in answer.text
    assert answer.complete and -1 < answer.score < 0
    info = model.info
    assert info.builtin and info.licence == "Gemma Terms of Use" and len(info.sha256) == 64 and info.revision


def test_it_rewrites_in_arabic(model):
    answer = model.generate([model.rewrite_prompt(ARABIC)], Decoding(max_new_tokens=60))[0][0]
    letters = [c for c in answer.text if c.isalpha()]
    assert len(letters) > 20
    assert sum("\u0600" <= c <= "\u06ff" for c in letters) > 0.9 * len(letters)


def test_beams_return_distinct_hypotheses_best_first(model):
    found = model.generate([model.translate_prompt(*OTHERS[0])], Decoding(num_beams=3, num_return_sequences=3))[0]
    assert len({h.text for h in found}) == 3
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)


def test_an_answer_that_met_the_limit_says_so(model):
    found = model.generate([model.translate_prompt(ARABIC, ENGLISH_WORDS)], Decoding(max_new_tokens=3))[0][0]
    assert not found.complete


def test_the_same_alone_and_in_a_batch(model):
    prompts = [model.translate_prompt(a, g) for a, g in [*OTHERS, OTHERS[0], (ARABIC, ENGLISH_WORDS)]]
    prompts += [model.rewrite_prompt(a) for a, _ in OTHERS]
    for decoding in (Decoding(max_new_tokens=80), Decoding(num_beams=2, max_new_tokens=25)):
        together = model.generate(prompts, decoding)
        alone = [model.generate([p], decoding)[0] for p in prompts]
        assert together == alone  # to the last bit of the scores
        assert together[0] == together[3]


@pytest.mark.parametrize(
    "mark", ["<eos>", "<bos>", "<pad>", "<unused0>", "<unused1>", "[multimodal]", "<unk>", "<mask>"]
)
def test_text_that_spells_a_mark_is_text(model, mark):
    hostile = f"قال {mark} الوزير{mark}"
    prompt = model.translate_prompt(hostile, f"said {mark} minister")
    assert [t for t in prompt if t < SPECIALS] == [BOS, GLOSS, ENGLISH]
    assert [prompt[0], prompt[-1]] == [BOS, ENGLISH]
    rewritten = model.rewrite_prompt(hostile)
    assert [t for t in rewritten if t < SPECIALS] == [BOS, SENTENCE]
    assert mark in model._tokenizer.decode(rewritten[1:-1])


def test_english_has_no_arabic_letters_and_arabic_may(model):
    ask = [model.translate_prompt("وصل زخرفان إلى فاس", "arrived زخرفان to فاس"), model.rewrite_prompt(ARABIC)]
    for decoding in (Decoding(max_new_tokens=30), Decoding(num_beams=4, num_return_sequences=4, max_new_tokens=30)):
        english, arabic = model.generate(ask, decoding)
        assert all(h.text and not any("\u0600" <= c <= "\u06ff" for c in h.text) for h in english)
        assert all(any("\u0600" <= c <= "\u06ff" for c in h.text) for h in arabic)


def test_a_repetition_penalty_is_refused(model):
    with pytest.raises(ValueError, match="repetition penalty"):
        model.generate([model.rewrite_prompt("قال")], Decoding(repetition_penalty=1.2))


def test_a_prompt_too_long_is_refused(model):
    with pytest.raises(ValueError, match="reads at most"):
        model.generate([model.rewrite_prompt("قال الوزير " * 1000)], Decoding())
    assert model.count_tokens("قال الوزير " * 1000) > MAX_SOURCE_TOKENS == model.max_source_tokens


def test_batches_hold_each_prompt_once_the_longest_first():
    lengths = [5, 130, 128, 300, 5, 256, 129]
    found = list(batches(lengths, 2))
    assert sorted(i for _, group in found for i in group) == list(range(7))
    assert [lengths[i] for _, group in found for i in group] == sorted(lengths, reverse=True)
    assert [(places, len(group)) for places, group in found] == [(320, 2), (160, 2), (160, 2), (160, 1)]


def _copy(tmp_path: Path) -> Path:
    folder = tmp_path / "builtin"
    folder.mkdir()
    for path in FOLDER.iterdir():
        if path.name.startswith("model.bin"):
            (folder / path.name).symlink_to(path)
        else:
            shutil.copyfile(path, folder / path.name)
    return folder


def test_a_flipped_byte_is_named(tmp_path):
    folder = _copy(tmp_path)
    data = bytearray((folder / "tokenizer.json").read_bytes())
    data[1000] ^= 1
    (folder / "tokenizer.json").write_bytes(data)
    with pytest.raises(ModelError, match=r"tokenizer\.json: is not the file it should be"):
        BuiltinModel.load(folder)


def test_a_missing_or_cut_part_is_named(tmp_path):
    folder = _copy(tmp_path)
    (folder / "model.bin.1").unlink()
    with pytest.raises(ModelError, match=r"model\.bin\.1: cannot be read"):
        BuiltinModel.load(folder)
    (folder / "model.bin.1").write_bytes(b"short")
    with pytest.raises(ModelError, match=r"model\.bin\.1: has 5 bytes"):
        BuiltinModel.load(folder)


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"name": "x"}', '{"name":"x","revision":"","licence":"","files":[{"name":"../../etc/passwd","size":1,"sha256":""}]}']
)  # fmt: skip
def test_a_damaged_manifest_is_one_line(tmp_path, content):
    folder = _copy(tmp_path)
    (folder / "manifest.json").write_text(content)
    with pytest.raises(ModelError) as told:
        BuiltinModel.load(folder)
    assert "\n" not in str(told.value) and "manifest.json" in str(told.value)


def test_a_graph_that_is_none_is_one_line(tmp_path):
    folder = _copy(tmp_path)
    (folder / "graph.onnx").write_bytes(b"no graph")
    names = [f["name"] for f in json.loads((folder / "manifest.json").read_text())["files"]]
    write_manifest(folder, name="x", revision="1", licence="", files=names)
    with pytest.raises(ModelError, match="cannot be run by ONNX Runtime") as told:
        BuiltinModel.load(folder)
    assert "\n" not in str(told.value)


def test_terms_notice_and_card_lie_beside():
    assert "Gemma is provided under and subject to the Gemma Terms of Use" in (FOLDER / "NOTICE.txt").read_text()
    assert "Gemma Terms of Use" in (FOLDER / "GEMMA_TERMS.html").read_text()
    card = (FOLDER / "MODEL_CARD.md").read_text()
    assert "written by" in card and "language model" in card
    assert all(path.stat().st_size < 95_000_000 for path in FOLDER.iterdir())
    named = {f["name"] for f in json.loads((FOLDER / "manifest.json").read_text())["files"]}
    assert {p.name for p in FOLDER.iterdir()} - named == {
        "manifest.json",
        "NOTICE.txt",
        "GEMMA_TERMS.html",
        "MODEL_CARD.md",
    }


def test_two_that_ask_at_once_get_one_model(monkeypatch):
    loads = []

    def load() -> object:
        loads.append(1)
        time.sleep(0.2)
        return object()

    registry._builtin.cache_clear()
    monkeypatch.setattr(BuiltinModel, "load", load)
    try:
        with ThreadPoolExecutor(2) as pool:
            first, second = pool.map(registry.open_model, [registry.resolve("translate", registry.BUILTIN)] * 2)
    finally:
        registry._builtin.cache_clear()
    assert first is second and loads == [1]


def test_it_runs_without_torch_and_transformers():
    code = (
        "import sys; from mujaz.models.builtin import BuiltinModel; from mujaz.models.types import Decoding; "
        "m = BuiltinModel.load(threads=1); m.generate([m.rewrite_prompt('قال')], Decoding(max_new_tokens=1)); "
        "print([n for n in ('torch', 'transformers', 'sklearn', 'huggingface_hub') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
