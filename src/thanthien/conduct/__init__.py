"""How officers behave towards people: what they promise, together and alone, and what is noted of it, fair to both sides.

Answers for: the rules of conduct of a unit and their review, sets of pledges and who signed them, the programme of
self-discipline, praise and incidents and what follows them, supervision visits, a leader's own record.
Does not answer for: ratings, the nine indices (indicators), the apology of Form 04 (dossiers), campaigns and awards (rollout).
Words: rules of conduct (quy tắc ứng xử), set (bộ cam kết), pledge (cam kết đã ký), programme (chương trình rèn luyện), record
(ghi nhận), step (bước xử lý), finding (việc cần sửa).
Entries: `conduct.…`, subject the row; codes, states and dates only, never what somebody wrote.
"""
