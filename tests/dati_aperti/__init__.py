"""Le prove dei dati aperti."""
