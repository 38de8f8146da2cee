"""I documenti dell’accordo."""
