"""Un Ambito intero esce in un archivio e rientra in un’altra installazione (o in questa, con un altro indirizzo).

Che cosa ne fa parte lo dicono i modelli (`inventario`). Ogni tabella diventa un file di righe in cui nessun numero della banca dati
compare: una riga si indica con il suo posto, un Comune col codice Istat, una persona con l’e-mail. Così l’impronta di quel file è
la stessa di qua e di là, ed è la prova che nulla si è perso.
"""
