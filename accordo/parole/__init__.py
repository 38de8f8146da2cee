"""Gli stati dell’accordo in parole, per chi li legge."""
