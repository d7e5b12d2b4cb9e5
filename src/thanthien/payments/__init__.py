"""The office's account: where transfers go, what the bank's statement says came, who the law frees from a fee.

Answers for: the receiving account, the VietQR text, statements and each of their lines, grounds of exemption. Does not answer
for: the book of fees (dossiers.fees): money is written there alone, a line here only says which receipt it became (ADR 0014).
Words: account (tài khoản thu), statement (sao kê), line (dòng ghi có), reference (số tham chiếu), ground (căn cứ miễn, giảm).
A line points at a dossier by text ("dossier:12") and at its receipt by key: this room knows no other on its line.
Entries: `account.opened` · `statement.taken` `.undone` · `statement.settled` `.aside` `.reopened` `.reversed`.
"""
