"""Letters of the office to its people: congratulation, condolence, thanks, apology; proposed by what happens, or written by hand.

Answers for: which event leads to which letter, the guards that hold one back and say why, its words and the advice on its back,
who signs, how it reaches the person, who wants none. Does not answer for: Form 04 (dossiers), short messages (messaging).
Words: letter (thư), kind (loại thư), event (việc), guard (điều giữ lại), facts (điều thư nói), ask (điều phải hỏi trước khi ký),
register number (số vào sổ thư), refusal (không nhận thư). Entries, subject `letter:<pk>`: `letter.proposed` `.held` `.written`
`.answered` `.reworded` `.stopped` `.released` `.signed` `.unsigned` `.sealed` `.printed` `.to_send` `.handed` `.back`
`.withdrawn`; `letters.refused` `.allowed` `.approved` `.linked` `.unlinked`; `letterkind.saved` `.used` `.ended` `.again`.
Names stand in the letter's row alone.
"""
