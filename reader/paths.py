"""Where things are: the files shipped with the program, the library, the settings."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "resources"
RESOURCES = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "resources"
"""Shipped files: inside the package when installed from a wheel, beside it in a checkout."""

LIBRARY_VARIABLE = "QUANDIAN_LIBRARY"
_APPLICATION = "quandian"


def library_folder(chosen: Path | None = None) -> Path:
    """Return the library: the folder chosen, else $QUANDIAN_LIBRARY, else the platform's place.

    The folder need not exist.
    """
    if chosen is not None:
        return chosen
    if from_environment := os.environ.get(LIBRARY_VARIABLE):
        return Path(from_environment)
    from platformdirs import user_data_path

    return user_data_path(_APPLICATION, appauthor=False) / "library"


def config_folder() -> Path:
    """Return the folder of what belongs to this device alone; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path(_APPLICATION, appauthor=False)


def cache_folder() -> Path:
    """Return the folder of what can be deleted at any time; it need not exist."""
    from platformdirs import user_cache_path

    return user_cache_path(_APPLICATION, appauthor=False)


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether two names are of one file; False where one of them is of none."""
    if one == other:
        return True
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # a name may hold what no file's can
        return False
