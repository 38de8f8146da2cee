"""Per quanto si tiene ciò che sta nel portale: regole che ogni app dichiara, e l’orologio che toglie ciò che ha fatto il suo tempo.

Gli atti e le prove non si cancellano da sé: lo scarto di documenti da un archivio pubblico lo autorizza la Soprintendenza
archivistica (d.lgs. 42/2004, art. 21, c. 1, lett. d). Si toglie da sé ciò che non prova nulla, soprattutto se nomina una persona
(regolamento UE 2016/679, art. 5, par. 1, lett. e).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ambito import capitoli, lavori
from ambito.models import (
    Ambito,
    Avviso,
    CalendarioPersonale,
    Caricamento,
    Documento,
    Evento,
    FiltroSalvato,
    Fissato,
    FrammentoDocumento,
    Incarico,
    Invito,
    Lavoro,
    OggettoSeguito,
    PreferenzaPosta,
    StatoCaricamento,
    StatoSpedizione,
)
from ambito.nucleo.formati_italiani import conta, formatta_numero
from ambito.registri import AVVISI_CHE_PROVANO, CONSERVAZIONI, Conservazione
from ambito.registro import annota

VERBO = "ambito.scarta"
ARRIVATI = (StatoSpedizione.SPEDITO, StatoSpedizione.SOLO_PORTALE)
TRE_ANNI, UN_ANNO, TRE_MESI = timedelta(days=3 * 365), timedelta(days=365), timedelta(days=90)
# Ciò che una persona si è messo da parte: senza di lei non serve a nessuno.
DI_UNA_PERSONA = (FiltroSalvato, Fissato, OggettoSeguito, CalendarioPersonale, PreferenzaPosta)


def senza_scadenza(ordine, che_cosa, quante, nota=""):
    """La regola di ciò che prova un atto, e non si cancella da sé."""
    return Conservazione(ordine, che_cosa, "senza scadenza", nota, quante)


def _avvisi():
    """Restano quelli che provano un recapito, quelli mandati a molti da una persona, e quelli di cui non si sa se sono arrivati."""
    arrivati = Avviso.objects.filter(spedizione__in=ARRIVATI, invio__isnull=True)
    return arrivati.exclude(oggetto_tipo__in=AVVISI_CHE_PROVANO)


def _togli_avvisi(adesso):
    return _avvisi().filter(creato_il__lt=adesso - TRE_ANNI).delete()[0]


def _inviti():
    return Invito.objects.filter(accettato_il__isnull=True)


def _togli_inviti(adesso):
    scaduti = Q(revocato_il__isnull=True, scade_il__lt=adesso - UN_ANNO)
    return _inviti().filter(scaduti | Q(revocato_il__lt=adesso - UN_ANNO)).delete()[0]


def _caricamenti():
    return Caricamento.objects.exclude(esito=StatoCaricamento.APPLICATO)


def _togli_caricamenti(adesso):
    return _caricamenti().filter(caricato_il__lt=adesso - TRE_MESI).delete()[0]


def _messe_da_parte():
    return sum(modello.objects.count() for modello in DI_UNA_PERSONA)


def _di_chi_non_c_e_piu(adesso):
    soglia = timezone.localdate(adesso) - UN_ANNO
    restano = Incarico.objects.filter(Q(al__isnull=True) | Q(al__gte=soglia)).values("utente")
    return sum(modello.objects.exclude(utente__in=restano).delete()[0] for modello in DI_UNA_PERSONA)


DEL_NUCLEO = {
    "registro": senza_scadenza(10, "Registro delle operazioni", Evento.objects.count),
    "documenti": senza_scadenza(20, "Documenti emessi, con i loro file", Documento.objects.count),
    "incarichi": senza_scadenza(30, "Incarichi conferiti, con il loro atto", Incarico.objects.count),
    "avvisi": Conservazione(
        200, "Avvisi alle persone", "tre anni", "Richiamano ciò che è scritto altrove. Restano quelli delle sedute, che provano la "
        "convocazione, i messaggi a molti, e quelli non arrivati.", lambda: _avvisi().count(), _togli_avvisi,
    ),
    "inviti": Conservazione(
        210, "Inviti mai accettati", "un anno da quando scadono", "Nomi e indirizzi di chi non è mai entrato.",
        lambda: _inviti().count(), _togli_inviti,
    ),
    "caricamenti": Conservazione(
        220, "Fogli caricati e mai applicati", "tre mesi", "Non hanno cambiato nulla; quelli applicati restano, come prova.",
        lambda: _caricamenti().count(), _togli_caricamenti,
    ),
    "scorciatoie": Conservazione(
        230, "Ricerche salvate, cose fissate e seguite, calendario, scelte di posta", "un anno dopo l’ultimo incarico",
        "Senza la persona che se le è messe da parte non servono.", _messe_da_parte, _di_chi_non_c_e_piu,
    ),
    "lavori": Conservazione(
        240, "Lavori in secondo piano finiti", "sei mesi", "Restano i documenti che hanno preparato.",
        lambda: Lavoro.objects.filter(avvio__in=lavori.FINITI, documento__isnull=True).count(), lavori.sfoltisci, annota=False,
    ),
    "capitoli": Conservazione(
        250, "Capitoli impaginati tenuti da parte", "due mesi dall’ultimo uso", "Si rifanno.", FrammentoDocumento.objects.count,
        capitoli.sfoltisci, annota=False,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Riga:
    """Una regola con quante cose la riguardano adesso."""

    regola: Conservazione
    quante: int


def righe():
    """Le regole di ogni app con i loro numeri: prima ciò che resta, poi ciò che si cancella da sé."""
    return [Riga(regola, regola.quante()) for regola in sorted(CONSERVAZIONI.values(), key=lambda regola: regola.ordine)]


def ultimo_scarto():
    """L’ultima volta che si è tolto qualcosa (`Evento`), o `None`."""
    return Evento.objects.filter(verbo=VERBO).order_by("-pk").first()


@transaction.atomic
def scarta(ambito_id, adesso):
    """Toglie dall’Ambito in corso ciò che ha fatto il suo tempo, e lo annota; dà `{nome della regola: quante}`."""
    tolte = {nome: regola.scarta(adesso) for nome, regola in CONSERVAZIONI.items() if regola.scarta}
    da_dire = {nome: quante for nome, quante in tolte.items() if quante and CONSERVAZIONI[nome].annota}
    if da_dire:
        parole = "; ".join(f"{CONSERVAZIONI[nome].che_cosa} ({formatta_numero(quante)})" for nome, quante in da_dire.items())
        frase = f"È passato il loro tempo: {conta(sum(da_dire.values()), 'riga tolta', 'righe tolte')}"
        annota(Ambito.objects.get(pk=ambito_id), VERBO, frase, autore=None, quando=adesso, dopo=da_dire, nota=parole)
    return tolte
