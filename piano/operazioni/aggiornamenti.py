"""L’aggiornamento di un piano in vigore: si apre, si propone come il piano, si adotta con il voto, oppure si ritira."""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ambito import avvisi, flusso
from ambito.errori import ErroreAtteso
from ambito.nucleo.impronta import impronta
from piano.documenti import fotografa
from piano.models import (
    Aggiornamento,
    AreaPolicy,
    Azione,
    EsitoAggiornamento,
    Obiettivo,
    Osservazione,
    PianoDiZona,
    Proposta,
    RevisioneSezione,
    Sezione,
    SpecieVersione,
    VersionePiano,
)
from piano.models.piano import ADOTTATO
from piano.models.sezione import ModoRevisione
from piano.operazioni.insieme import raccogli_insieme
from piano.operazioni.piani import blocca, conserva, richiedi_documento, scrivi_la_deliberazione
from piano.selezioni import ritirate, ultima_versione
from piano.selezioni.in_vigore import NOMI, SCRITTO, fotografa_righe, righe_di, rileggi
from piano.selezioni.insieme import in_sospeso, si_scrive_insieme
from piano.stati import PROPOSTI

# Ciò che non torna com’era: a che punto è il lavoro, chi ha scritto per ultimo, a chi è affidato.
RESTANO = {
    Sezione: {"revisione", "assegnata_a", "entro", "aggiornata_il", "aggiornata_da"},
    Obiettivo: {"revisione", "aggiornato_il", "aggiornato_da"},
    Azione: Azione.FUORI_SCHEDA,
}
# Chi dice in quale parte del piano si ritrova, e come si cambia.
RIMANDI = (
    (Proposta, "sezione", "la proposta {0.codice}: valutala di nuovo"),
    (Proposta, "obiettivo", "la proposta {0.codice}: valutala di nuovo"),
    (Osservazione, "sezione_cambiata", "l’osservazione di {0}: cambiane il riscontro"),
)
RITIRATO = "Aggiornamento ritirato"


class AggiornamentoNonRitirabile(ErroreAtteso):
    """A ciò che è nato con l’aggiornamento si è già legato qualcosa: non si può togliere."""


@transaction.atomic
def apri_aggiornamento(piano, *, motivo, poteri, adesso):
    """Riapre il testo di un piano vigente, con un motivo. La versione adottata resta in vigore: se ne conserva ogni riga."""
    piano = flusso.esegui(piano, "apri_aggiornamento", poteri=poteri, adesso=adesso, nota=motivo)
    PianoDiZona.objects.filter(pk=piano.pk).update(esito_voto="")
    return Aggiornamento.objects.create(
        piano=piano, parte_da_id=piano.adottata_id, deliberazione=piano.deliberazione, deliberato_il=piano.deliberato_il,
        motivo=motivo.strip(), aperto_il=adesso, aperto_da=poteri.utente, com_era=fotografa_righe(piano),
    )  # fmt: skip


@transaction.atomic
def adotta_aggiornamento(piano, *, deliberazione, deliberato_il, adesso):
    """Il voto ha adottato l’aggiornamento: la versione proposta è in vigore, quella di prima resta fra le versioni, superata.

    Il PDF si fa di nuovo: da adesso è lui il piano, e chi verifica quello di prima legge che è sostituito.
    """
    nuova = ultima_versione(piano)
    esito = f"{ADOTTATO} {piano.ambito.organo.con_da}: in vigore è la versione {nuova.numero}."
    scrivi_la_deliberazione(piano, nuova, deliberazione, deliberato_il, esito)
    piano = flusso.esegui(piano, "adotta_aggiornamento", poteri=None, adesso=adesso, nota=deliberazione)
    Aggiornamento.objects.filter(piano=piano, chiuso_il=None).update(
        esito=EsitoAggiornamento.ADOTTATO,
        chiuso_il=adesso,
        nota=deliberazione,
        arriva_a=nuova,
        adottato_il=deliberato_il,
        com_era={},
    )
    nuova.piano = piano
    for tipo in ("piano", "opuscolo"):
        richiedi_documento(nuova, tipo, utente=None, adesso=adesso)
    return piano


@transaction.atomic
def ritira_aggiornamento(piano, *, motivo, poteri, adesso):
    """Lascia cadere l’aggiornamento: il testo torna quello in vigore, e ciò che si era scritto resta congelato fra le versioni.

    Ciò che una versione non tiene (revisioni, commenti e testi messi da parte delle sezioni che se ne vanno) resta
    nell’aggiornamento.
    """
    piano = blocca(piano.pk)
    proposto = piano.stato in PROPOSTI
    _raccogli_cio_che_si_scrive(piano, adesso)
    if not proposto:
        _conserva_il_lavoro(piano, motivo, poteri, adesso)
    piano = flusso.esegui(piano, "ritira_aggiornamento", poteri=poteri, adesso=adesso, nota=motivo)
    aggiornamento = Aggiornamento.objects.get(piano=piano, chiuso_il=None)
    _esigi_senza_rimandi(piano, aggiornamento.com_era)
    lasciato = ritirate.fotografa(_nate(piano, Sezione, aggiornamento.com_era))
    _rimetti(piano, aggiornamento.com_era, utente=poteri.utente, adesso=adesso)
    aggiornamento.esito, aggiornamento.chiuso_il = EsitoAggiornamento.RITIRATO, adesso
    aggiornamento.nota, aggiornamento.com_era = motivo.strip(), lasciato
    aggiornamento.save(update_fields=["esito", "chiuso_il", "nota", "com_era"])
    PianoDiZona.objects.filter(pk=piano.pk).update(esito_voto="")
    if proposto:
        avvisi.annuncia(piano, "ritira_proposta", autore=poteri.utente, adesso=adesso, nota=motivo)
    return aggiornamento


