"""Le prove di una riga di spesa: file riconosciuti dal contenuto, con i codici fiscali segnalati."""

from django.db import transaction

from ambito.allegati.esame import esamina
from ambito.errori import ErroreAtteso
from ambito.registro import annota
from rendicontazione.models import ProvaSpesa
from rendicontazione.operazioni import correzioni
from rendicontazione.operazioni.blocco import blocca
from rendicontazione.operazioni.voci import VoceCambiata
from rendicontazione.selezioni.correzioni import aperture, si_toglie

MASSIME_PROVE = 10


class ProvaDiTroppo(ErroreAtteso):
    """La riga ha già il massimo delle prove."""


@transaction.atomic
def aggiungi_prova(voce, *, nome, byte, poteri, adesso):
    """Allega un file alla riga; lo stesso file due volte resta uno. `AllegatoNonAmmesso` o `ProvaDiTroppo` con la frase.

    Una prova in più si può dare anche durante una correzione su altre righe: non cambia nessuna cifra.
    """
    file = esamina(nome, byte)
    voce = _riletta(voce, blocca(voce.rendiconto, poteri, adesso))
    presenti = list(voce.prove.senza_file())
    if gia := next((p for p in presenti if p.sha256 == file.sha256), None):
        return gia
    if len(presenti) >= MASSIME_PROVE:
        raise ProvaDiTroppo(f"Le prove di questa riga sono già {MASSIME_PROVE}, il massimo: togline una prima.")
    prova = ProvaSpesa.objects.create(voce=voce, byte=byte, caricata_da=poteri.utente, caricata_il=adesso, **file._asdict())
    annota(voce, "vocespesa.prova", f"Allegata «{prova}» alla riga «{voce}» di {voce.rendiconto}", autore=poteri.utente,
           quando=adesso, dopo={"sha256": prova.sha256})  # fmt: skip
    return prova


@transaction.atomic
def togli_prova(prova, *, poteri, adesso):
    """Toglie una prova non ancora inviata, o di una riga che un rilievo riapre tutta."""
    rendiconto = blocca(prova.voce.rendiconto, poteri, adesso)
    voce = _riletta(prova.voce, rendiconto)
    if not si_toglie(prova, rendiconto, aperture(rendiconto)):
        raise correzioni.RigaFerma(f"«{prova}» è già stata inviata, e l’Ufficio di Piano non ha riaperto la sua riga.")
    annota(voce, "vocespesa.togli_prova", f"Tolta «{prova}» dalla riga «{voce}» di {voce.rendiconto}", autore=poteri.utente,
           quando=adesso, prima={"sha256": prova.sha256})  # fmt: skip
    ProvaSpesa.objects.filter(pk=prova.pk).delete()


def _riletta(voce, rendiconto):
    """La riga, che un collega può aver tolto mentre il file si esaminava."""
    riletta = rendiconto.voci.select_related("intervento", "area").filter(pk=voce.pk).first()
    if riletta is None:
        raise VoceCambiata("Questa riga è già stata tolta.")
    return riletta
