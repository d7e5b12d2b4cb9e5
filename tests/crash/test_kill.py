"""A server that dies by SIGKILL in the middle of intake loses nothing that a person saw, and gives nothing twice."""

from bench.crash import kill


def test_what_was_acknowledged_outlives_the_kill_and_nothing_is_there_twice():
    found = kill.run(kill.SHORT)
    assert found.faults == []
    assert found.kills == len(found.starts) == kill.SHORT
    assert found.sent_again > 0, "some presses were under way when the server died"
    assert min(found.acknowledged["number"], found.acknowledged["dossier"]) > 0
