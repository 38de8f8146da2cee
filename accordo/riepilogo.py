"""Un’adesione in parole e cifre già scritte: gli stessi dati per la pagina di controllo e per la ricevuta.

Non contiene mai il codice fiscale del legale rappresentante.
"""

from decimal import Decimal

from accordo.models.adesione import ORGANI
from accordo.requisiti.adesioni import DICHIARAZIONI, discordanza
from accordo.selezioni.adesioni import obiettivi_sostenuti
from accordo.selezioni.fascicoli import dal_fascicolo
from accordo.stati import TipoAdesione
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_misura, formatta_numero

FRASI = {
    "conosce_accordo": "Chi aderisce conosce il Piano di Zona e lo schema di accordo di programma.",
    "senza_impedimenti": "Non ci sono impedimenti né conflitti di interesse che ostacolino l’adesione.",
    "dichiara_445": "Chi invia sa che le dichiarazioni false sono punite (DPR 445/2000, articoli 75 e 76).",
    "letta_informativa": "Chi invia ha letto l’informativa sul trattamento dei dati (art. 13 del regolamento UE 2016/679).",
}
# Ciò che il PDF da firmare riporta del riepilogo.
FIRMATI = ("dati", "tipo", "aree", "tavoli", "comuni", "obiettivi", "esperienza", "risorse", "valore_totale")
TARDIVA = "Inviata oltre il termine: vale solo come partecipazione consultiva."


def riepilogo(adesione):
    """Dizionario serializzabile: dati, tipo, aree, tavoli, risorse con totale, allegati, dichiarazioni rese, note.

    `fascicolo`: i documenti che l’avviso chiede e che non sono allegati perché l’ente li ha già nel suo fascicolo.
    """
    risorse = list(adesione.risorse.all()) if adesione.pk else []
    return {
        "dati": [[nome, valore] for nome, valore in _dati(adesione)],
        "tipo": TipoAdesione(adesione.tipo).label if adesione.tipo else "",
        "tardiva": TARDIVA if adesione.tardiva else "",
        "aree": [str(a) for a in adesione.aree_target.all()] if adesione.pk else [],
        "tavoli": [str(t) for t in adesione.tavoli.all()] if adesione.pk else [],
        "comuni": [str(c) for c in adesione.comuni_operativita.all()] if adesione.pk else [],
        "obiettivi": [str(o) for o in obiettivi_sostenuti(adesione)],
        "firma": adesione.get_firma_display(),
        "esperienza": adesione.esperienza,
        "atto": _atto(adesione),
        "risorse": [_risorsa(r) for r in risorse],
        "valore_totale": f"{formatta_importo(sum((r.valore_stimato or Decimal(0) for r in risorse), Decimal(0)))} €",
        "allegati": [_allegato(a, adesione) for a in adesione.allegati.select_related("annullato_da")] if adesione.pk else [],
        "fascicolo": [_del_fascicolo(d) for d in dal_fascicolo(adesione)],
        "dichiarazioni": [FRASI[nome] for nome in DICHIARAZIONI if getattr(adesione, nome)],
        "note": adesione.note,
    }


def da_firmare(adesione):
    """Ciò che firma chi rappresenta un ente: l’adesione e le dichiarazioni, senza i file e senza le note per l’Ufficio di Piano.

    Sono elenchi e testi soltanto: si confrontano con ciò che si è congelato nel PDF.
    """
    tutto = riepilogo(adesione)
    return {nome: tutto[nome] for nome in FIRMATI} | {"dichiarazioni": list(FRASI.values())}


def ancora_uguale(documento, adesione):
    """Il PDF preparato per la firma dice ciò che l’adesione dice adesso?"""
    return documento.dati["dati"]["adesione"] == da_firmare(adesione)


def _dati(a):
    yield "Ente", a.denominazione
    if a.ente_id:
        yield "Natura giuridica", a.get_natura_giuridica_display()
    yield "Codice fiscale", a.codice_fiscale
    if a.ente_id:
        yield "Partita IVA", a.partita_iva
        yield "RUNTS", _unisci(a.runts_numero, a.runts_data and f"dal {formatta_data(a.runts_data)}")
    yield "Sede legale", a.sede
    if a.ente_id:
        yield "Sede operativa", a.sede_operativa
        yield "Sito", a.sito
    yield "PEC", a.pec
    yield "E-mail", a.email
    yield "Telefono", a.telefono
    yield "Legale rappresentante", _unisci(a.rappresentante_nome, a.rappresentante_carica)
    yield "Referente per i tavoli", _unisci(a.referente_nome, a.referente_email, a.referente_telefono)
    yield "Sostituto", _unisci(a.sostituto_nome, a.sostituto_email)


def _unisci(*pezzi):
    return ", ".join(p for p in pezzi if p)


def _atto(a):
    if not (a.atto_organo or a.atto_numero or a.atto_data):
        return ""
    numero = f"n. {a.atto_numero}" if a.atto_numero else ""
    data = f"del {formatta_data(a.atto_data)}" if a.atto_data else ""
    return " ".join(p for p in (dict(ORGANI).get(a.atto_organo, ""), numero, data) if p)


def _risorsa(r):
    return {
        "tipo": r.get_tipo_display(),
        "descrizione": r.descrizione,
        "quantita": _unisci_spazio(formatta_misura(r.quantita), r.unita),
        "valore": f"{formatta_importo(r.valore_stimato)} €" if r.valore_stimato is not None else "",
    }


def _unisci_spazio(*pezzi):
    return " ".join(p for p in pezzi if p)


def _allegato(a, adesione):
    return {"id": a.pk, "coda": f"{a.pk}/", "nome": a.nome, "tipo": a.get_tipo_display(), "formato": a.sigla,
            "peso": peso(a.dimensione), "sha256": a.sha256, "attenzione": _attenzione(a.codici_fiscali),
            "firma": a.firma_esito, "firma_valida": bool(a.firma_valida), "discordanza": discordanza(adesione, a),
            "annullato": a.perche_annullato}  # fmt: skip


def _del_fascicolo(d):
    return {"id": d.pk, "ente": d.ente_id, "nome": d.nome, "tipo": d.get_genere_display(), "formato": d.sigla,
            "peso": peso(d.dimensione), "sha256": d.sha256}  # fmt: skip


def peso(byte):
    """«820 kB», «1,2 MB»."""
    if byte >= 2**20:
        return f"{formatta_numero(Decimal(byte) / 2**20, 1)} MB"
    return f"{formatta_numero(max(1, byte // 1024))} kB"


def _attenzione(codici_fiscali):
    if not codici_fiscali:
        return ""
    quanti = "il codice fiscale di una persona" if codici_fiscali == 1 else f"i codici fiscali di {codici_fiscali} persone"
    return (
        f"Contiene {quanti}. Se non è chi firma l’atto, il file va sostituito con una copia senza: "
        "nell’adesione non devono entrare dati di chi usa i servizi."
    )
