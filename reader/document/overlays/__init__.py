"""What the user laid over an article: kept beside the annotations, applied to what was found."""
