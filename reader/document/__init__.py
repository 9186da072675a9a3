"""Articles: what was found in a text, and how it is shown."""
