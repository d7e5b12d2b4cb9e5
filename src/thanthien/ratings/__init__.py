"""What people say of us: one rating per visit, attitude and work asked apart; follow-ups of low ones; surveys in rounds.

Answers for: the rating, its reasons, which ratings are set aside, how a share is published (n, response share, interval); what is
done after a low rating; survey forms, rounds and answers.
Does not answer for: whom it moves (conduct, letters later), the visit (visits), daily figures (indicators).
Words: rating (chấm điểm), attitude (thái độ), work (công việc), level 1–5, reason, response share, Wilson interval, set aside,
follow-up (xem lại phiếu thấp), survey (khảo sát), round (đợt), ticket (mã phiếu), index (chỉ số hài lòng).
"""
