"""`python -m thanthien.config.assets`: called by set-up before there is a database or a setting."""

import sys

from thanthien.config.assets import AssetError, prepare


def tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    try:
        prepare(tell=tell)
    except AssetError as error:
        sys.exit(str(error))
