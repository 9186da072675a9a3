"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real texts that lies beside a developer's checkout."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"no real texts here: {SHARED_DATA} is absent")
    return SHARED_DATA
