"""Scritture sul piano intero: nascita da un modello, versioni congelate, proposta, esito del voto."""

import csv
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone

from ambito import documenti, flusso
from ambito.db.numeri import seguente
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.impronta import impronta
from ambito.registro import annota
from ambito.riferimenti import DATI
from piano.documenti import fotografa
from piano.documenti.confronto import Coppia
from piano.models import AreaPolicy, PianoDiZona, Sezione, SpecieVersione, VersionePiano
from piano.models.piano import APPROVATO
from piano.selezioni import ultima_versione
from piano.selezioni.modelli import modelli_di_indice, modello_per
from piano.stati import StatoPiano
from servizi.selezioni import aree

AREE = Path(DATI) / "codici" / "aree_policy_lombardia_2021_2023.csv"
ANNI_DI_PROROGA = 2
COME_SI_RIAPRE = {
    StatoPiano.PROPOSTO: "per modificarlo il coordinatore deve prima rinviarlo a bozza.",
    StatoPiano.APPROVATO: "si modifica con un aggiornamento, quando sarà vigente.",
    StatoPiano.VIGENTE: "per modificarlo il coordinatore deve prima aprire un aggiornamento.",
    StatoPiano.AGGIORNAMENTO_PROPOSTO: "per modificarlo il coordinatore deve prima riaprire il testo dell’aggiornamento.",
}


class PianoGiaPresente(ErroreAtteso):
    """C’è già un piano per quegli anni."""


class SezioneTolta(ErroreAtteso):
    """Un collega ha tolto la sezione dall’indice."""


class PianoBloccato(ErroreAtteso):
    """Il piano non è in bozza: non si modifica."""


class ProrogaNonAmmessa(ErroreAtteso):
    """Il piano non si può allungare così."""


class NienteDaProporre(ErroreAtteso):
    """L’aggiornamento dice ciò che dice già la versione in vigore."""


class NienteDaCongelare(ErroreAtteso):
    """Il piano è già congelato così com’è."""


def blocca_in_bozza(piano_id):
    """Riserva il piano a chi scrive fino alla fine della transazione; se non è in bozza, `PianoBloccato`."""
    piano = blocca(piano_id)
    if not piano.modificabile:
        raise PianoBloccato(frase_bloccato(piano))
    return piano


def blocca(piano_id):
    """Riserva il piano a chi scrive fino alla fine della transazione: nessuno può proporlo intanto."""
    return PianoDiZona.objects.select_for_update(of=("self",), no_key=True).get(pk=piano_id)


def blocca_sezione(sezione):
    """Riserva la sezione a chi scrive, dopo il suo piano; `SezioneTolta` se intanto non c’è più."""
    trovata = Sezione.objects.select_for_update(of=("self",), no_key=True).filter(pk=sezione.pk).first()
    if trovata is None:
        raise SezioneTolta("Un collega ha tolto questa sezione dall’indice mentre vi lavoravi: ciò che hai scritto è ancora qui.")
    return trovata


def frase_bloccato(piano):
    """Perché il piano non si può modificare adesso e chi può riaprirlo."""
    return f"Il piano è {piano.stato_in_parole}: {COME_SI_RIAPRE.get(piano.stato, 'non si modifica più.')}"


@transaction.atomic
def crea_piano(triennio, *, modello="", utente, adesso):
    """Crea il piano del `Triennio`, con indice, nomi dei livelli e aree del modello; `PianoGiaPresente` se gli anni si toccano.

    Senza `modello` si usa quello della regione dell’Ambito.
    """
    modello = modelli_di_indice()[modello or modello_per(Ambito.objects.get(pk=esigi_ambito()).regione)]
    inizio, fine = triennio.anni[0], triennio.anni[-1]
    # Chi proroga un piano lo tiene fermo: finché non ha finito non si sa se gli anni sono liberi.
    list(PianoDiZona.objects.select_for_update(of=("self",), no_key=True))
    vicino = PianoDiZona.objects.filter(triennio_inizio__lte=fine, triennio_fine__gte=inizio).first()
    if vicino:
        raise PianoGiaPresente(f"C’è già un piano per quegli anni: {vicino}.")
    try:
        with transaction.atomic():
            piano = PianoDiZona.objects.create(
                triennio_inizio=inizio, triennio_fine=fine, creato_il=adesso, creato_da=utente,
                **{f"nome_{livello}": nome for livello, nome in modello.livelli.items()},
            )  # fmt: skip
    except IntegrityError as errore:
        raise PianoGiaPresente(f"Qualcuno ha appena creato il piano {triennio}.") from errore
    Sezione.objects.bulk_create(Sezione(piano=piano, ordine=n, **voce) for n, voce in enumerate(modello.sezioni))
    AreaPolicy.objects.bulk_create(AreaPolicy(piano=piano, **voce) for voce in _aree(modello))
    annota(piano, "piano.crea", f"Creato il {piano} dal modello di indice «{modello.nome}»", autore=utente, quando=adesso)
    return piano


