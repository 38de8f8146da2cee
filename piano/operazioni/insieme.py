"""Scritture di una sezione in tempo reale: ogni pezzo si conserva subito, il testo diventa revisione quando chi scrive si ferma."""

from dataclasses import dataclass

from django.db import transaction
from pycrdt import Doc

from piano.condiviso import accogli, documento, html_del
from piano.models import AggiornamentoInsieme, RevisioneSezione, Sezione, StanzaInsieme
from piano.operazioni.piani import blocca, blocca_sezione
from piano.operazioni.sezioni import salva_sezione
from piano.selezioni.insieme import chi_aspetta

# Oltre questi pezzi, aprendo la stanza se ne fa uno solo.
PEZZI_MASSIMI = 200


@dataclass(frozen=True)
class StanzaAperta:
    """Una stanza com’è nella banca dati: il documento intero, fino a quale pezzo, quale revisione ha dentro, chi ne aspetta una."""

    pk: int
    documento: bytes
    fino: int
    revisione: int
    in_attesa: list


@dataclass(frozen=True)
class EsitoInsieme:
    """Dopo aver messo il testo in una revisione (`revisione`, con il suo `testo`), o aver detto in `motivo` perché no.

    `unione` è l’aggiornamento con ciò che era stato salvato da fuori (vuoto se niente), `contrasti` in quanti punti ora ci sono
    due testi.
    """

    revisione: int
    testo: str
    unione: bytes = b""
    contrasti: int = 0
    motivo: str = ""


@transaction.atomic
def apri_insieme(sezione, *, adesso):
    """Apre la stanza di una sezione; la prima volta il documento nasce dal suo testo."""
    sezione = blocca_sezione(sezione)
    stanza, nuova = StanzaInsieme.objects.get_or_create(sezione=sezione, defaults={"revisione": sezione.revisione})
    if nuova:
        _aggiungi(stanza, documento(sezione.testo).get_update(), adesso)
    pezzi = list(AggiornamentoInsieme.objects.filter(stanza=stanza).values_list("pk", "dati"))
    intero, fino = _somma(dati for _, dati in pezzi), pezzi[-1][0]
    attesa = chi_aspetta(stanza)
    if len(pezzi) > PEZZI_MASSIMI and not attesa:
        fino = _compatta(stanza, intero, fino, adesso)
    return StanzaAperta(stanza.pk, intero, fino, stanza.revisione, attesa)


def _somma(pezzi):
    doc = Doc()
    for dati in pezzi:
        doc.apply_update(bytes(dati))
    return doc.get_update()


def _compatta(stanza, intero, fino, adesso):
    AggiornamentoInsieme.objects.filter(stanza=stanza, pk__lte=fino).delete()
    stanza.salvata_fino = _aggiungi(stanza, intero, adesso)
    stanza.save(update_fields=["salvata_fino"])
    return stanza.salvata_fino


@transaction.atomic
def conserva_pezzi(stanza_id, pezzi, *, adesso):
    """Conserva gli aggiornamenti arrivati, come coppie (persona, dati); restituisce il numero dell’ultimo."""
    nuovi = [AggiornamentoInsieme(stanza_id=stanza_id, utente_id=chi, dati=dati, quando=adesso) for chi, dati in pezzi]
    return AggiornamentoInsieme.objects.bulk_create(nuovi)[-1].pk


def segna_viva(stanza_id, *, adesso):
    """Nella stanza c’è qualcuno (`adesso`), o non c’è più nessuno (`None`)."""
    StanzaInsieme.objects.filter(pk=stanza_id).update(viva_il=adesso)


