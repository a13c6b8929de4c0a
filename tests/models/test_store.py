"""Pull, add, verify, remove: what lands is whole and tested, what is not is named, and nothing lands half."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import tarfile
import threading
import time
import zipfile
from pathlib import Path

import pytest
import toys
from hub_server import COMMIT, Hub, serving
from mujaz.errors import ModelError
from mujaz.models import hub as hub_room
from mujaz.models.intake import add, pull
from mujaz.models.places import models_folder
from mujaz.models.registry import list_models, open_model, resolve
from mujaz.models.store import remove, stored_models, verify
from mujaz.models.types import Decoding

pytestmark = [pytest.mark.long, pytest.mark.filterwarnings("ignore")]

GOLDEN = [(s, toys.translated(s)) for s in toys.sentences(20, seed=11)]
FILES = [
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "source.spm",
    "target.spm",
    "vocab.json",
    "tokenizer_config.json",
]
ENTRY = {
    "task": "translate", "family": "marian", "repository": "toys/marian", "revision": "refs/pr/6", "licence": "CC0-1.0",
    "commercial": True, "size": 1, "files": FILES, "rank": 1,
}  # fmt: skip
USER = {"toy": ENTRY}


@pytest.fixture
def hub(loopback, toy_folder, tmp_path, monkeypatch):
    """A hub that has the Marian toy, pickle beside it as on the real one."""
    folder = Path(shutil.copytree(toy_folder("marian"), tmp_path / "repository"))
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x02never opened")
    made = Hub("toys/marian", folder, revision="refs/pr/6")
    with serving(made) as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        monkeypatch.setattr(hub_room, "SPARE", 0)
        yield made


def pulled(**options):
    return pull("toy", user=USER, golden=GOLDEN, pause=0.0, **options)


@pytest.fixture
def hurried(monkeypatch):
    """huggingface_hub's own waits between tries, which double up to 8 s, cut short."""
    sleep = time.sleep
    monkeypatch.setattr("huggingface_hub.utils._http.time.sleep", lambda seconds: sleep(min(seconds, 0.01)))


def nothing_stored() -> bool:
    return not stored_models() and not [p for p in models_folder().iterdir() if not p.name.startswith(".")]


def test_a_pulled_model_is_whole_tested_preferred_and_translates(hub):
    seen = []
    model = pulled(progress=lambda name, here, size: seen.append((name, here, size)))
    assert model.manifest.revision == COMMIT
    assert model.manifest.licence == "CC0-1.0"
    assert "chrF 100.0" in (model.manifest.fact("selftest") or "")
    assert hub.downloads("pytorch_model.bin") == 0
    assert not list(model.folder.rglob("*.bin")) or {p.name for p in model.folder.rglob("*.bin")} == {"model.bin"}
    assert (
        max(here for name, here, _ in seen if name == "model.safetensors")
        == (hub.folder / "model.safetensors").stat().st_size
    )
    ref = resolve("translate")
    assert (ref.kind, ref.name) == ("stored", "toy")
    running = open_model(ref, device="cpu")
    assert running.generate([GOLDEN[0][0]], Decoding(num_beams=4))[0][0].text == GOLDEN[0][1]
    assert running.info.revision == COMMIT and running.info.sha256 == model.manifest.sha256
    assert [line.in_use for line in list_models(USER) if line.name == "toy"] == [True]
    assert verify("toy") == []
    before = len(hub.requests)
    assert pulled() == model
    assert len(hub.requests) == before
    assert [p.name for p in models_folder().iterdir() if p.name.startswith((".pulling", ".making"))] == []


