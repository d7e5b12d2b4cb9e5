"""Acts that touch rooms which do not know each other, one file each."""