@transaction.atomic
def salva_insieme(sezione_id, intero, *, fino, revisione, autori, adesso):
    """Porta nel documento (`intero`) ciò che è stato salvato da fuori e, se qualcuno ha scritto, ne fa una revisione.

    `fino` e `revisione`: l’ultimo pezzo e la revisione che chi chiama sa di avere nel documento. `autori`, dal primo all’ultimo che
    ha toccato il testo: la revisione è dell’ultimo, insieme agli altri.
    """
    sezione = Sezione.objects.get(pk=sezione_id)
    blocca(sezione.piano_id)
    sezione = blocca_sezione(sezione)
    stanza = StanzaInsieme.objects.get(sezione=sezione)
    doc = Doc()
    doc.apply_update(intero)
    unione, contrasti = _accogli(stanza, sezione, doc, fino, revisione, adesso)
    if not autori:
        _allinea(stanza, sezione.revisione, stanza.salvata_fino)
        return EsitoInsieme(sezione.revisione, sezione.testo, unione, contrasti)
    *altri, ultimo = autori
    nomi = ", ".join(persona.nome_completo for persona in altri)
    esito = salva_sezione(
        sezione, html_del(doc), partenza=sezione.revisione, utente=ultimo, adesso=adesso, insieme_a=nomi
    )  # fmt: skip
    _allinea(stanza, esito.revisione, fino if esito.salvata else stanza.salvata_fino)
    return EsitoInsieme(esito.revisione, esito.sezione.testo, unione, contrasti, esito.motivo)


@transaction.atomic
def raccogli_insieme(sezione, *, vuota, adesso):
    """Porta in una revisione le parole confermate che ancora l’aspettano, senza che qualcuno riapra la pagina.

    Se il testo non si può salvare vanno nella bozza di chi ha scritto per ultimo e, quando la stanza è `vuota`, il documento torna
    a quello della sezione: a un’altra raccolta non devono tornarvi.
    """
    aperta = apri_insieme(sezione, adesso=adesso)
    esito = salva_insieme(
        sezione.pk, aperta.documento, fino=aperta.fino, revisione=aperta.revisione, autori=aperta.in_attesa, adesso=adesso
    )  # fmt: skip
    if esito.motivo and vuota:
        riporta_insieme(sezione.pk, adesso=adesso)
    return esito


def _accogli(stanza, sezione, doc, fino, revisione, adesso):
    """L’aggiornamento che porta nel documento ciò che ancora non ha (vuoto: niente); e in quanti punti c’è contrasto."""
    indietro = revisione != stanza.revisione or fino < stanza.salvata_fino
    if not indietro and stanza.revisione == sezione.revisione:
        return b"", 0
    prima = doc.get_state()
    if indietro:
        # Di un salvataggio chi chiama non ha saputo l’esito. Ciò che vi era entrato da fuori è già fra i pezzi: si prende di lì,
        # perché unirlo un’altra volta lo scriverebbe due volte.
        doc.apply_update(_conservato(stanza))
    contrasti = _da_fuori(stanza, sezione, doc, adesso)
    return doc.get_update(prima), contrasti


def _conservato(stanza):
    return _somma(AggiornamentoInsieme.objects.filter(stanza=stanza).values_list("dati", flat=True))


def _da_fuori(stanza, sezione, doc, adesso):
    """Unisce al documento le revisioni nate altrove, e lo conserva; restituisce in quanti punti c’è contrasto."""
    if stanza.revisione == sezione.revisione:
        return 0
    base = RevisioneSezione.objects.filter(sezione=sezione, numero=stanza.revisione).first()
    prima = doc.get_state()
    contrasti = accogli(doc, base.testo if base else "", sezione.testo)
    _aggiungi(stanza, doc.get_update(prima), adesso)
    return contrasti


def _aggiungi(stanza, dati, adesso):
    """Un pezzo che non ha scritto nessuno: nasce da un’altra revisione. Restituisce il suo numero."""
    return AggiornamentoInsieme.objects.create(stanza=stanza, dati=dati, quando=adesso).pk


def _allinea(stanza, revisione, fino):
    stanza.revisione, stanza.salvata_fino = revisione, max(fino, stanza.salvata_fino)
    stanza.save(update_fields=["revisione", "salvata_fino"])


@transaction.atomic
def riporta_insieme(sezione_id, *, adesso):
    """Il testo è stato messo da parte in una bozza: il documento torna a quello della sezione, e nulla aspetta più una revisione.

    Va chiamata quando nella stanza non c’è più nessuno: una bozza rifatta con le sole parole arrivate dopo coprirebbe le prime.
    """
    sezione = blocca_sezione(Sezione.objects.get(pk=sezione_id))
    stanza = StanzaInsieme.objects.get(sezione=sezione)
    doc = Doc()
    doc.apply_update(_conservato(stanza))
    prima = doc.get_state()
    accogli(doc, html_del(doc), sezione.testo)
    _allinea(stanza, sezione.revisione, _aggiungi(stanza, doc.get_update(prima), adesso))
