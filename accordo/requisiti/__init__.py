"""Che cosa serve perché un passo si possa fare: ogni controllo dà la frase di ciò che manca, o `None`."""
