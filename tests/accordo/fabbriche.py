"""Oggetti di prova dell’accordo, fatti passando dalle operazioni vere."""

import io
from datetime import timedelta

from django.utils import timezone

from accordo import operazioni, selezioni
from accordo.riepilogo import da_firmare
from ambito.models import ContenutoDocumento, Documento, Ente
from ambito.nucleo.impronta import impronta_file
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
    chi = {"avviso": avviso, "soggetto": lodi.comuni[comune], "poteri": lodi.poteri(ruolo), "adesso": adesso()}
    operazioni.salva_passo(passo="dati", campi=DATI, revisione=0, **chi)
    scelte = {"aree_target": list(aree()[:2])}
    operazioni.salva_passo(passo="aree", campi={"tipo": tipo, "esperienza": ""}, scelte=scelte, revisione=1, **chi)
    campi, risorse = {**ATTO, "atto_data": oggi()}, [{"tipo": "sede", "descrizione": "Sala civica"}]
    operazioni.salva_passo(passo="risorse", campi=campi, risorse=risorse, revisione=2, **chi)
    if allega:
        operazioni.allega(tipo="atto", nome="delibera.pdf", byte=pdf(f"Deliberazione di {comune}"), **chi)
    return operazioni.salva_passo(passo="invio", campi={**DICHIARA, "note": ""}, revisione=3, **chi)


def invia(lodi, avviso, comune="Codogno", ruolo="operatore", **altro):
    """Un’adesione compilata dall’operatore, confermata e inviata dal suo Sindaco."""
    return conferma(lodi, compila(lodi, avviso, comune, ruolo, **altro), ruolo.replace("operatore", "sindaco"))


def conferma(lodi, adesione, ruolo="sindaco"):
    """Il Sindaco (o chi è detto) conferma e invia."""
    return operazioni.presenta(rilegge(adesione), poteri=lodi.poteri(ruolo), adesso=adesso())


ENTE = {**DATI, "denominazione": "Cooperativa di prova", "natura_giuridica": "IS", "runts_numero": "12345"}


def compila_ente(lodi, avviso, firma="autografa", allega=("identita",), tipo="partner", **dati):
    """L’adesione della cooperativa di prova, compilata in ogni passo e non inviata."""
    ente = Ente.objects.get(tipo="ets")
    chi = {"avviso": avviso, "soggetto": ente, "poteri": lodi.poteri("ets"), "adesso": adesso()}
    operazioni.salva_passo(passo="dati", campi={**ENTE, "runts_data": oggi(), **dati}, revisione=0, **chi)
    scelte = {"aree_target": list(aree()[:2]), "comuni_operativita": [lodi.comuni["Codogno"]]}
    operazioni.salva_passo(passo="aree", campi={"tipo": tipo, "esperienza": ""}, scelte=scelte, revisione=1, **chi)
    operazioni.salva_passo(passo="risorse", campi={"firma": firma}, risorse=[], revisione=2, **chi)
    for tipo_allegato in allega:
        operazioni.allega(tipo=tipo_allegato, nome=f"{tipo_allegato}.pdf", byte=pdf(f"Documento di prova {tipo_allegato}"), **chi)
    return operazioni.salva_passo(passo="invio", campi={**DICHIARA, "note": ""}, revisione=3, **chi)


def emetti_da_firmare(adesione, byte=None, numero=1):
    """Il PDF da firmare di quell’adesione, con quei byte al posto di quelli che farebbe il lavoro in secondo piano."""
    byte = byte or pdf(f"Adesione da firmare {numero}")
    emesso = Documento.objects.create(
        tipo="adesione-da-firmare", oggetto_id=adesione.pk, versione=numero, titolo="Adesione", nome_file="adesione.pdf",
        dati={"dati": {"adesione": da_firmare(adesione)}}, impronta_dati="0" * 64,
        codice=f"{adesione.ambito_id}-2222-444{numero}-{adesione.pk:04}".replace("0", "Z").replace("1", "Y"),
        sha256=impronta_file(byte), dimensione=len(byte), permesso="compila_adesione", emesso_il=adesso(),
    )  # fmt: skip
    ContenutoDocumento.objects.create(documento=emesso, byte=byte)
    return emesso


def invia_ente(lodi, avviso, **altro):
    """L’adesione della cooperativa di prova, inviata."""
    return operazioni.presenta(compila_ente(lodi, avviso, **altro), poteri=lodi.poteri("ets"), adesso=adesso())


def salva(lodi, adesione, passo, campi, ruolo="operatore", **altro):
    """Salva un passo di un’adesione già cominciata, come la vede adesso chi compila."""
    fresca = rilegge(adesione)
    chi = {"avviso": fresca.avviso, "soggetto": fresca.soggetto, "poteri": lodi.poteri(ruolo), "adesso": adesso()}
    return operazioni.salva_passo(passo=passo, campi=campi, revisione=fresca.revisione, **chi, **altro)


def rimanda(lodi, adesione, *bersagli, motivo="Da correggere", entro=None):
    """Rimanda l’adesione con un rilievo su ciascun dato; dà l’adesione riletta."""
    chi = {"poteri": lodi.poteri("udp"), "adesso": adesso()}
    for bersaglio in bersagli:
        operazioni.scrivi_rilievo(adesione, bersaglio, f"Non va: {bersaglio}", **chi)
    operazioni.istruisci(adesione, "chiedi_integrazione", motivo=motivo, entro=entro or oggi(), **chi)
    return rilegge(adesione)


def rilegge(adesione):
    return selezioni.adesione(adesione.avviso, adesione.soggetto)


def carica_documento(lodi, genere="statuto", *, ruolo="ets", quando=None, **altro):
    """Un documento nel fascicolo della cooperativa di prova, caricato in quell’istante (di norma adesso)."""
    quando = quando or adesso()
    emesso = timezone.localdate(quando)
    scade = emesso + timedelta(days=365) if genere == "assicurazione" else None
    dati = {"riferimento": "90001", "emesso_il": emesso, "scade_il": scade, "nome": f"{genere}.pdf", "byte": pdf(), **altro}
    return operazioni.carica_documento(
        Ente.objects.get(tipo="ets"), genere=genere, **dati, poteri=lodi.poteri(ruolo), adesso=quando
    )


def completa_fascicolo(lodi, **altro):
    """I quattro documenti richiesti; `altro`: genere → ciò che è diverso."""
    return {g: carica_documento(lodi, g, **altro.get(g, {})) for g in ("statuto", "runts", "durc", "assicurazione")}
