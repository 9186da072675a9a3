"""Articles: what a text was understood to be, and how it is shown."""
