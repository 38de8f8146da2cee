"""Gli allegati: riconoscerli dal contenuto, leggerne il testo in un processo limitato."""
