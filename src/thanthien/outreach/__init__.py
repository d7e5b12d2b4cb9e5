"""Help outside the hall: a booked hour at the counter, made from home; papers by the public post; help online; home service.

Answers for: which hours can be booked, the booking with its link and reminder; letters; one case of help a key; who may have the
office come home, when, and the proof. Does not answer for: the place in the queue (queueing, `journeys.arrive_booked`), telling
people (messaging reads `queries.booking(pk=, unit=)`), opening hours (worktime). Visits to families, what hamlets say, proposals:
`families`, `voices`, `proposals`, each with its entries (`familycall.…`, `voice.…`, `proposal.…`).
Words: booking (lịch hẹn), slot (khung giờ), quota (hạn mức), number (số hẹn, H-4271), token (in the link), missed (lỡ hẹn),
letter (bưu gửi), help online (hỗ trợ trực tuyến), home service (phục vụ tại nhà, N-12), team (tổ).
Entries, subject `booking:<pk>`: `booking.made` `.moved` `.cancelled` (both with `why`: person, office, closed) `.reminded`
`.arrived` `.missed` `.forgotten`, each with `day`, `start` ("08:30"), `service`, `sequence`; `quota.set` `.withdrawn`; `mail.…`
(`mail.TABLE`), subject the dossier; `help.given` `.annulled` `.target_set`; subject `homevisit:<pk>`: `home.asked` `.accepted`
`.refused` `.planned` `.done` `.failed` `.cancelled` `.reopened` `.forgotten`, counted under the programme `home`; `home.set`.
"""
