"""Administrative dossiers: received, handled step by step, finished, handed over, each with its legal due date.

Answers for: the dossier's states (portal codes 1–10), papers, steps and their clocks, Form 01, early / on time / late, tracking.
Does not answer for: the term itself (procedures), its arithmetic (worktime), the queue, the opinion of the person.
Words: dossier (hồ sơ), applicant (chủ hồ sơ), submitter (người nộp), paper (giấy tờ), step (bước),
due date (ngày hẹn), result ready, hand-over.
"""
