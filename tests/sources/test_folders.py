"""Folders of texts, mails and images; files of arrays and mails."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import dataqa
from dataqa.errors import SourceError
from dataqa.sources import load

sys.path.insert(0, str(Path(__file__).parents[1] / "checks"))
from conversing import encoded, photo

MAIL = "From: Emma <emma@example.org>\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nDate: Mon, 2 Mar 2026 10:00:00 +0100\n\nThe text.\n"


def written(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_texts_with_a_folder_for_each_class(tmp_path):
    table = load(written(tmp_path, {f"{kind}/{k}.txt": f"{kind} {k}" for kind in ("ham", "spam") for k in range(3)}))
    assert table.frame.to_dict(as_series=False) == {
        "text": ["ham 0", "ham 1", "ham 2", "spam 0", "spam 1", "spam 2"], "label": ["ham"] * 3 + ["spam"] * 3,
    }  # fmt: skip
    assert (table.target, table.labels[0]) == ("label", "ham/0.txt")


def test_numbered_folders_are_no_classes(tmp_path):
    table = load(written(tmp_path, {f"part{k % 2}/{k}.txt": f"text {k}" for k in range(6)}))
    assert (table.frame.columns, table.target) == (["text", "folder"], "")


def test_images_with_parts_and_classes(tmp_path):
    files = {f"{part}/{kind}/{k}.jpg": encoded(photo(k)) for part in ("train", "val") for kind in ("ant", "bee") for k in range(2)}
    table = load(written(tmp_path, files))
    assert table.frame.get_column("split").to_list() == ["train"] * 4 + ["val"] * 4
    assert table.source("image").pictures.facts.get_column("form").to_list() == ["JPEG"] * 2
    assert dataqa.audit(tmp_path, checks=["class-imbalance"]).record.task.target == "label"


def test_mails_are_read_into_their_parts(tmp_path):
    table = load(written(tmp_path, {"a.eml": MAIL, "b.eml": MAIL.replace("The text.", "Another one.")}))
    row = table.frame.row(0, named=True)
    assert (row["subject"], row["text"].strip(), str(row["date"])) == ("Grüße", "The text.", "2026-03-02 09:00:00")


def test_an_mbox_holds_several(tmp_path):
    path = tmp_path / "box.mbox"
    path.write_text(f"From a@b Mon\n{MAIL}\n>From here\n\nFrom c@d Tue\n{MAIL}")
    assert [text.strip() for text in load(path).frame.get_column("text")] == ["The text.\n\nFrom here", "The text."]


def test_rows_of_a_folder_of_mbox_files_belong_to_their_file(tmp_path):
    one = f"From a@b Mon\n{MAIL}\n"
    table = load(written(tmp_path, {"a.mbox": one * 2, "b.mbox": one}))
    assert ([file.rows for file in table.files], table.labels.tolist()) == ([2, 1], ["a.mbox", "a.mbox", "b.mbox"])


def test_tables_and_mixtures_are_refused_with_advice(tmp_path):
    with pytest.raises(SourceError, match="pattern such as"):
        load(written(tmp_path, {"a.csv": "a\n1\n", "b.csv": "a\n2\n"}))
    with pytest.raises(SourceError, match="no files"):
        load(written(tmp_path / "empty", {".hidden": "x"}))


def test_arrays_of_images_are_one_a_row(tmp_path):
    every = np.stack([photo(k) for k in range(4)])
    assert load(every).source("image").pictures.facts.height == 4
    np.savez(tmp_path / "a.npz", x_train=every[:3], y_train=np.array([0, 1, 0]), x_test=every[3:], y_test=np.array([1]))
    table = load(tmp_path / "a.npz")
    assert table.frame.select("y", "split").rows() == [(0, "train"), (1, "train"), (0, "train"), (1, "test")]
    assert table.source("x").pictures.facts.height == 4


def test_arrays_of_objects_are_not_unpickled(tmp_path):
    np.save(tmp_path / "a.npy", np.array([{"a": 1}], dtype=object))
    with pytest.raises(SourceError, match="cannot be read"):
        load(tmp_path / "a.npy")


def test_paths_are_opened_where_the_files_are(tmp_path):
    written(tmp_path, {f"{k}.jpg": encoded(photo(k)) for k in range(3)})
    (tmp_path / "t.csv").write_text("path,label\n0.jpg,a\n1.jpg,b\n0.jpg,a\n")
    source = load(tmp_path / "t.csv").source("path")
    assert source.pictures.facts.height == 2
    assert load({"path": ["nowhere/0.jpg", "nowhere/1.jpg"]}).source("path").pictures is None


def test_bytes_and_records_of_bytes_are_compared_by_their_content():
    one = encoded(photo(1))
    cells = [{"bytes": one, "path": "a.jpg"}, {"bytes": one, "path": "b.jpg"}]
    table = load({"image": cells})
    assert table.frame.to_series().n_unique() == 1


def test_columns_beside_images_are_joined_by_the_name_of_the_file(tmp_path):
    files = {f"train/{k}.jpg": encoded(photo(k)) for k in range(3)}
    table = load(written(tmp_path, {**files, "train/metadata.csv": "file_name,caption,year\n2.jpg,two,2002\n0.jpg,none,2000\n"}))
    assert table.frame.select("caption", "year").rows() == [("none", 2000), (None, None), ("two", 2002)]


def test_what_no_mail_says_is_no_column(tmp_path):
    table = load(written(tmp_path, {f"{k}.eml": "Subject: x\n\nThe text.\n" for k in range(2)}))
    assert table.frame.columns == ["subject", "text"]
