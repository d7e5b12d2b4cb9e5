"""The guides say the words that stand on the screens, show pictures that a script makes, and promise only what is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from PIL import Image

from thanthien.config import variables
from thanthien.config.management.commands.generate_docs import routes
from thanthien.doors.parts.guides import GUIDES, KEY

ROOT = Path(__file__).resolve().parents[2]
DOCS, PACKAGE = ROOT / "docs", Path(settings.PACKAGE)
WRITTEN = sorted((DOCS / "guides").glob("*.md"))
VIETNAMESE = [path for path in WRITTEN if not path.name.endswith(".en.md")]
PICTURE = re.compile(r"!\[([^\]]+)\]\((\S+?)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\((\S+?)\)")
CODE = re.compile(r"```.*?```", re.S)
TAG = re.compile(r'\{%\s*translate\s+(?:"([^"]+)"|\'([^\']+)\')')
BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.S)
# A word that says what bold is, and a commune of the list
NOT_ON_SCREENS = {"đậm", "Bold", "Cần có:", "Xã Trường Long Tây"}


def texts_of_screens() -> Iterator[str]:
    """Every text that a template or a module of the product shows, without its tags."""
    for path in PACKAGE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        yield from (a or b for a, b in TAG.findall(text))
        for block in BLOCK.findall(text):
            for form in re.split(r"\{%\s*plural\s*%\}", block):
                yield re.sub(r"<[^>]+>", "", form).strip()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 120:
                yield node.value


@pytest.fixture(scope="module")
def screens() -> set[str]:
    return set(texts_of_screens())


@pytest.fixture(scope="module")
def pressed() -> str:
    """All templates and scripts, to find a key in."""
    return "".join(path.read_text(encoding="utf-8") for kind in ("*.html", "*.js") for path in PACKAGE.rglob(kind))


def test_each_guide_of_the_product_is_written_in_both_languages():
    slugs = {guide.slug for guide in GUIDES} - {"settings"}
    assert {path.stem for path in VIETNAMESE} == slugs
    assert {path.name.removesuffix(".en.md") for path in WRITTEN if path not in VIETNAMESE} == slugs
    assert (DOCS / "generated" / "settings.md").exists()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_bold_words_stand_on_the_screens(path, screens):
    words = set(BOLD.findall(path.read_text(encoding="utf-8"))) - NOT_ON_SCREENS
    assert words, "a guide names what to press"
    assert not sorted(words - screens)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_keys_can_be_pressed(path, pressed):
    text = CODE.sub("", path.read_text(encoding="utf-8"))
    for key in {key for key in re.findall(r"`([^`]+)`", text) if KEY.fullmatch(key)}:
        written = {key, key.replace(" ", "+"), key.lower(), re.sub(r" (.)$", lambda m: "+" + m[1].lower(), key)}
        found = any(f'data-key="{one}"' in pressed or f"<kbd>{one}</kbd>" in pressed for one in written)
        assert found, f"{path.name} speaks of {key}"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_guide_has_a_title_and_one_paragraph_that_says_for_whom(path):
    title, empty, lead, after = path.read_text(encoding="utf-8").split("\n")[:4]
    assert title.startswith("# ") and not empty and not after
    assert 40 < len(lead) < 230 and not re.search(r"[*`\[]", lead)


@pytest.mark.parametrize("path", VIETNAMESE, ids=lambda path: path.stem)
def test_english_has_the_same_steps_and_pictures(path):
    first, second = path.read_text(encoding="utf-8"), path.with_suffix(".en.md").read_text(encoding="utf-8")
    assert [src for _, src in PICTURE.findall(first)] == [src for _, src in PICTURE.findall(second)]
    numbers = [re.findall(r"^## (\d+)\.", text, re.M) for text in (first, second)]
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_links_lead_to_guides(path):
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert target.endswith(".md") and (path.parent / target).exists(), target
        assert (path.parent / target).stem in {guide.slug for guide in GUIDES}


def test_a_picture_is_small_has_words_and_is_made_by_the_script():
    script = (DOCS / "make_pictures.py").read_text(encoding="utf-8")
    story = (ROOT / "tests" / "stories" / "test_set_up_commune.py").read_text(encoding="utf-8")
    shown = {(words, name) for path in WRITTEN for words, name in PICTURE.findall(path.read_text(encoding="utf-8"))}
    for _, source in shown:
        path = DOCS / "guides" / source
        assert path.stat().st_size <= 120_000, path.name
        with Image.open(path) as picture:
            assert picture.width <= 1280
        made = f'"{path.stem}"' in script or f'"{path.stem.removeprefix("admin-")}"' in story
        assert made, f"nothing makes {path.name}"


def test_no_picture_is_left_over():
    read = [*WRITTEN, ROOT / "README.md", ROOT / "README.vi.md"]
    shown = {Path(name).name for path in read for _, name in PICTURE.findall(path.read_text(encoding="utf-8"))}
    assert {path.name for path in (DOCS / "pictures").iterdir()} == shown


def test_the_table_of_settings_is_what_the_code_reads():
    found = variables.variables()
    assert found["THANTHIEN_SMTP_PORT"].default == "587" and found["THANTHIEN_MFA_REQUIRED"].default == "1"
    assert found["THANTHIEN_OIDC_ISSUER"].kind == "issuer" and found["THANTHIEN_HOME"].kind == "folder"
    assert (DOCS / "generated" / "settings.md").read_text(encoding="utf-8") == variables.table()


def test_a_setting_that_nobody_explained_stops_the_docs(monkeypatch, tmp_path):
    changed = tmp_path / "settings.py"
    changed.write_text(variables.SETTINGS.read_text(encoding="utf-8") + '\nNEW = env.flag("THANTHIEN_NEW")\n', encoding="utf-8")
    monkeypatch.setattr(variables, "SETTINGS", changed)
    with pytest.raises(LookupError, match="THANTHIEN_NEW"):
        variables.table()


def test_only_settings_that_are_read_are_spoken_of():
    read = [*WRITTEN, ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CHANGELOG.md"]
    named = {name for path in read for name in re.findall(r"THANTHIEN_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))}
    assert named <= variables.variables().keys()


ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (DOCS / "peers.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]


def test_the_comparison_has_each_row_once_with_an_answer():
    assert [int(row[0]) for row in ROWS] == list(range(1, 59))
    assert all(len(row) == 5 and re.fullmatch(r"yes|partly|no: .{20,}", row[2]) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_row_claims_is_tested_and_can_be_opened(row):
    tests = re.findall(r"`(tests/\S+?)::(\w+)`", row[3])
    assert tests
    for path, name in tests:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), f"{path}::{name}"
    (address,) = re.findall(r"`(/\S*)`", row[4])
    try:
        resolve(address.replace("<unit>", "15148").replace("<pk>", "7").replace("<code>", "ABCDEFGH"))
    except Resolver404:
        pytest.fail(f"{address} is no page")


def test_the_readmes_show_pictures_and_pages_that_are_there():
    for path in (ROOT / "README.md", ROOT / "README.vi.md"):
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert "://" in target or (ROOT / target).exists(), target


def test_the_guides_have_no_unknown_address():
    patterns = {route.name for route in routes()}
    assert {"guides", "guide"} <= patterns