def _aree(modello):
    """Le aree di partenza: l’elenco lombardo, o le aree di utenza del catalogo dove un elenco regionale non c’è."""
    if modello.aree == "utenza":
        return [{"codice": area.codice, "nome": area.nome} for area in aree()]
    with AREE.open(encoding="utf-8") as file:
        return [{"codice": r["codice"], "nome": r["nome"]} for r in csv.DictReader(file)]


@transaction.atomic
def proponi(piano, *, poteri, adesso):
    """Propone il piano, o il suo aggiornamento, all’Assemblea: lo congela in una `VersionePiano` numerata e ne fa i PDF."""
    passo = "proponi_aggiornamento" if piano.si_aggiorna else "proponi"
    piano = flusso.esegui(piano, passo, poteri=poteri, adesso=adesso)
    PianoDiZona.objects.filter(pk=piano.pk).update(esito_voto="")
    dati = fotografa(piano, timezone.localdate(adesso))
    if piano.si_aggiorna and _parole(piano.adottata.dati) == _parole(dati):
        raise NienteDaProporre(f"Dalla versione {piano.adottata.numero}, in vigore, non è cambiato niente.")
    versione = conserva(VersionePiano(piano=piano, specie=SpecieVersione.PROPOSTA, dati=dati), poteri.utente, adesso)
    for tipo in ("piano", "opuscolo"):
        richiedi_documento(versione, tipo, utente=poteri.utente, adesso=adesso)
    if versione.aggiorna_id:
        richiedi_confronto(Coppia(piano, piano.adottata, versione), utente=poteri.utente, adesso=adesso)
    return versione


def _parole(dati):
    """Ciò che il piano dice: il numero di revisione di una sezione cresce anche quando si torna al testo di prima."""
    return impronta({**dati, "sezioni": [{**sezione, "revisione": 0} for sezione in dati["sezioni"]]})


@transaction.atomic
def congela_bozza(piano, *, nome, nota, poteri, adesso):
    """Congela la bozza com’è adesso, con un nome (vuoto: «Bozza n»). `NienteDaCongelare` se non è cambiata dall’ultima versione."""
    poteri.esigi("redige_piano")
    piano = blocca_in_bozza(piano.pk)
    dati = fotografa(piano, timezone.localdate(adesso))
    ultima = VersionePiano.objects.filter(piano=piano).defer("dati").first()
    if ultima and ultima.impronta == impronta(dati):
        raise NienteDaCongelare(
            f"È già congelato così: dalla versione {ultima.numero}, «{ultima.chiamata}», non è cambiato niente."
        )
    bozza = VersionePiano(piano=piano, specie=SpecieVersione.BOZZA, nome=nome, nota=nota, dati=dati)
    return conserva(bozza, poteri.utente, adesso)


def congela(piano, *, nome, utente, adesso):
    """Congela la bozza com’è adesso, anche se non è cambiata: serve a chi la manda in giro. Il piano è già riservato (`blocca`)."""
    dati = fotografa(piano, timezone.localdate(adesso))
    bozza = VersionePiano(piano=piano, specie=SpecieVersione.BOZZA, nome=nome, dati=dati)
    return conserva(bozza, utente, adesso)


def conserva(versione, autore, adesso):
    """Numera e salva una versione; il piano è già riservato a chi scrive, quindi due non prendono lo stesso numero."""
    versione.numero = seguente(VersionePiano.objects.filter(piano=versione.piano))
    versione.autore, versione.quando = autore, adesso
    versione.aggiorna_id = versione.piano.adottata_id if versione.piano.si_aggiorna else None
    versione.impronta = impronta(versione.dati)
    versione.save()
    frase = f"Congelata la versione {versione.numero} del {versione.piano}, «{versione.chiamata}»"
    annota(versione, "versionepiano.congela", frase, autore=autore, quando=adesso,
           dopo={"impronta": versione.impronta}, nota=versione.nota)  # fmt: skip
    return versione


