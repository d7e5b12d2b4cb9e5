"""Dated legal rules, as data: what is in force on a day, in which document and article, and whether somebody has read the text.

Answers for: the value of a legal rule on a date, its citation, its confidence, the version of the law used by a calculation.
Does not answer for: days off (worktime), papers and fees of a procedure (procedures), what follows from a rule (rooms above).
Words: legal rule (quy định), in force (có hiệu lực), article (điều, khoản), confirmed (đã đối chiếu), law book, law version.
"""
