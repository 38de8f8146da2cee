"""Le scritture sulle corrispondenze delle griglie: le fa chi gestisce la piattaforma, e restano fra gli atti della console."""

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from ambito.db.turno import CORRISPONDENZE, aspetta_il_turno
from ambito.errori import ErroreDiCampo
from ambito.gestione import annota
from ambito.nucleo.formati_italiani import formatta_misura
from rendicontazione.griglie import corrispondenze
from rendicontazione.models import Corrispondenza, VersioneCorrispondenze


class CorrispondenzaNonValida(ErroreDiCampo):
    """La corrispondenza non si può scrivere così: la frase dice perché."""


@transaction.atomic
def copia(codice, anno, *, gestore, adesso):
    """Comincia la versione di quell’anno con le corrispondenze che vi valgono adesso."""
    aspetta_il_turno(CORRISPONDENZE)
    schema = _schema(codice, anno, adesso)
    if schema.propria:
        raise CorrispondenzaNonValida(f"Le corrispondenze del {anno} ci sono già: cambia quelle.")
    try:
        with transaction.atomic():
            versione = VersioneCorrispondenze.objects.create(griglia=codice, anno=anno, creata_da=gestore, creata_il=adesso)
    except IntegrityError as errore:
        raise CorrispondenzaNonValida("Un altro gestore le ha appena copiate: ricarica la pagina.") from errore
    nuove = [
        Corrispondenza(versione=versione, asse=r.asse, intervento=r.intervento, area=r.area, voce=r.voce, peso=r.peso)
        for r in corrispondenze.righe(schema)
    ]
    Corrispondenza.objects.bulk_create(nuove)
    _annota("copia", f"{versione}: copiate {len(nuove)} righe", gestore, adesso)
    return versione


@transaction.atomic
def aggiungi(codice, anno, *, valori, gestore, adesso):
    """Aggiunge una corrispondenza alla versione di quell’anno."""
    versione = _aperta(codice, anno, adesso)
    riga = _salva(Corrispondenza(versione=versione, **valori))
    _annota("aggiungi", f"{versione}: aggiunta {_detta(riga)}", gestore, adesso)
    return riga


@transaction.atomic
def cambia(riga, *, valori, gestore, adesso):
    """Cambia una corrispondenza; resta scritto com’era prima."""
    versione = _aperta(riga.versione.griglia, riga.versione.anno, adesso)
    attuale = _attuale(riga)
    prima = _detta(attuale)
    for campo, valore in valori.items():
        setattr(attuale, campo, valore)
    if _detta(_salva(attuale)) != prima:
        _annota("cambia", f"{versione}: {_detta(attuale)}. Prima era: {prima}", gestore, adesso)
    return attuale


@transaction.atomic
def togli(riga, *, gestore, adesso):
    """Toglie una corrispondenza: la spesa che vi passava resta fra le righe senza posto, se nessun’altra la prende."""
    versione = _aperta(riga.versione.griglia, riga.versione.anno, adesso)
    attuale = _attuale(riga)
    _annota("togli", f"{versione}: tolta {_detta(attuale)}", gestore, adesso)
    attuale.delete()


def _schema(codice, anno, adesso):
    schema = corrispondenze.schema(codice, anno, localdate(adesso))
    if schema is None or schema.chiuse_perche:
        raise CorrispondenzaNonValida(schema.chiuse_perche if schema else f"Il {anno} non è fra gli anni che si scrivono.")
    return schema


def _aperta(codice, anno, adesso):
    """La versione di quell’anno, tenuta ferma; `CorrispondenzaNonValida` se non c’è o non si cambia più."""
    aspetta_il_turno(CORRISPONDENZE)
    bloccata = VersioneCorrispondenze.objects.select_for_update(of=("self",)).filter(griglia=codice, anno=anno).first()
    if bloccata is None:
        raise CorrispondenzaNonValida(f"Per il {anno} valgono le corrispondenze di prima: copiale, poi cambiale.")
    _schema(codice, anno, adesso)
    return bloccata


def _attuale(riga):
    attuale = Corrispondenza.objects.filter(pk=riga.pk).first()
    if attuale is None:
        raise CorrispondenzaNonValida("Un altro gestore ha appena tolto questa riga.")
    return attuale


def _salva(riga):
    try:
        with transaction.atomic():
            riga.save()
    except IntegrityError as errore:
        raise CorrispondenzaNonValida("C’è già una corrispondenza uguale: cambia quella.", "voce") from errore
    return riga


def _detta(riga):
    return f"{riga} (peso {formatta_misura(riga.peso)})"


def _annota(verbo, frase, gestore, adesso):
    annota(f"corrispondenze.{verbo}", frase, gestore, adesso)
