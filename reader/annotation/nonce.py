"""What tells a version from the same one of another device, where times do not.

A version is named by all it says, its time included. No time goes back, so while one device's clock
was ahead the times of all stand still: two devices that type, paint or bring back the same would
make one version, and who replaced or deleted his own would have seen the other's, and removed it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.annotation.fields import as_extra

if TYPE_CHECKING:
    from reader.annotation.model import Annotation

NONCE = "reader:nonce"
"""The field that holds it, in versions that need one."""
_BYTES = 6
"""As many as name a version."""


def new_nonce() -> str:
    """Return what no other version has."""
    return os.urandom(_BYTES).hex()


def with_nonce(annotation: Annotation, nonce: str) -> Annotation:
    """Return an annotation with a nonce, or without one where it is empty."""
    if not nonce and NONCE not in annotation.extra:
        return annotation
    rest = {name: value for name, value in annotation.extra.items() if name != NONCE}
    return replace(annotation, extra=as_extra(rest | {NONCE: nonce} if nonce else rest))
