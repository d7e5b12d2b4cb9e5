"""A declaration of birth as it is typed, whole and right."""

MOTHER = "038190000017|012345678|Phạm Thị Nga|05031990|Nữ|Thôn Ngọc, Cẩm Tú, Thanh Hóa|15042021"
BIRTH = {
    "nyc_ho_ten": "Phạm Thị Nga", "nyc_ngay_sinh": "05/03/1990", "nyc_so_dinh_danh": "038190000017",
    "nyc_giay_to": "Căn cước số 038190000017", "nyc_quan_he": "Mẹ", "tre_ho_ten": "Phạm Gia Bảo", "tre_ngay_sinh": "10/11/2026",
    "tre_gioi_tinh": "Nam", "tre_dan_toc": "Mường", "tre_quoc_tich": "Việt Nam", "tre_noi_sinh": "Trạm y tế xã Cẩm Tú",
    "tre_que_quan": "Cẩm Tú, Thanh Hóa", "me_ho_ten": "Phạm Thị Nga", "me_ngay_sinh": "05/03/1990",
    "me_so_dinh_danh": "038190000017", "me_giay_to": "Căn cước số 038190000017", "ban_sao": "Không",
}  # fmt: skip
