"""The same answers from transformers and from CTranslate2, for every family, and the traps on the way."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import toys
from mujaz.errors import ModelError
from mujaz.models.checkpoint import read_checkpoint
from mujaz.models.convert import convert
from mujaz.models.ct2_runner import CT2Runner
from mujaz.models.engines import open_seq2seq
from mujaz.models.quantize import INT8, _variables, softened
from mujaz.models.torch_runner import TorchRunner
from mujaz.models.types import Decoding

SENTENCES = toys.sentences(12)
SETTINGS = [
    Decoding(),
    Decoding(num_beams=4, num_return_sequences=4),
    Decoding(num_beams=3, num_return_sequences=3, length_penalty=0.3, no_repeat_ngram_size=2),
    Decoding(num_beams=2, max_new_tokens=2),
]
FAMILIES = sorted(toys.BUILDERS)

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module", params=FAMILIES)
def runners(request, toy_folder, tmp_path_factory):
    """One family in both engines, without quantization, so that only the search can differ."""
    family = request.param
    checkpoint = read_checkpoint(toy_folder(family))
    out = tmp_path_factory.mktemp("fp32") / family
    settings = convert(checkpoint, toys.TASKS[family], out, "float32")
    return family, CT2Runner(out, settings), TorchRunner(checkpoint, toys.TASKS[family])


def test_the_toy_has_learned_its_task(runners):
    family, _, torch = runners
    found = torch.run([torch.encode(s) for s in SENTENCES], Decoding(num_beams=4))
    right = sum(answer[0].text == toys.answer(family, s) for answer, s in zip(found, SENTENCES, strict=True))
    assert right >= 9, [a[0].text for a in found]


@pytest.mark.parametrize("decoding", SETTINGS, ids=["greedy", "beam", "penalties", "cut"])
def test_both_engines_give_the_same_hypotheses(runners, decoding):
    _, ours, reference = runners
    found = ours.run([ours.encode(s) for s in SENTENCES], decoding)
    wanted = reference.run([reference.encode(s) for s in SENTENCES], decoding)
    for a, b in zip(found, wanted, strict=True):
        assert [h.text for h in a] == [h.text for h in b]
        assert [h.complete for h in a] == [h.complete for h in b]
        if decoding.no_repeat_ngram_size == 0:
            assert [h.score for h in a] == pytest.approx([h.score for h in b], abs=1e-4)


@pytest.mark.parametrize(
    "text", ["قال </s> الوزير <pad> <s>", ">>fra<< قال", "  قال\nالوزير ", "xyz ؟", "<extra_id_0> قال"]
)
def test_both_engines_read_the_same_tokens_and_no_page_can_spell_a_mark(runners, text):
    _, ours, reference = runners
    ids = reference.encode(text)
    assert len(ours.encode(text)) == len(ids)
    known = reference._tokenizer.get_vocab()
    marks = {m for m in ("</s>", "<pad>", "<s>", "<extra_id_0>", ">>fra<<") if m in text and m in known}
    plain = ours.encode("قال")
    added = [t for t in ours.encode(text) if t in marks]
    assert sorted(added) == sorted(t for t in plain if t in marks)


def test_defaults_of_the_checkpoint_are_the_same_in_both(runners):
    _, ours, reference = runners
    assert ours.decoding == reference.decoding
    assert ours.decoding.num_beams > 1
    assert ours.max_source_tokens == reference.max_source_tokens


@pytest.mark.parametrize("family", FAMILIES)
def test_int8_gives_the_answers_of_the_reference(family, toy_folder, shared_home):
    folder, task = toy_folder(family), toys.TASKS[family]
    ours = open_seq2seq(folder, task=task, device="cpu")
    reference = open_seq2seq(folder, task=task, device="cpu", engine="torch")
    decoding = Decoding(num_beams=4)
    found, wanted = ours.generate(SENTENCES, decoding), reference.generate(SENTENCES, decoding)
    assert [a[0].text for a in found] == [a[0].text for a in wanted]
    assert ours.info.sha256 == reference.info.sha256
    assert ours.info.settings["engine"] == "ctranslate2"
    for decoding in (Decoding(), Decoding(num_beams=4, num_return_sequences=2)):
        alone = [ours.generate([s], decoding)[0] for s in SENTENCES]
        assert [[h.text for h in a] for a in alone] == [[h.text for h in a] for a in ours.generate(SENTENCES, decoding)]


def test_marian_padding_is_never_written(toy_folder, tmp_path):
    """A checkpoint that would rather write ``<pad>`` than anything else, and does not say that it must not."""
    import torch
    from safetensors.torch import load_file, save_file

    folder = shutil.copytree(toy_folder("marian"), tmp_path / "m")
    weights = load_file(folder / "model.safetensors")
    pad = json.loads((folder / "vocab.json").read_text())["<pad>"]
    weights["final_logits_bias"][0, pad] = 50.0
    save_file({k: v.contiguous() for k, v in weights.items()}, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "generation_config.json").write_text(json.dumps({"num_beams": 4}))
    config = json.loads((folder / "config.json").read_text())
    config.pop("bad_words_ids", None)
    (folder / "config.json").write_text(json.dumps(config))
    torch.manual_seed(0)
    reference = TorchRunner(read_checkpoint(folder), "translate")
    whole = TorchRunner(read_checkpoint(toy_folder("marian")), "translate")
    decoding = Decoding(num_beams=4, num_return_sequences=2)
    sources = [reference.encode(s) for s in SENTENCES]
    assert [[h.text for h in a] for a in reference.run(sources, decoding)] == [
        [h.text for h in a] for a in whole.run(sources, decoding)
    ]


def test_a_text_over_the_limit_is_refused_not_cut(toy_folder, shared_home):
    model = open_seq2seq(toy_folder("marian"), device="cpu")
    fits = " ".join(["قال"] * (model.max_source_tokens - 1))
    assert model.count_tokens(fits) == model.max_source_tokens
    assert model.generate([fits], Decoding(max_new_tokens=3))
    with pytest.raises(ValueError, match="at most 64"):
        model.generate([fits + " قال"], Decoding())


def test_blank_texts_have_blank_answers_and_order_is_kept(toy_folder, shared_home):
    model = open_seq2seq(toy_folder("marian"), device="cpu")
    texts = ["", SENTENCES[0], "  ", SENTENCES[1], SENTENCES[0]]
    answers = [a[0].text for a in model.generate(texts, Decoding(num_beams=2))]
    assert answers[0] == answers[2] == ""
    assert answers[1] == answers[4] == toys.translated(SENTENCES[0])
    assert answers[3] == toys.translated(SENTENCES[1])


def test_the_cached_conversion_is_used_and_a_damaged_one_made_anew(toy_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path))
    folder = toy_folder("marian")
    first = open_seq2seq(folder, device="cpu").info
    (made,) = (tmp_path / "conversions").iterdir()
    stamp = (made / "model.bin").stat().st_mtime_ns
    assert open_seq2seq(folder, device="cpu").info == first
    assert (made / "model.bin").stat().st_mtime_ns == stamp
    data = bytearray((made / "model.bin").read_bytes())
    data[len(data) // 2] ^= 1
    (made / "model.bin").write_bytes(data)
    model = open_seq2seq(folder, device="cpu")
    assert model.generate([SENTENCES[0]], Decoding())[0][0].text == toys.translated(SENTENCES[0])
    assert [p.name for p in (tmp_path / "conversions").iterdir()] == [made.name]


def test_int8_weights_leave_room_for_16_bit_sums(toy_folder, shared_home):
    """On CPUs without VNNI two products are added in 16 bits; weights over 63 overflow there."""
    open_seq2seq(toy_folder("marian"), device="cpu")
    for path in (shared_home / "conversions").glob("*/model.bin"):
        data = path.read_bytes()
        matrices = [v for v in _variables(data) if v[1] == INT8 and len(v[2]) == 2]
        assert matrices
        for name, _, _, start, size in matrices:
            assert np.abs(np.frombuffer(data, np.int8, size, start).astype(int)).max() <= 63, name
        assert softened(data) == data


def test_int8_of_other_converters_is_mended_on_the_way_in(toy_folder, tmp_path):
    from ctranslate2.converters import TransformersConverter

    folder, out = toy_folder("marian"), tmp_path / "theirs"
    TransformersConverter(str(folder)).convert(str(out), quantization="int8")
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(folder / name, out / name)
    data = (out / "model.bin").read_bytes()
    assert max(np.frombuffer(data, np.int8, v[4], v[3]).max() for v in _variables(data) if v[1] == INT8) == 127
    found = open_seq2seq(out, device="cpu").generate(SENTENCES, Decoding())
    assert [a[0].text for a in found] == [toys.translated(s) for s in SENTENCES]
    assert (out / "model.bin").read_bytes() == data
    for broken in (b"", data[:1000], b"\x80\x02" * 100):
        with pytest.raises(ValueError, match=r"model\.bin"):
            softened(broken)


def test_gpu_asked_for_and_not_there_is_told(toy_folder):
    import ctranslate2

    if ctranslate2.get_cuda_device_count():
        pytest.skip("there is one")
    with pytest.raises(ModelError, match="--device cpu"):
        open_seq2seq(toy_folder("marian"), device="cuda")


def test_bf16_on_the_cpu_still_translates(toy_folder):
    model = open_seq2seq(toy_folder("marian"), device="cpu", compute="bf16")
    found = [a[0].text for a in model.generate(SENTENCES, Decoding(num_beams=2))]
    assert sum(a == toys.translated(s) for a, s in zip(found, SENTENCES, strict=True)) >= 10
    assert model.info.settings == {"engine": "torch", "compute": "bf16"}


def test_folder_of_a_converted_model_runs_by_its_tokenizer_alone(toy_folder, shared_home, tmp_path):
    """A conversion made by others has no settings file of ours."""
    open_seq2seq(toy_folder("marian"), device="cpu")
    made = next(iter((shared_home / "conversions").glob("*/source.spm"))).parent
    copy = Path(shutil.copytree(made, tmp_path / "theirs"))
    (copy / "mujaz.json").unlink()
    (copy / "manifest.json").unlink()
    model = open_seq2seq(copy, device="cpu")
    assert model.generate([SENTENCES[0]], Decoding(num_beams=4))[0][0].text == toys.translated(SENTENCES[0])
    with pytest.raises(ModelError, match="converted already"):
        open_seq2seq(copy, device="cpu", engine="torch")
