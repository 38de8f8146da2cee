"""Ciò che l’accordo dà da citare nei testi: parti, durata, piano adottato, risorse."""

from accordo.selezioni import accordi as letture
from ambito.nucleo.formati_italiani import conta, formatta_data
from piano import selezioni as piano
from piano.registri import FONTI, DatoVivo

FONTE = "Accordo di programma"
NESSUNO = "nessuno"


def dati(del_piano, oggi):
    """I dati dell’accordo di quel piano; niente se l’accordo non c’è."""
    accordo = letture.accordo_del_piano(del_piano)
    if accordo is None:
        return
    parti = list(letture.parti(accordo).presenti())
    for chiave, etichetta, testo in (*_parti(parti), *_piano(accordo, oggi)):
        yield DatoVivo(f"accordo-{chiave}", etichetta, testo, FONTE, oggi)


def _parti(parti):
    firmatari = [p.nome for p in parti if p.firmatario]
    aderenti = [p.nome for p in parti if not p.firmatario]
    yield "firmatari", "Le parti che firmano, per nome", ", ".join(firmatari) or NESSUNO
    yield "aderenti", "Le parti che aderiscono, per nome", ", ".join(aderenti) or NESSUNO
    yield "parti", "Quante parti firmano", conta(len(firmatari), "parte", "parti")


def _piano(accordo, oggi):
    del_piano = accordo.piano
    yield "ambito", "Il nome dell’Ambito", del_piano.ambito.nome
    versione = piano.adottata(del_piano) or piano.versioni(del_piano).first()
    yield "piano", "Il piano adottato, con la versione", f"{del_piano}, versione {versione.numero}" if versione else str(del_piano)
    if accordo.dal and accordo.al:
        durata = f"dal {formatta_data(accordo.dal, esteso=True)} al {formatta_data(accordo.al, esteso=True)}"
        yield "durata", "La durata dell’accordo", durata
    risorse = next((d for d in FONTI["piano"].dati(del_piano, oggi) if d.chiave == "piano-risorse"), None)
    if risorse:
        yield "risorse", "Le risorse previste dal piano", risorse.testo
