"""Parts of an interface that know nothing of articles."""
