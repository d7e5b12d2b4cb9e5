from pathlib import Path
FONTS = Path(__file__).resolve().parent / "fonts"