def test_dropped_lines_are_taken_up_where_they_broke(hub, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", 1 << 14)
    hub.faults["model.safetensors"] = ["drop", "drop"]
    assert pulled().name == "toy"
    spans = [s for m, f, s in hub.requests if (m, f) == ("GET", "model.safetensors")]
    assert spans[0] is None and any(s for s in spans[1:]), spans


def test_a_busy_hub_is_waited_for(hub):
    hub.faults["api"] = [429, 503]
    hub.faults["model.safetensors"] = [429, 500]
    assert pulled().name == "toy"


@pytest.mark.parametrize(
    ("fault", "said"),
    [([429] * 40, "asks to wait"), ([500] * 40, "answered 500"), (["wrong"] * 40, "came damaged"), (["drop"] * 400, "failed|reached")],
)  # fmt: skip
def test_a_hub_that_keeps_failing_is_told_in_one_line_and_nothing_lands(hub, hurried, fault, said):
    hub.faults["model.safetensors"] = fault
    with pytest.raises(ModelError, match=said) as told:
        pulled()
    assert "\n" not in str(told.value)
    assert nothing_stored()
    hub.faults.clear()
    assert pulled().name == "toy"


def test_a_file_shorter_than_listed_never_lands(hub):
    hub.faults["source.spm"] = ["short"] * 40
    with pytest.raises(ModelError):
        pulled()
    assert nothing_stored()


def test_what_the_hub_does_not_have_is_named(hub):
    for change, said in (
        ({"repository": "toys/none"}, "has no toys/none"),
        ({"revision": "nowhere"}, "no revision nowhere"),
    ):
        with pytest.raises(ModelError, match=said):
            pull("toy", user={"toy": ENTRY | change}, golden=GOLDEN, pause=0.0)
    with pytest.raises(ModelError, match="no model that mujaz knows"):
        pull("unheard-of", user=USER)


def test_a_repository_with_only_a_pickle_is_refused_before_a_byte_is_fetched(hub):
    (hub.folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"only pytorch_model\.bin, which can run code"):
        pulled()
    assert all(file == "api" for _, file, _ in hub.requests)


def test_no_space_left_is_said_before_and_after(hub, monkeypatch):
    usage = shutil.disk_usage(models_folder().parent.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1000))
    with pytest.raises(ModelError, match="MB are needed"):
        pulled()
    monkeypatch.undo()


def test_a_disk_that_fills_up_while_converting(hub, monkeypatch):
    import errno

    from mujaz.models import convert

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(convert, "convert_to_int8", full)
    with pytest.raises(ModelError, match=r"disk is full|No space left"):
        pulled()
    assert nothing_stored()


def test_two_pulls_at_once_fetch_once(hub):
    results: list[object] = []

    def one() -> None:
        try:
            results.append(pulled())
        except BaseException as error:
            results.append(error)

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [getattr(r, "name", r) for r in results] == ["toy", "toy"]
    assert hub.downloads("model.safetensors") == 1


def test_the_licence_is_asked_for(hub):
    user = {"toy": ENTRY | {"commercial": False, "licence": "CC-BY-NC-SA-4.0"}}
    with pytest.raises(ModelError, match=r"CC-BY-NC-SA-4\.0 forbids commercial use.*--accept-license"):
        pull("toy", user=user, golden=GOLDEN)
    assert hub.requests == []
    assert pull("toy", user=user, golden=GOLDEN, accept_license=True).manifest.licence == "CC-BY-NC-SA-4.0"


def test_without_a_hub_the_failure_is_one_line(loopback, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match=r"reached|connection"):
        pulled()


# --- adding what came on a stick


def _zip(folder: Path, path: Path, below: str = "model/") -> Path:
    with zipfile.ZipFile(path, "w") as z:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                z.write(file, below + file.relative_to(folder).as_posix())
    return path


def _tar(folder: Path, path: Path) -> Path:
    with tarfile.open(path, "w:gz") as t:
        t.add(folder, "model")
    return path


