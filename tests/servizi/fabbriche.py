"""Servizi, unità, misure, fondi e bandi di prova (da creare dentro l’Ambito)."""

from datetime import date
from decimal import Decimal

from servizi import selezioni as catalogo
from servizi.models import (
    MISURE,
    Affidamento,
    AssegnazioneFondo,
    Bando,
    Indagine,
    IndicatoreComunale,
    Organico,
    Pratica,
    Rete,
    Sopralluogo,
    UnitaOfferta,
    Valutazione,
)
from servizi.operazioni import affidamenti, bandi, fondi, indagini, indicatori, offerta, organico, pratiche, reti, rilevazioni
from tests.scena import ADESSO

ANNO = 2024


def chi(scena, ruolo="udp"):
    """Chi scrive e quando."""
    return {"poteri": scena.poteri(ruolo), "adesso": ADESSO}


def servizio(codice):
    return catalogo.servizi().get(codice=codice)


def crea_unita(scena, codice="ASILO_NIDO", comune="Codogno", serviti=(), **altri):
    """Un’unità d’offerta; `comune=None` per un servizio senza sede."""
    dati = {"denominazione": f"{codice} di prova", "posti_autorizzati": 30, "comune": scena.comuni.get(comune), **altri}
    unita = UnitaOfferta(servizio=servizio(codice), **dati)
    return offerta.salva_unita(unita, [scena.comuni[nome] for nome in serviti], **chi(scena))


def crea_organico(scena, comune="Codogno", etp="2.50", contratto="TI", anno=ANNO, datore="comune"):
    riga = Organico(anno=anno, comune=scena.comuni.get(comune), datore=datore, contratto=contratto, persone=9, etp=Decimal(etp))
    return organico.salva_organico(riga, **chi(scena))


def apri_raccolta(scena, anno=ANNO, chiude=date(2025, 7, 31)):
    return rilevazioni.apri_raccolta(anno=anno, chiude=chiude, **chi(scena))


def misure(**scritte):
    """Le misure con i soli valori dati."""
    return {**dict.fromkeys(MISURE), **scritte}


def scrivi(scena, codice="SAD", comune="Codogno", anno=ANNO, ruolo="operatore", motivo="", revisione=None, **scritte):
    return rilevazioni.scrivi_misure(
        scena.comuni[comune], servizio(codice), anno, misure=misure(**scritte), motivo=motivo, revisione=revisione,
        **chi(scena, ruolo),
    )  # fmt: skip


def crea_assegnazione(scena, importo="1000.00", fondo="FNPS", annualita=2024, entro=date(2026, 12, 31), **altri):
    dati = {"atto": "DM di prova", "atto_del": date(2025, 1, 1), "spendere_entro": entro, **altri}
    scheda = AssegnazioneFondo(fondo=catalogo.fondi().get(codice=fondo), annualita=annualita, importo=Decimal(importo), **dati)
    return fondi.salva_assegnazione(scheda, **chi(scena))


def crea_bando(scena, titolo="Bando di prova", scade_il=date(2025, 6, 20), **altri):
    dati = {"ente": "Fondazione", "livello": "locale", "importo": Decimal("5000.00"), **altri}
    return bandi.salva_bando(Bando(titolo=titolo, scade_il=scade_il, **dati), **chi(scena))


def crea_affidamento(scena, importo="1000.00", **altri):
    dati = {
        "oggetto": "Assistenza domiciliare", "forma": "gara", "affidatario": "Cooperativa", "mandato": "Del. 1/2024",
        "atto": "Determina 1", "atto_del": date(2024, 12, 1), "dal": date(2025, 1, 1), "al": date(2025, 12, 31), **altri,
    }  # fmt: skip
    scheda = Affidamento(servizio=servizio("SAD"), importo=Decimal(importo), **dati)
    return affidamenti.salva_affidamento(scheda, **chi(scena))


def crea_pratica(scena, unita, genere="avvio", **altri):
    dati = {"caso": "apertura" if genere == "avvio" else "", "ricevuta_il": date(2025, 6, 1), **altri}
    return pratiche.salva_pratica(Pratica(genere=genere, unita=unita, **dati), **chi(scena))


def crea_sopralluogo(scena, unita, esito="prescrizioni", **altri):
    dati = {"giorno": date(2025, 6, 2), "chi": "ATS", "prescrizioni": "Estintori", "entro": date(2025, 7, 8), **altri}
    return pratiche.salva_sopralluogo(Sopralluogo(unita=unita, esito=esito, **dati), **chi(scena))


def crea_rete(scena, comuni=(), enti=(), servizi=(), **altri):
    dati = {"nome": "Rete di prova", "al": date(2025, 7, 8), **altri}
    return reti.salva_rete(Rete(**dati), comuni=comuni, enti=enti, servizi=servizi, **chi(scena))


def crea_valutazione(scena, **altri):
    dati = {"anno": ANNO, "giudizio": "buono", "perche": "Va bene", **altri}
    return reti.salva_valutazione(Valutazione(servizio=servizio("SAD"), **dati), **chi(scena))


def crea_indagine(scena, **altri):
    dati = {"titolo": "Famiglie 0-3", "svolta_il": date(2025, 3, 1), "a_chi": "famiglie", **altri}
    return indagini.salva_indagine(Indagine(**dati), **chi(scena))


PNG = b"\x89PNG\r\n\x1a\n" + b"dati di prova" + b"IEND\xaeB`\x82"


def allega(scena, pratica, nome="planimetria.png", byte=PNG, che_cosa="Planimetria"):
    return pratiche.allega_carta(pratica, che_cosa=che_cosa, nome=nome, byte=byte, **chi(scena))


def crea_indicatore(scena, **altri):
    dati = {"nome": "Reddito medio", "unita": "euro per contribuente", "decimali": 0, "al": date(2023, 12, 31),
            "fonte": "MEF, prova", **altri}  # fmt: skip
    return indicatori.salva_indicatore(IndicatoreComunale(**dati), **chi(scena))
