"""Named figures folded from the journal into daily tallies. A rebuild gives exactly the same. Writes tallies, points and alerts.

Answers for: counts per unit and day, waiting times, shares with n, what the hall's strip and the leader's page show;
who opened files that are not theirs, and the alert that follows (entries `access.many_foreign` `.looked_at` `.reopened`).
The nine indices of officers and of the agency (points `score_…`, notes, answers; entries `score.…`).
Does not answer for: the acts themselves, single opinions (ratings).
Words: tally, key, part, indicator, fold, rebuild, look (lượt xem), alert (cảnh báo).
"""
