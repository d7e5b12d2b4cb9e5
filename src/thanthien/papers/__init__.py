"""Files and scans: what is uploaded, cleaned, kept by its digest, found again and offered for the next matter; the copies book.

Answers for: the pieces of an upload, the clean file, which file belongs to which paper of what (subject "dossier:12", by text),
results that are kept for their person, the link for a telephone, reading scans (OCR), the book of certified copies.
Does not answer for: the checklist itself (dossiers), who may open a dossier (dossiers; `journeys.attach_paper` asks).
Words: scan (bản quét), piece (mảnh), kept result (kết quả trong kho), phone link (đường gửi ảnh),
certified copy (bản sao chứng thực).
Entries, subject of the owner: `scan.added` `.replaced` `.withdrawn` `.restored` `.placed` `.reused`, `phone.linked`;
subject `certifiedcopy:<pk>`: `copy.entered` `.annulled` `.reinstated`.
"""
