"""Chi scrive ogni sezione ed entro quando, e la sintesi di tre righe."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ambito.avvisi import avvisa
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registro import annota
from piano import selezioni
from piano.operazioni.piani import blocca_in_bozza, blocca_sezione


class NonScriveIlPiano(ErroreAtteso):
    """La persona scelta non può scrivere il piano di questo Ambito."""

    campo = "assegnata_a"


class TermineDiNessuno(ErroreAtteso):
    """Un termine senza una persona non lo ricorderebbe a nessuno."""

    campo = "entro"


@transaction.atomic
def affida_sezione(sezione, persona, entro, *, poteri, adesso):
    """Affida la sezione a una persona dell’Ufficio (`None`: a nessuno) con il suo termine, e glielo dice."""
    sezione = _riserva(sezione, poteri)
    if entro and persona is None:
        raise TermineDiNessuno("Scegli anche chi la scrive: un termine senza una persona non lo ricorda a nessuno.")
    if persona and not selezioni.persone_dell_ufficio(timezone.localdate(adesso)).filter(pk=persona.pk).exists():
        raise NonScriveIlPiano(
            f"{persona} oggi non può scrivere il piano di questo Ambito: scegli una persona dell’Ufficio di Piano."
        )
    prima = _com_e(sezione)
    sezione.assegnata_a, sezione.entro = persona, entro
    if _com_e(sezione) == prima:
        return sezione
    sezione.save(update_fields=["assegnata_a", "entro"])
    frase = f"Affidata a {persona} la sezione {sezione}{_termine(entro)}" if persona else f"Non è più affidata la sezione {sezione}"
    annota(sezione, "sezione.affida", frase, autore=poteri.utente, quando=adesso, prima=prima, dopo=_com_e(sezione))
    if persona and persona != poteri.utente:
        _avvisa_chi_scrive(sezione, poteri, adesso)
    return sezione


def _riserva(sezione, poteri):
    poteri.esigi("redige_piano")
    blocca_in_bozza(sezione.piano_id)
    return blocca_sezione(sezione)


def _com_e(sezione):
    return {"assegnata_a": str(sezione.assegnata_a or ""), "entro": sezione.entro.isoformat() if sezione.entro else ""}


def _termine(entro):
    return f", entro il {formatta_data(entro, esteso=True)}" if entro else ""


def _avvisa_chi_scrive(sezione, poteri, adesso):
    # Il termine sta nel genere: se cambia due volte in un giorno, la persona sa anche la seconda.
    genere = f"sezione.affida.{sezione.entro:%Y%m%d}" if sezione.entro else "sezione.affida"
    avvisa(
        [sezione.assegnata_a],
        genere=genere, oggetto=sezione, adesso=adesso,
        titolo=f"Ti è affidata la sezione {sezione}{_termine(sezione.entro)}",
        testo=f"{poteri.utente} te l’ha affidata nel {sezione.piano}.",
        url=reverse("piano:sezione", args=[poteri.ambito.slug, sezione.piano.triennio, sezione.pk]),
    )  # fmt: skip


@transaction.atomic
def riassumi_sezione(sezione, sintesi, *, poteri, adesso):
    """Scrive la sintesi: che cosa deve sapere chi legge soltanto quella (al più `Sezione.LUNGHEZZA_SINTESI` caratteri)."""
    sezione = _riserva(sezione, poteri)
    prima, sezione.sintesi = sezione.sintesi, " ".join(sintesi.split())
    if sezione.sintesi != prima:
        sezione.save(update_fields=["sintesi"])
        annota(sezione, "sezione.riassumi", f"Scritta la sintesi della sezione {sezione}", autore=poteri.utente, quando=adesso,
               prima={"sintesi": prima}, dopo={"sintesi": sezione.sintesi})  # fmt: skip
    return sezione
