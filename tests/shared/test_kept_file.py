"""A file that a row names is whole or is as it was before."""

import os

import pytest

from thanthien.shared.kept_file import keep_file


def test_it_is_there_whole_with_its_folder(tmp_path):
    keep_file(tmp_path / "a" / "b.wav", b"abc")
    assert (tmp_path / "a" / "b.wav").read_bytes() == b"abc"
    keep_file(tmp_path / "a" / "b.wav", b"later", mode=0o600)
    assert (tmp_path / "a" / "b.wav").read_bytes() == b"later"
    assert (tmp_path / "a" / "b.wav").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.wav"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_what_stood_there_stays_when_the_disk_refuses(tmp_path, monkeypatch, call):
    keep_file(tmp_path / "b.wav", b"abc")

    def refuse(*_, **__):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(OSError, match="Input/output"):
        keep_file(tmp_path / "b.wav", b"later")
    assert (tmp_path / "b.wav").read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["b.wav"]


def test_bytes_are_on_the_disk_before_the_name(tmp_path, monkeypatch):
    done = []
    for call in ("fsync", "replace"):
        usual = getattr(os, call)
        monkeypatch.setattr(os, call, lambda *a, usual=usual, call=call, **m: (done.append(call), usual(*a, **m))[1])
    keep_file(tmp_path / "b.wav", b"abc")
    assert done == ["fsync", "replace", "fsync"], "the file, its name, the folder"