def test_folder_zip_and_tar_are_added_and_serve_by_name(toy_folder, tmp_path):
    folder = toy_folder("marian")
    sources = {
        "a-folder": folder,
        "a-zip": _zip(folder, tmp_path / "a-zip.zip"),
        "a-tar": _tar(folder, tmp_path / "a-tar.tar.gz"),
    }
    for name, source in sources.items():
        model = add(source, name=name if name == "a-folder" else None, golden=GOLDEN)
        assert model.name == name
        assert verify(name) == []
        assert (
            open_model(resolve("translate", name), device="cpu").generate([GOLDEN[1][0]], Decoding())[0][0].text
            == GOLDEN[1][1]
        )
    assert [m.name for m in stored_models()] == ["a-folder", "a-tar", "a-zip"]
    with pytest.raises(ModelError, match="stored already"):
        add(folder, name="a-zip", golden=GOLDEN)


def test_converted_folder_and_argos_package_are_added(toy_folder, shared_home, tmp_path, monkeypatch):
    from mujaz.models.engines import open_seq2seq

    open_seq2seq(toy_folder("marian"), device="cpu")
    made = next(iter((shared_home / "conversions").glob("*/source.spm"))).parent
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path / "home"))
    converted = Path(
        shutil.copytree(made, tmp_path / "converted", ignore=shutil.ignore_patterns("manifest.json", "mujaz.json"))
    )
    assert add(converted, golden=GOLDEN).manifest.fact("family") == "ctranslate2"
    assert verify("converted") == []

    argos = tmp_path / "translate-ar_en-1_0"
    (argos / "stanza").mkdir(parents=True)
    (argos / "stanza/ar.pt").write_bytes(b"\x80\x02pickle")
    shutil.copytree(converted, argos / "model", ignore=shutil.ignore_patterns("*.spm"))
    # An Argos package has one sentencepiece model for both sides and lets CTranslate2 add the end mark.
    shutil.copyfile(converted / "source.spm", argos / "sentencepiece.model")
    config = json.loads((argos / "model/config.json").read_text()) | {"add_source_eos": True}
    (argos / "model/config.json").write_text(json.dumps(config))
    (argos / "metadata.json").write_text(json.dumps({"from_code": "ar", "to_code": "en", "package_version": "1.0"}))
    package = _zip(argos, tmp_path / "translate-ar_en.argosmodel", "translate-ar_en-1_0/")
    model = add(package, golden=GOLDEN)
    assert model.name == "argos-ar-en"
    assert not list(model.folder.rglob("*.pt"))
    running = open_model(resolve("translate", "argos-ar-en"), device="cpu")
    assert running.generate([GOLDEN[2][0]], Decoding(num_beams=2))[0][0].text == GOLDEN[2][1]

    (argos / "metadata.json").write_text(json.dumps({"from_code": "fr", "to_code": "en"}))
    with pytest.raises(ModelError, match="translates fr to en"):
        add(_zip(argos, tmp_path / "translate-fr_en.argosmodel", "p/"), golden=GOLDEN)


def _hostile_zip(path: Path, name: str, *, link: bool = False) -> Path:
    with zipfile.ZipFile(path, "w") as z:
        info = zipfile.ZipInfo(name)
        info.external_attr = ((stat.S_IFLNK if link else stat.S_IFREG) | 0o644) << 16
        z.writestr(info, b"/etc/passwd")
    return path


def _hostile_tar(path: Path, name: str, kind: bytes = tarfile.REGTYPE) -> Path:
    with tarfile.open(path, "w") as t:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, "/etc/passwd"
        info.size = 4 if kind == tarfile.REGTYPE else 0
        t.addfile(info, io.BytesIO(b"data"))
    return path


@pytest.mark.parametrize(
    "name", ["../evil.json", "/tmp/evil.json", "a/../../evil.json", "C:\\evil.json", "..\\evil.json"]
)
def test_no_archive_writes_outside_its_folder(tmp_path, name):
    for archive in (_hostile_zip(tmp_path / "z.zip", name), _hostile_tar(tmp_path / "t.tar", name)):
        with pytest.raises(ModelError, match="outside itself"):
            add(archive)
    assert not (tmp_path / "evil.json").exists() and not Path("/tmp/evil.json").exists()
    assert nothing_stored()


