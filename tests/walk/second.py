"""The program as a second process of a walk: `python3 -m tests.walk.second ARGUMENTS`.

It is patient: on a machine that has much else to do, a walk may not answer within the seconds that
a user waits, and a start that is not answered stays, with a window of its own.
"""

from __future__ import annotations

import sys

from main import start
from reader.gui.app.single_instance import first_or_none

PATIENCE_S = 60.0

if __name__ == "__main__":
    first_or_none.__kwdefaults__["patience_s"] = PATIENCE_S
    sys.exit(start())
