"""Whether somebody is entitled to a benefit: its conditions as a decision table in data, dated and versioned.

Answers for: which question comes next, the outcome with its article, the amount and how it was worked out, the papers it needs
and why; whether a table is whole. Does not answer for: keeping an appraisal (dossiers), the catalogue, the rates (law data).
Words: table (bảng điều kiện), question (câu hỏi), outcome (kết luận), row (dòng), course (các câu đã hỏi), rate (mức).
"""