def test_no_archive_brings_links_or_devices(tmp_path):
    with pytest.raises(ModelError, match="link"):
        add(_hostile_zip(tmp_path / "z.zip", "config.json", link=True))
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
        with pytest.raises(ModelError, match="link or device"):
            add(_hostile_tar(tmp_path / "t.tar", "config.json", kind))


def test_an_archive_that_unpacks_to_too_much_is_stopped(tmp_path, monkeypatch):
    from mujaz.models import archives

    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("model.safetensors", b"\0" * (8 << 20))
    with pytest.raises(ModelError, match="unpacks to more than 1 MB"):
        archives.unpack(bomb, tmp_path / "out", max_bytes=1 << 20)
    many = tmp_path / "many.zip"
    with zipfile.ZipFile(many, "w") as z:
        for i in range(2100):
            z.writestr(f"{i}.json", b"")
    with pytest.raises(ModelError, match="more than 2000 entries"):
        archives.unpack(many, tmp_path / "out2")


def test_pickled_weights_are_refused_unopened(toy_folder, tmp_path):
    folder = Path(shutil.copytree(toy_folder("marian"), tmp_path / "pickled"))
    (folder / "model.safetensors").unlink()
    bomb = folder / "pytorch_model.bin"
    bomb.write_bytes(b"cos\nsystem\n(S'touch /tmp/mujaz-was-opened'\ntR.")
    if os.geteuid() != 0:
        bomb.chmod(0)
    for source in (folder, _zip(folder, tmp_path / "p.zip") if os.geteuid() == 0 else folder):
        with pytest.raises(ModelError, match=r"pytorch_model\.bin, which can run code"):
            add(source, golden=GOLDEN)
    assert not Path("/tmp/mujaz-was-opened").exists()
    converted = tmp_path / "fake"
    converted.mkdir()
    shutil.copyfile(bomb, converted / "model.bin") if os.geteuid() == 0 else (converted / "model.bin").write_bytes(
        b"\x80\x02"
    )
    (converted / "config.json").write_text("{}")
    (converted / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match="no CTranslate2 model"):
        add(converted)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda f: (f / "config.json").unlink(), "config.json: cannot be read"),
        (lambda f: (f / "config.json").write_text("{"), "is not JSON"),
        (lambda f: (f / "config.json").write_text('{"model_type": "gpt2"}'), "holds a gpt2 model"),
        (lambda f: (f / "source.spm").unlink(), "has no tokenizer"),
        (lambda f: (f / "source.spm").write_bytes(b"not a model"), "tokenizer cannot be loaded"),
        (
            lambda f: (f / "model.safetensors").write_bytes((f / "model.safetensors").read_bytes()[:-5]),
            "not a whole safetensors",
        ),
        (lambda f: (f / "model.safetensors").write_bytes(b"\x80\x02" * 50), "not a whole safetensors"),
    ],
)
def test_a_damaged_checkpoint_is_named(toy_folder, tmp_path, spoil, said):
    folder = Path(shutil.copytree(toy_folder("marian"), tmp_path / "spoilt"))
    spoil(folder)
    with pytest.raises(ModelError, match=said) as told:
        add(folder, golden=GOLDEN)
    assert "\n" not in str(told.value)
    assert nothing_stored()