@transaction.atomic
def rinvia_a_bozza(piano, *, poteri, adesso, nota):
    """Riapre il piano proposto, con un motivo; la versione congelata resta."""
    return flusso.esegui(piano, "rinvia_a_bozza", poteri=poteri, adesso=adesso, nota=nota)


@transaction.atomic
def approva(piano, *, deliberazione, deliberato_il, adesso):
    """Il sistema approva il piano dopo il voto: ne porta gli estremi della deliberazione e la versione votata."""
    esito = f"{APPROVATO} {piano.ambito.organo.con_da}."
    scrivi_la_deliberazione(piano, ultima_versione(piano), deliberazione, deliberato_il, esito)
    return flusso.esegui(piano, "approva", poteri=None, adesso=adesso, nota=deliberazione)


def scrivi_la_deliberazione(piano, versione, deliberazione, giorno, esito):
    """Con quale atto l’Assemblea ha approvato quale versione; la legalità la verifica il passo che segue."""
    PianoDiZona.objects.filter(pk=piano.pk).update(
        adottata=versione, deliberazione=deliberazione[:120], deliberato_il=giorno, esito_voto=esito
    )


@transaction.atomic
def entra_in_vigore(piano, *, nota, adesso):
    """L’accordo di programma che adotta il piano è pubblicato: il piano approvato è vigente. Se lo è già non cambia niente."""
    piano = blocca(piano.pk)
    if piano.stato == StatoPiano.APPROVATO:
        return flusso.esegui(piano, "entra_in_vigore", poteri=None, adesso=adesso, nota=nota)
    return piano


@transaction.atomic
def proroga(piano, anno, atto, *, poteri, adesso):
    """Il piano dura fino alla fine di `anno`, per effetto di `atto` (la deliberazione). Altrimenti `ProrogaNonAmmessa`."""
    poteri.esigi("propone_piano")
    piano = blocca(piano.pk)
    if not piano.prorogabile:
        raise ProrogaNonAmmessa(f"Il piano è {piano.stato_in_parole}: si proroga un piano approvato o vigente.")
    if not piano.triennio_fine < anno <= piano.triennio_fine + ANNI_DI_PROROGA:
        raise ProrogaNonAmmessa(f"Si proroga di uno o due anni oltre il {piano.triennio_fine}.")
    vicino = PianoDiZona.objects.filter(triennio_inizio__lte=anno, triennio_inizio__gt=piano.triennio_inizio).first()
    if vicino:
        raise ProrogaNonAmmessa(f"Il {anno} è già del {vicino}: la proroga finisce prima.")
    prima, piano.triennio_fine = piano.triennio_fine, anno
    piano.save(update_fields=["triennio_fine"])
    annota(piano, "piano.proroga", f"Prorogato il {piano} fino al {anno}", autore=poteri.utente, quando=adesso,
           prima={"triennio_fine": prima}, dopo={"triennio_fine": anno}, nota=atto)  # fmt: skip
    return piano


@transaction.atomic
def registra_voto_contrario(piano, frase, *, adesso):
    """Il voto non ha approvato (o riguardava una versione superata): lo stato non cambia, la frase resta sul piano."""
    PianoDiZona.objects.filter(pk=piano.pk).update(esito_voto=frase[:300])
    annota(piano, "pianodizona.voto", frase, autore=None, quando=adesso)


def richiedi_documento(oggetto, tipo="piano", *, utente, adesso):
    """Mette in coda il PDF (il piano intero, o l’`opuscolo`) di una versione congelata, o della bozza se `oggetto` è il piano.

    Restituisce il `Lavoro`.
    """
    return documenti.richiedi(tipo, oggetto, utente=utente, adesso=adesso)


def richiedi_confronto(coppia, *, utente, adesso):
    """Mette in coda il PDF di che cosa cambia fra due versioni; restituisce il `Lavoro`."""
    return documenti.richiedi("confronto", coppia, utente=utente, adesso=adesso)
