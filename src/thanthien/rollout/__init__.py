"""The model in its campaigns and honours: who called for what, who takes part, how far it is, who was honoured by whom.

Answers for: campaigns, those who take part, notes of progress, awards and titles, registrations of "học tập và làm theo".
Does not answer for: rules of conduct and pledges (conduct), figures folded from the journal (indicators), money.
Words: campaign (phong trào thi đua), taking part (tham gia), progress (tiến độ), award (khen thưởng), title (danh hiệu),
registration (đăng ký học tập và làm theo).
Entries: `campaign.called` `.changed` `.closed` `.reopened` `.withdrawn` `.restored` `.joined` `.left` `.progress`
`.progress_annulled` `.progress_restored`; `award.given` `.annulled` `.restored`; `learning.promised` `.looked_back` `.reviewed`.
Codes, ids, days and figures only: names, aims and words stand in the room's rows.
"""
