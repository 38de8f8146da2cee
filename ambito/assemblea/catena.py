"""La catena di una votazione palese: testata, seggi e schede, ognuno legato a quello di prima con la sua impronta.

Chi cambia, toglie, aggiunge o sposta una riga spezza la catena in quel punto. La testa sta nel verbale: chi l’ha letta se ne
accorge anche se la catena è stata rifatta tutta. La stessa forma si esporta e si riconta con `strumenti/riconteggio.py`.
"""

from datetime import UTC

from ambito.nucleo.impronta import impronta

FORMATO = "portale-votazione/1"


def lega(precedente, riga):
    """La riga con la sua impronta, che dipende da tutte quelle prima."""
    return {**riga, "impronta": impronta({"precedente": precedente, **riga})}


def lega_tutte(precedente, righe):
    """Le righe legate in fila, a partire dall’impronta `precedente`."""
    legate = []
    for riga in righe:
        legate.append(lega(precedente, riga))
        precedente = legate[-1]["impronta"]
    return legate


def testata(votazione, seduta):
    """Che cosa si vota e con quale regola, fermato all’apertura."""
    presidente = seduta.seggio_presidente
    return {
        "formato": FORMATO,
        "codice": votazione.codice,
        "ambito": seduta.ambito.nome,
        "organo": seduta.organo.nome,
        "seduta": _istante(seduta.prima_convocazione),
        "convocazione": seduta.convocazione,
        "numero": votazione.numero,
        "punto": votazione.punto.numero,
        "oggetto": votazione.punto.oggetto,
        "testo": votazione.testo,
        "materia": votazione.punto.materia,
        "scrutinio": votazione.scrutinio,
        "presidente": presidente.codice if presidente else None,
        "aperta_il": _istante(votazione.aperta_il),
        "regola": seduta.regola_congelata,
    }


def seggi_legati(votazione, seduta):
    """I seggi che votano su quella materia, in ordine di codice, legati alla testata."""
    seggi = sorted(seduta.seggi_di(votazione.punto.materia), key=lambda seggio: seggio.codice)
    return lega_tutte(impronta(votazione.testata), [_seggio(posto, seggio) for posto, seggio in enumerate(seggi, start=1)])


def _seggio(posto, seggio):
    return {
        "posto": posto,
        "codice": seggio.codice,
        "nome": seggio.nome,
        "peso": seggio.peso,
        "residenti": seggio.residenti,
        "residenti_al": seggio.residenti_al.isoformat(),
        "residenti_fonte": seggio.residenti_fonte,
    }


def scheda(voto):
    """La scheda come si lega: chi la consegna e da quale dispositivo resta nel registro dell’Ambito."""
    return {
        "posto": voto.posto,
        "codice": voto.seggio.codice,
        "espressione": str(voto.espressione),
        "persona": voto.persona,
        "espresso_il": _istante(voto.espresso_il),
        "modo": str(voto.modo),
        "ricevuta": voto.ricevuta,
    }


def urna(radice, esito):
    """Presenti e totali di un voto segreto, legati ai seggi: stanno al posto delle schede, che sono di carta."""
    return lega(radice, {"posto": 1, "codice": "urna", "presenti": esito["presenti"], "totali": esito["totali"]})


def aggiungi(votazione, voti):
    """Dà posto e impronta ai voti (non ancora scritti), in fila dopo l’ultima scheda; chi chiama tiene bloccata la votazione."""
    posto, precedente = votazione.voti.order_by("-posto").values_list("posto", "impronta").first() or (0, votazione.radice)
    for voto in voti:
        posto += 1
        voto.posto = posto
        precedente = voto.impronta = lega(precedente, scheda(voto))["impronta"]
    return precedente


def guasto(votazione, seduta):
    """La frase sul primo punto in cui la catena conservata non torna, o vuota."""
    legati = seggi_legati(votazione, seduta)
    if legati[-1]["impronta"] != votazione.radice:
        return "La testata o i seggi non sono quelli dell’apertura."
    if votazione.e_segreta:
        ultima = urna(votazione.radice, votazione.esito_calcolo)["impronta"]
        return "" if ultima == votazione.testa else "I totali del voto segreto non sono quelli della chiusura."
    precedente = votazione.radice
    for posto, voto in enumerate(votazione.voti.select_related("seggio").order_by("posto"), start=1):
        if voto.posto != posto or lega(precedente, scheda(voto))["impronta"] != voto.impronta:
            return f"La catena delle schede si interrompe al posto {posto}: {voto.seggio}."
        precedente = voto.impronta
    return "" if precedente == votazione.testa else "Le schede non finiscono dove finivano alla chiusura."


def _istante(quando):
    return quando.astimezone(UTC).isoformat()
