import os

import pytest

from dataqa.errors import CallError
from dataqa.render.atomic_files import whole, write_whole


def test_written_whole_with_newlines_as_they_are(tmp_path):
    write_whole(tmp_path / "a.html", "é\r\nb\n\ud800")
    assert (tmp_path / "a.html").read_bytes() == "é\r\nb\n?".encode()
    assert os.listdir(tmp_path) == ["a.html"]


def test_permissions_of_an_existing_file_stay(tmp_path):
    goal = tmp_path / "a"
    goal.write_text("old")
    goal.chmod(0o640)
    write_whole(goal, "new")
    assert (goal.read_text(), goal.stat().st_mode & 0o777) == ("new", 0o640)


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "goal").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "goal")
    write_whole(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "goal").read_text() == "new"


def test_what_went_wrong_is_said_and_nothing_is_left(tmp_path, monkeypatch):
    with pytest.raises(CallError, match="there is no folder"):
        write_whole(tmp_path / "no" / "a", "")
    with pytest.raises(CallError, match="it is a folder"):
        write_whole(tmp_path, "")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CallError, match="No space left"):
        write_whole(tmp_path / "a", "text")
    assert os.listdir(tmp_path) == []


def test_what_replaces_a_private_file_is_private_while_it_is_written(tmp_path):
    goal = tmp_path / "a.html"
    goal.write_text("old")
    goal.chmod(0o600)
    with whole(goal) as part:
        assert part.stat().st_mode & 0o777 == 0o600
        part.write_text("new")
    assert (goal.read_text(), goal.stat().st_mode & 0o777) == ("new", 0o600)
