"""Telling other programmes: acts of the unit leave the house as signed webhooks (Standard Webhooks, CloudEvents bodies).

Answers for: which receiver is told of what, its signing secret, deliveries in journal order with retries, where a request may go
at all, when a receiver is given up. It follows the journal; what leaves holds public codes only, never anything of a person.
Does not answer for: what happened (the rooms below), what another programme may ask or do (people.tokens, doors/api), messages to
persons (messaging).
Words: webhook (nơi nhận tin tự động), event (việc báo), notice (tin), secret (khóa ký), delivery (lần gửi), pause (tự dừng).
What citizens handed in on the national portal comes in here too (incoming.py): a dossier that waits, or a record kept aside.
Entries: `webhook.added` `.changed` `.rotated` `.rotation_undone` `.switched_off` `.switched_on` `.removed` `.restored` `.tested`
`.paused` `.again` `.forgot_secret`; `national.again` (national portal: `national`, record of a dossier by outbox and retries).
"""
