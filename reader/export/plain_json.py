"""Notes as plain JSON, for scripts: flat records without the terms of Web Annotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.annotation.model import Annotation
    from reader.export.notes import ArticleNotes


def export(articles: Sequence[ArticleNotes], /) -> str:
    """Return a list of articles, each with the list of its annotations.

    `start` and `end` are code points of the source text; a bookmark has neither colour nor style.
    """
    records = [
        {
            "title": article.title,
            "origin": article.origin,
            "creators": list(article.creators),
            "date": article.date,
            "source": article.source,
            "annotations": [_record(annotation) for annotation in article.annotations],
        }
        for article in articles
    ]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _record(annotation: Annotation) -> dict[str, Any]:
    body, target = annotation.body, annotation.target
    return {
        "id": annotation.id,
        "quote": annotation.quote,
        "note": annotation.note,
        "color": body.color if body else None,
        "style": annotation.style if body else None,
        "tags": list(body.tags) if body else [],
        "section": target.headings[-1][1] if target and target.headings else None,
        "start": target.range.start if target else None,
        "end": target.range.end if target else None,
        "created": annotation.created,
        "modified": annotation.modified,
    }
