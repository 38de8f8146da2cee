"""Le griglie che altri chiedono (Stato, Istat, Regione), riempite con la spesa già raccolta."""
