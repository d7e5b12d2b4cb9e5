"""The guides and their pictures come into the product whole, or set-up says what is missing."""

import shutil
from pathlib import Path

import pytest

from thanthien.config.assets import AssetError, guides


def docs(folder: Path) -> Path:
    """A folder like docs/: one guide with one picture, and the table of settings."""
    for name, text in (
        ("guides/a.md", "# A\n\n![Hình](../pictures/a.png)\n"),
        ("generated/settings.md", "# S\n"),
        ("pictures/a.png", "png"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "pictures" / "unused.png").write_text("png")
    return folder


def test_guides_settings_and_the_pictures_they_show_are_taken(tmp_path):
    assert [path.name for path in guides.sources(docs(tmp_path))] == ["a.md", "settings.md", "a.png"]


def test_a_missing_picture_or_folder_is_named(tmp_path):
    (docs(tmp_path) / "pictures" / "a.png").unlink()
    with pytest.raises(AssetError, match=r"a\.png.*make_pictures"):
        guides.sources(tmp_path)
    shutil.rmtree(tmp_path / "guides")
    with pytest.raises(AssetError, match="docs"):
        guides.sources(tmp_path)


def test_what_is_no_longer_written_goes_away(tmp_path, monkeypatch):
    monkeypatch.setattr(guides, "FOLDER", tmp_path)
    (tmp_path / "old.png").write_text("png")
    said: list[str] = []
    made = guides.part().make(said.append)
    assert set(made) == set(tmp_path.iterdir()) and said
    assert {"ngay-dau.md", "ngay-dau.en.md", "settings.md", "day-call.png"} <= {path.name for path in made}
