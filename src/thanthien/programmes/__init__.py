"""Days on which the office does more: it writes for people, decides while they wait, opens on Saturday, stays late, comes home.

Answers for: which programme holds for a procedure at a moment, who signs on that day, what became of each dossier under it.
Does not answer for: the dossier itself (dossiers; a mark names it by its subject text), opening hours (worktime).
Words: programme (ngày đặc biệt), no writing (ngày không viết), same-day result (ngày không hẹn), mark, eligible, kept,
sitting (buổi).
Entries: `programme.set` `.withdrawn` `.restored`, subject the programme; `programme.marked` `.kept` `.missed` `.dropped`,
subject the dossier.
"""
