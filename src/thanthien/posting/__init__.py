"""What the commune posts for everybody to read, and where people wait for it.

Answers for: the public list of contacts with published phones and reception days; the items that the grassroots-democracy law
wants public, each with its due day and how it was posted; news and documents; the weekly roster; the monthly look at the
reception room; how often the pages are read.
Does not answer for: who works here and which number they have (people), who sits at a counter now (queueing), opinions (ratings).
Words: contact (liên hệ), published phone (số công bố), reception day (ngày tiếp dân), public item (nội dung công khai), run (một
lần đăng), news (tin), duty (trực), visit (lượt truy cập), present (đang xem).
Entries: `public.…`, `news.…`, `duty.…`, `room.…`, subject the row; codes and days only, never what somebody wrote.
"""
