"""Which words the user refused to have normalised, as the window knows them too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.paths import config_folder
from reader.storage.settings import SettingsStore

if TYPE_CHECKING:
    from reader.articles import Article


def refused_words(article: Article) -> frozenset[str]:
    """Return the words that normalising leaves as they are, in this article or everywhere."""
    everywhere = SettingsStore(config_folder()).load().refused
    return article.refused.union(everywhere)
