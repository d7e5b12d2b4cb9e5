"""Telling people: a paper is missing, a result is ready, a date was not kept, an hour is near. By a message or a person's call.

Answers for: who is told of what, by which channel and when (quiet hours, several in one), the texts, deliveries, the call list,
who wants no messages. It follows the journal; nothing leaves in a demonstration or through a channel that is not set up.
Does not answer for: what happened (dossiers, outreach), letters of congratulation or apology (letters).
Words: message (tin báo), event (việc báo), channel (kênh), text (lời nhắn), quiet hours (giờ yên), call list (danh sách gọi),
line (đường dây), refusal (không nhắn nữa), digest (tin gộp). Entries: `message.asked` `.sent` `.failed` `.again`, `call.held`
`.let_go` `.ended` `.undone`, `messaging.changed`, `text.changed`, `messages.refused` `.allowed`.
"""
