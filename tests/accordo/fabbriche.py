"""Oggetti di prova dell’accordo, fatti passando dalle operazioni vere."""

import io
from datetime import timedelta

from django.utils import timezone

from accordo import operazioni, selezioni
from servizi.selezioni import aree

CF_PERSONA = "RSSMRA85T10A562S"
DATI = {
    "denominazione": "Comune di Codogno",
    "codice_fiscale": "02031600154",
    "sede": "Via Vittorio Emanuele II 4, 26845 Codogno",
    "pec": "comune@pec.example.it",
    "email": "sociale@comune.example.it",
    "telefono": "0377 314215",
    "rappresentante_nome": "Anna Verdi",
    "rappresentante_carica": "Sindaca",
    "rappresentante_cf": CF_PERSONA,
    "referente_nome": "Bruno Neri",
    "referente_email": "bruno.neri@comune.example.it",
}
ATTO = {"atto_organo": "giunta", "atto_numero": "41"}
DICHIARA = dict.fromkeys(("conosce_accordo", "senza_impedimenti", "dichiara_445", "letta_informativa"), True)


def oggi():
    return timezone.localdate()


def adesso():
    return timezone.now()


def crea_avviso(lodi, *, giorni=30, **altro):
    """Un avviso aperto da dieci giorni che chiude fra `giorni` (o ha chiuso, se negativo). Va chiamato dentro `aperto`."""
    campi = {"apre": oggi() - timedelta(days=60), "chiude": oggi() + timedelta(days=giorni), **altro}
    return operazioni.apri_avviso(triennio_inizio=2025, poteri=lodi.poteri("udp"), adesso=adesso(), **campi)


def pdf(testo="Deliberazione di prova della Giunta comunale"):
    """Un PDF vero di una pagina con un testo leggibile."""
    import pikepdf

    carattere = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    uscita = io.BytesIO()
    with pikepdf.new() as documento:
        documento.add_blank_page()
        documento.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=carattere))
        documento.pages[0].Contents = documento.make_stream(f"BT /F1 12 Tf 20 700 Td ({testo}) Tj ET".encode("cp1252"))
        documento.save(uscita, deterministic_id=True)
    return uscita.getvalue()


def compila(lodi, avviso, comune="Codogno", ruolo="operatore", tipo="sottoscrittore", allega=True):
    """Un’adesione compilata in ogni passo, non inviata."""
    chi = {"avviso": avviso, "comune": lodi.comuni[comune], "poteri": lodi.poteri(ruolo), "adesso": adesso()}
    operazioni.salva_passo(passo="dati", campi=DATI, revisione=0, **chi)
    scelte = {"aree_target": list(aree()[:2])}
    operazioni.salva_passo(passo="aree", campi={"tipo": tipo, "esperienza": ""}, scelte=scelte, revisione=1, **chi)
    campi, risorse = {**ATTO, "atto_data": oggi()}, [{"tipo": "sede", "descrizione": "Sala civica"}]
    operazioni.salva_passo(passo="risorse", campi=campi, risorse=risorse, revisione=2, **chi)
    if allega:
        operazioni.allega(tipo="atto", nome="delibera.pdf", byte=pdf(f"Deliberazione di {comune}"), **chi)
    return operazioni.salva_passo(passo="invio", campi={**DICHIARA, "note": ""}, revisione=3, **chi)


def invia(lodi, avviso, comune="Codogno", ruolo="operatore", **altro):
    """Un’adesione inviata."""
    adesione = compila(lodi, avviso, comune, ruolo, **altro)
    return operazioni.presenta(adesione, poteri=lodi.poteri(ruolo), adesso=adesso())


def rilegge(adesione):
    return selezioni.adesione(adesione.avviso, adesione.comune)
