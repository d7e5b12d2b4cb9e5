"""What the commune posts for everybody to read: whom to call, when leaders receive people, how often the pages are read.

Answers for: the public list of contacts, each phone that was published or withdrawn, reception days, the visits of the pages.
Does not answer for: who works here and which number they have (people), who sits at a counter now (queueing), opinions (ratings).
Words: contact (liên hệ), published phone (số công bố), reception day (ngày tiếp dân), visit (lượt truy cập), present (đang xem).
"""
