"""R5: the clock of the PC jumps over midnight, a year's end, a leap day, Tết: the chain keeps the order, not the clock."""

from bench.crash import clock


def test_a_clock_that_jumps_breaks_no_number_no_order_and_no_figure():
    found = clock.run(clock.SHORT)
    assert found.faults == []
    assert found.done["number"] > 25 and found.done["call"] > 10 and found.done["reception"] > 3, found.done
    assert found.days >= 8 and found.years >= 3, "the year changed, more than once"
