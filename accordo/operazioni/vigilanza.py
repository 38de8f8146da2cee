"""Le scritture sul controllo dell’accordo: collegio di vigilanza, suoi atti, impegni."""

from django.db import IntegrityError, transaction

from accordo.models import Impegno
from accordo.stati.accordi import TIENE
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.registro import annota


class PresidenteGiaPresente(ErroreDiCampo):
    """Il collegio ha già chi lo presiede."""


class ImpegnoConcluso(ErroreAtteso):
    """L’impegno è già stato segnato come fatto."""


@transaction.atomic
def salva_membro(membro, *, poteri, adesso):
    """Aggiunge una persona al collegio; `PresidenteGiaPresente` se si indica un secondo presidente."""
    poteri.esigi(TIENE)
    try:
        with transaction.atomic():
            membro.save()
    except IntegrityError as errore:
        raise PresidenteGiaPresente("Il collegio ha già chi lo presiede.", "presiede") from errore
    annota(membro, "membrocollegio.aggiungi", f"{membro} siede nel collegio di vigilanza", autore=poteri.utente, quando=adesso)
    return membro


@transaction.atomic
def togli_membro(membro, *, poteri, adesso):
    """Toglie una persona dal collegio; resta nel registro."""
    poteri.esigi(TIENE)
    annota(membro, "membrocollegio.togli", f"{membro} non siede più nel collegio di vigilanza", autore=poteri.utente, quando=adesso)
    membro.delete()


@transaction.atomic
def registra_atto(atto, *, poteri, adesso):
    """Registra una riunione, una relazione, una diffida o un intervento sostitutivo."""
    poteri.esigi(TIENE)
    atto.save()
    annota(atto, "attocollegio.registra", f"Collegio di vigilanza: {atto}", autore=poteri.utente, quando=adesso)
    return atto


@transaction.atomic
def prendi_impegno(impegno, *, poteri, adesso):
    """Scrive un impegno preso in un articolo."""
    poteri.esigi(TIENE)
    impegno.save()
    annota(impegno, "impegno.prendi", f"Impegno: {impegno} ({impegno.chi})", autore=poteri.utente, quando=adesso)
    return impegno


@transaction.atomic
def concludi_impegno(impegno, *, giorno, nota, poteri, adesso):
    """L’impegno è stato mantenuto quel giorno, con una nota; una volta sola."""
    poteri.esigi(TIENE)
    impegno = Impegno.objects.select_for_update(of=("self",)).get(pk=impegno.pk)
    if impegno.fatto_il:
        raise ImpegnoConcluso("Un collega l’ha già segnato come fatto.")
    impegno.fatto_il, impegno.nota = giorno, nota.strip()
    impegno.save(update_fields=["fatto_il", "nota"])
    annota(impegno, "impegno.concludi", f"Mantenuto l’impegno: {impegno}", autore=poteri.utente, quando=adesso, nota=nota)
    return impegno
