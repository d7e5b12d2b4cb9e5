"""Opening hours, working days and the arithmetic of terms, each due date with its explanation day by day.

Answers for: which days and hours are worked, when a term is due and why, how much working time lies between two moments.
Does not answer for: how long a procedure's term is (procedures), who is late (dossiers), what the law says (law).
Words: weekly hours (giờ làm việc), Saturday opening, day off, compensatory day (nghỉ bù), swapped day (hoán đổi),
term (thời hạn), same clock (cùng giờ), pause (tạm dừng), restart (tính lại từ đầu), deadline (hạn trả), explained day.
"""