def _raccogli_cio_che_si_scrive(piano, adesso):
    """Le parole scritte in tempo reale e non ancora in una revisione vi entrano, prima che la loro stanza si chiuda.

    Se l’aggiornamento è già proposto il testo è fermo: vanno nella bozza di chi le ha scritte, che il ritiro conserva.
    """
    for sezione in Sezione.objects.filter(pk__in=in_sospeso(), piano=piano):
        raccogli_insieme(sezione, vuota=not si_scrive_insieme(sezione, adesso), adesso=adesso)


def _conserva_il_lavoro(piano, motivo, poteri, adesso):
    """Congela ciò che si era scritto, se non è già fra le versioni."""
    dati = fotografa(piano, timezone.localdate(adesso))
    if not VersionePiano.objects.filter(piano=piano, impronta=impronta(dati)).exists():
        bozza = VersionePiano(piano=piano, specie=SpecieVersione.BOZZA, nome=RITIRATO, nota=motivo.strip(), dati=dati)
        conserva(bozza, poteri.utente, adesso)


def _nate(piano, modello, com_era):
    """Le righe nate con l’aggiornamento."""
    return righe_di(piano, modello).exclude(pk__in=[riga["id"] for riga in com_era[modello._meta.model_name]])


def _esigi_senza_rimandi(piano, com_era):
    """Ciò che nasce con l’aggiornamento se ne va: chi vi è stato accolto resterebbe accolto senza che si sappia dove."""
    for chi, campo, frase in RIMANDI:
        modello = chi._meta.get_field(campo).related_model
        if rimando := chi.objects.filter(**{f"{campo}__in": _nate(piano, modello, com_era)}).select_related(campo).first():
            raise AggiornamentoNonRitirabile(
                f"«{getattr(rimando, campo)}» nasce con l’aggiornamento e se ne andrebbe, ma è lì che si ritrova "
                f"{frase.format(rimando)}, poi ritira."
            )


def _rimetti(piano, com_era, *, utente, adesso):
    """Riporta ogni riga del piano a com’era. Prima se ne va ciò che è nato dopo: occuperebbe il posto di ciò che torna."""
    salvate = {modello: rileggi(modello, com_era[modello._meta.model_name]) for modello in SCRITTO}
    riscritte = _riscritte(piano, salvate[Sezione])
    try:
        for modello in (m for m in reversed(SCRITTO) if m not in (Sezione, AreaPolicy)):
            _togli_in_piu(piano, modello, salvate[modello])
        for modello in SCRITTO:
            _riporta(piano, modello, salvate[modello])
        for modello in (Sezione, AreaPolicy):
            _togli_in_piu(piano, modello, salvate[modello])
    except ProtectedError as errore:
        legate = ", ".join(sorted({str(riga) for riga in errore.protected_objects})[:3])
        raise AggiornamentoNonRitirabile(
            f"A una scheda o a un’area nata con l’aggiornamento è già legato qualcosa ({legate}): toglilo, poi ritira."
        ) from errore
    _riprendi_i_testi(piano, riscritte, utente, adesso)
    PianoDiZona.objects.filter(pk=piano.pk).update(**{campo: com_era["nomi"][campo] for campo in NOMI})


def _togli_in_piu(piano, modello, salvate):
    righe_di(piano, modello).exclude(pk__in=[riga.pk for riga in salvate]).delete()


def _riporta(piano, modello, salvate):
    presenti = set(righe_di(piano, modello).values_list("pk", flat=True))
    resta = {"id", "ambito", *RESTANO.get(modello, ())}
    campi = [c.name for c in modello._meta.concrete_fields if c.name not in resta]
    modello.objects.bulk_update([riga for riga in salvate if riga.pk in presenti], campi)
    modello.objects.bulk_create(riga for riga in salvate if riga.pk not in presenti)


def _riscritte(piano, salvate):
    """Le sezioni il cui testo l’aggiornamento ha cambiato."""
    di_allora = {riga.pk: riga.testo for riga in salvate}
    adesso = righe_di(piano, Sezione).filter(pk__in=di_allora).values_list("pk", "testo")
    return [pk for pk, testo in adesso if testo != di_allora[pk]]


def _riprendi_i_testi(piano, riscritte, utente, adesso):
    """Il testo in vigore torna come una revisione nuova: quelle dell’aggiornamento restano."""
    sezioni = list(righe_di(piano, Sezione).filter(pk__in=riscritte))
    for sezione in sezioni:
        sezione.revisione, sezione.aggiornata_da, sezione.aggiornata_il = sezione.revisione + 1, utente, adesso
    Sezione.objects.bulk_update(sezioni, ["revisione", "aggiornata_da", "aggiornata_il"])
    RevisioneSezione.objects.bulk_create(
        RevisioneSezione(sezione=s, numero=s.revisione, testo=s.testo, modo=ModoRevisione.RIPRESA, autore=utente, quando=adesso)
        for s in sezioni
    )
