"""The catalogue of administrative procedures: what to bring, what it costs, how long it takes, who does which step, by which law.

Answers for: procedures by version, their papers, fees, legal terms and steps, the usual route where the source has none, the
search by name, and what the catalogue does not know (holes).
Does not answer for: counting days (worktime), one person's dossier and its checklist (dossiers), the queue's services.
Words: procedure (thủ tục), paper (giấy tờ), term (thời hạn), step (bước), route (quy trình), hole (chỗ trống hay chưa xác nhận).
"""
