"""Tag e filtri dei modelli di pagina."""
