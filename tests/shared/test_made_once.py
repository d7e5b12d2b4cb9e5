"""A secret is made once and whole."""

import threading

from thanthien.shared.made_once import made_once


def test_the_first_writer_wins_and_the_file_is_its_owner_s(tmp_path):
    path = tmp_path / "keys" / "one.key"
    assert made_once(path, b"first") == b"first" == made_once(path, b"second")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["one.key"], "nothing is left beside"


def test_many_at_once_read_one_whole_secret(tmp_path):
    path, got, start = tmp_path / "keys" / "one.key", [], threading.Barrier(8)

    def ask(n: int) -> None:
        start.wait()
        got.append(made_once(path, bytes([n]) * 4096))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 8 and len(set(got)) == 1 and len(got[0]) == 4096
