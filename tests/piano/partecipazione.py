"""Tavoli, incontri, proposte, consultazioni di prova (da usare dentro `scena.aperto`)."""

from datetime import date, timedelta

from piano.models import ConsultazionePubblica, Contributo, EsitoPresenza, IncontroTavolo, MembroTavolo, Proposta, Tavolo
from piano.operazioni import consultazioni, incontri, proposte, salva_tavolo, tavoli
from piano.stati import StatoProposta
from tests.accordo.fabbriche import pdf
from tests.scena import ADESSO

OGGI = ADESSO.date()


def chi(scena, ruolo="udp", adesso=ADESSO):
    return {"poteri": scena.poteri(ruolo), "adesso": adesso}


def tavolo(scena, piano, nome="Tavolo di prova", **campi):
    return salva_tavolo(Tavolo(piano=piano, nome=nome, **campi), utente=scena.utenti["udp"], adesso=ADESSO)


def membro(scena, tavolo, nome="Ada Rossi", *, ente="Cooperativa Il Ponte", email="", **campi):
    nuovo = MembroTavolo(tavolo=tavolo, nome=nome, altro_ente=ente, email=email, dal=date(2025, 1, 1), **campi)
    return tavoli.salva_membro(nuovo, **chi(scena))


def tavolo_con_membro(scena, piano):
    aperto = tavolo(scena, piano)
    return aperto, membro(scena, aperto, email="ada@ponte.example")


def incontro(scena, tavolo, giorni=-10):
    """Un incontro che si è tenuto `giorni` fa (o si terrà)."""
    quando = ADESSO + timedelta(days=giorni)
    nuovo = IncontroTavolo(tavolo=tavolo, quando=quando, luogo="Sala civica", ordine_del_giorno="Bisogni\nPriorità")
    return incontri.salva_incontro(nuovo, **chi(scena))


def allegato(scena, incontro, testo="Slide dell’incontro, dato di prova"):
    return incontri.allega(incontro, che_cosa="Presentazione", nome="slide.pdf", byte=pdf(testo), **chi(scena))


def proposta(scena, tavolo, testo="Più posti al centro diurno", **campi):
    nuova = Proposta(piano=tavolo.piano, tavolo=tavolo, testo=testo, proponente="Cooperativa Il Ponte", ricevuta_il=OGGI, **campi)
    return proposte.salva_proposta(nuova, **chi(scena))


def consultazione(scena, piano, titolo="Che cosa manca?", *, apre=-5, chiude=20):
    """Una consultazione pubblicata, aperta da `apre` a `chiude` giorni da oggi."""
    giorni = {"apre": OGGI + timedelta(days=apre), "chiude": OGGI + timedelta(days=chiude)}
    nuova = ConsultazionePubblica(piano=piano, titolo=titolo, domande="Che cosa manca nel tuo Comune?", **giorni)
    return consultazioni.pubblica(consultazioni.salva_consultazione(nuova, **chi(scena)), **chi(scena))


def contributo(consultazione, testo="Serve un autobus per il centro diurno.", *, nome="", email="", indirizzo="10.0.0.1"):
    nuovo = Contributo(testo=testo, nome=nome, email=email)
    return consultazioni.ricevi_contributo(consultazione, nuovo, indirizzo=indirizzo, adesso=ADESSO)


def concertato(scena, piano):
    """Il piano con un po’ di tutto ciò che il documento degli esiti racconta."""
    aperto, ada = tavolo_con_membro(scena, piano)
    fatto = incontro(scena, aperto)
    incontri.segna_presenze(fatto, {ada: EsitoPresenza.PRESENTE}, **chi(scena))
    incontri.scrivi_verbale(fatto, "<p>Detto.</p>", partenza=0, **chi(scena))
    incontri.approva_verbale(fatto, partenza=1, **chi(scena))
    accolta, respinta = proposta(scena, aperto, incontro=fatto), proposta(scena, aperto, "Autobus per tutti\ne gratis")
    proposta(scena, aperto, "Ancora da valutare")
    proposte.valuta(accolta, StatoProposta.ACCOLTA, sezione=piano.sezioni.first(), **chi(scena))
    proposte.valuta(respinta, StatoProposta.RESPINTA, motivo="Costa troppo.", **chi(scena))
    aperta = consultazione(scena, piano)
    consultazioni.pubblica_contributo(contributo(aperta, nome="Una cittadina"), **chi(scena))
    consultazioni.non_pubblicare(contributo(aperta, "Offesa"), "Offende una persona.", **chi(scena))
    return piano
