"""Money for procedures: where it is paid to, what is owed, what came, what failed, what was given back.

Answers for: the receiving account, the charge of one subject, payments with numbers without holes, failed tries, refunds, the
VietQR text. Does not answer for: the book of fees taken at the counter (dossiers.fees).
Words: account (tài khoản thu), charge (khoản phải thu), payment (lần thu), try (lần thử), refund (hoàn tiền), annulled (huỷ).
A charge points at its subject by text ("dossier:12") and code: this room knows no other on its line.
Entries: `account.opened` · `charge.made` · `payment.taken` `.annulled` `.failed` · `refund.asked` `.approved` `.paid`.
"""
