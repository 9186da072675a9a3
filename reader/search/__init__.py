"""Finding: what a user looks for, in an article."""