def _with_weights(folder: Path, change) -> Path:
    from safetensors.torch import load_file, save_file

    weights = load_file(folder / "model.safetensors")
    change(weights)
    save_file({k: v.contiguous() for k, v in weights.items()}, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def test_weights_that_were_tied_wrongly_fail_the_self_test(toy_folder, tmp_path):
    """What befell the tc-big models: the library loads, and ties the output layer to the wrong matrix."""
    folder = Path(shutil.copytree(toy_folder("marian"), tmp_path / "tied"))

    def untie(weights) -> None:
        key = next(k for k in weights if k.endswith("shared.weight"))
        rows = weights[key]
        weights[key] = rows.roll(7, dims=0)

    with pytest.raises(ModelError, match=r"failed its self-test: .*(no translation|repeats itself)"):
        add(_with_weights(folder, untie), golden=GOLDEN)
    assert nothing_stored()


def test_a_weight_that_is_missing_is_named(toy_folder, tmp_path):
    folder = Path(shutil.copytree(toy_folder("marian"), tmp_path / "lacking"))
    with pytest.raises(ModelError, match=r"lacks weights: .*fc1"):
        add(_with_weights(folder, lambda w: w.pop("model.decoder.layers.0.fc1.weight")), golden=GOLDEN)


def test_a_conversion_that_rounds_wrongly_fails_the_self_test(toy_folder, tmp_path, monkeypatch):
    from mujaz.models import quantize

    monkeypatch.setattr(quantize, "LARGEST", 2)
    with pytest.raises(ModelError, match="int8 differs from the unconverted model"):
        add(toy_folder("marian"), name="rough", golden=GOLDEN)
    assert nothing_stored()


# --- keeping


@pytest.fixture
def stored(toy_folder):
    return add(toy_folder("marian"), name="toy", golden=GOLDEN)


def test_a_flipped_byte_and_a_missing_file_are_named_and_refused(stored):
    path = stored.folder / "ct2/model.bin"
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    assert verify("toy") == ["ct2/model.bin is not the file it should be (SHA-256 differs)"]
    with pytest.raises(ModelError, match=r"ct2/model\.bin is not the file"):
        open_model(resolve("translate", "toy"), device="cpu")
    path.unlink()
    (stored.folder / "ct2/extra.json").write_text("{}")
    assert verify("toy") == ["ct2/model.bin is missing", "ct2/extra.json does not belong to the model"]


def test_remove(stored):
    with pytest.raises(ModelError, match="named in the settings"):
        remove("toy", in_use={"toy"})
    assert remove("toy") > 100_000
    assert resolve("translate").kind == "built-in"
    for name in ("toy", "../x", ".hidden", ""):
        with pytest.raises(ModelError, match="is not stored"):
            remove(name)


def test_a_name_of_the_other_task_is_refused(stored):
    with pytest.raises(ModelError, match="is a model to translate, not to summarize"):
        resolve("summarize", "toy")
    assert resolve("summarize").kind == "built-in"


def test_names_and_paths(tmp_path):
    assert resolve("translate", "built-in").folder is None
    with pytest.raises(ModelError, match="mujaz models pull opus-mt-ar-en"):
        resolve("translate", "opus-mt-ar-en")
    with pytest.raises(ModelError, match="neither a model"):
        resolve("translate", "no/such/folder")
    (tmp_path / "m.zip").write_bytes(b"")
    with pytest.raises(ModelError, match="mujaz models add"):
        resolve("translate", str(tmp_path / "m.zip"))
    assert resolve("translate", str(tmp_path)).kind == "path"


@pytest.mark.parametrize(
    "change", [{"task": "dance"}, {"family": "gpt2"}, {"files": ["pytorch_model.bin"]}, {"files": ["*"]}, {"size": None}, {"decoding": {"beams": 3}}]
)  # fmt: skip
def test_a_user_entry_that_is_not_whole_is_told(change):
    with pytest.raises(ModelError, match="its entry is not whole"):
        list_models({"mine": ENTRY | change})


def test_the_shipped_table_is_whole():
    names = {line.name for line in list_models()}
    assert {"built-in", "opus-mt-ar-en", "opus-mt-tc-big-ar-en", "mt5-xlsum"} <= names
    for line in list_models():
        if line.known is not None and not line.known.commercial:
            assert "NC" in line.licence
