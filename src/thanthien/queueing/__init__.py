"""The queue of the hall: numbers, their order, calling, waiting times.

Answers for: which services can be had, who is next at a counter and why, how long people wait.
Does not answer for: what is done at the counter (dossiers), the person (people), the presence (visits).
Words: service (việc ở kiosk), ticket (phiếu số), order (thứ tự), priority (ưu tiên), overtaken (bị vượt), bound (mức vượt),
call (gọi), absent (vắng), come back (trở lại), transfer (chuyển), return lane (lối trả kết quả), roll (cuộn số in sẵn).
"""
