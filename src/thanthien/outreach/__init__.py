"""Help outside the hall: a booked hour at the counter, made from home; results and papers by the public post.

Answers for: which hours can be booked, by whom, the booking and its link, its reminder, what happens when nobody comes.
Does not answer for: the place in the queue (queueing, `journeys.arrive_booked`), telling people and whom to call (messaging),
opening hours (worktime).
Words: booking (lịch hẹn), slot (khung giờ), quota (hạn mức), number (số hẹn, H-4271), token (in the link), missed (lỡ hẹn).
Letter (bưu gửi): its entries are `mail.…` (`mail.TABLE`), subject the dossier.
Entries, subject `booking:<pk>`: `booking.made` `.moved` `.cancelled` (both with `why`, whose wish: person, office, closed)
`.reminded` `.arrived` `.missed` `.forgotten`; each has `day`, `start` ("08:30"), `service`, `sequence` (of the calendar file);
`quota.set`, `quota.withdrawn`.
Whoever tells people (messaging) reads `queries.booking(pk=, unit=)`: name, e-mail, phone, wants_call, address of the link.
Help online (hỗ trợ trực tuyến): `help.given` `.annulled` `.target_set`; one case a key, with consent, never a password.
Home service (phục vụ tại nhà): a request (yêu cầu, N-12), who may have it (đối tượng), slot, team (tổ), proof of delivery.
Entries, subject `homevisit:<pk>`: `home.asked` `.accepted` `.refused` `.planned` `.done` `.failed` `.cancelled` `.reopened`
`.forgotten`; `home.set`. It counts under the programme `home`.
"""
