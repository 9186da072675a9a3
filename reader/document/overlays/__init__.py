"""The user's overlays: kept beside the annotations, applied to what the rules found."""
