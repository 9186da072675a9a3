"""The reading view: paragraphs set as lines, scrolled, marked and selected."""
