"""Fills an empty office with 10⁴ … 10⁶ dossiers over several communes: python -m bench.bulk --dossiers 100000.

One week of one commune, and the weeks in which its work is ended, are lived through the real actions and written down act by
act (`living`, `recorder`); then the database is set back. The week is copied into other weeks of many communes, in the order of
time as an office would have written it (`copier`): new keys, people, codes and numbers (`own`), each row with its digest, each
entry chained to the one before, the figures of each day by the rules of the indicators, the counters of the series. The last
weeks are cut at the present, so that work is open in every state. `thanthien verify` finds nothing wrong; the same seed gives
the same dossiers.

What it does not do: messages to people (their follower stands at the head), holidays between the weeks, dates without a year in
the explanation of a due date (they are those of the lived week).
"""
