"""The book of people received (sổ tiếp công dân) that the commune police keeps: who came with what, and what became of it.

Answers for: a number a year and unit, which way a matter takes, its result, who may open a line, striking out and taking back.
Does not answer for: the days on which leaders receive people (posting), queues and dossiers of the hall (queueing, dossiers).
Words: line (dòng của sổ), matter (loại việc), course (hướng xử lý), result (kết quả giải quyết), open (chưa có kết quả).
Entries, subject `receptionline:<pk>`: `received.noted` `.answered` `.annulled` `.reinstated`; each has number, year, matter,
course, day; never a name, an address or what was said.
"""
