"""Named figures folded from the journal into daily tallies. Reads entries, writes only tallies; a rebuild gives exactly the same.

Answers for: counts per unit and day, waiting times, shares with n, what the hall's strip and the leader's page show.
Does not answer for: the acts themselves, single opinions (ratings).
Words: tally, key, part, indicator, fold, rebuild.
"""
