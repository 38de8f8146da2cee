"""Una griglia come foglio da scaricare: la prima colonna dice se lo schema è verificato, le ultime righe fanno tornare i conti."""

from rendicontazione.griglie.letture import mostra

NON_VERIFICATO = "schema non verificato"


def nome_file(griglia, misura, anno):
    """Il nome del file senza estensione; dice anch’esso se lo schema non è verificato."""
    coda = "" if griglia.verificata else "-schema-non-verificato"
    return f"griglia-{griglia.codice.lower()}-{misura.codice}-{anno}{coda}"


def foglio(griglia, misura, piena, note=()):
    """`(intestazioni, righe)`: celle, totali, e la spesa senza posto in fondo, che porta al totale delle righe; poi le `note`."""
    colonne = [c.codice for c in griglia.colonne]
    titolo = griglia.titolo if griglia.verificata else f"{griglia.titolo} ({NON_VERIFICATO})"
    intestazioni = [titolo, misura.nome, *(c.etichetta for c in griglia.colonne), "Totale"]

    def numeri(valori):
        return [mostra(valore, misura) for valore in valori]

    righe = [
        [v.codice, v.nome, *numeri([piena.celle.get((v.codice, c), 0) for c in colonne]), *numeri([piena.della_riga(v.codice)])]
        for v in griglia.righe
    ]
    vuote = [None] * len(colonne)
    righe += [
        ["", "Totale della griglia", *numeri([piena.della_colonna(c) for c in colonne]), *numeri([piena.totale_celle])],
        ["", "Righe senza posto", *vuote, *numeri([piena.totale_senza_posto])],
        ["", "Totale delle righe di spesa", *vuote, *numeri([piena.totale])],
    ]
    if not griglia.verificata:
        righe.append(["", f"Attenzione: {NON_VERIFICATO}", *vuote, None])
    righe += [["", nota, *vuote, None] for nota in note]
    return intestazioni, righe
