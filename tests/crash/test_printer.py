"""A kiosk whose printer fails in every way gives each number once, shows it, says what to do, and prints at one tap later."""

from bench.crash import printer


def test_whatever_the_printer_does_the_number_is_there_once():
    found = printer.run(printer.SHORT)
    assert found.faults == []
    assert set(found.moods) == set(printer.MOODS) and found.printed == printer.SHORT
