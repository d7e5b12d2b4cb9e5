"""What people say of us: one rating per visit, attitude and work asked apart.

Answers for: the rating, its reasons, which ratings are set aside, how a share is published (n, response share, interval).
Does not answer for: whom it moves (conduct, letters later), the visit (visits), daily figures (indicators).
Words: rating (chấm điểm), attitude (thái độ), work (công việc), level 1–5, reason, response share, Wilson interval, set aside.
"""
