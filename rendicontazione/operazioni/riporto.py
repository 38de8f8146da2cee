"""Le righe dell’anno prima, senza cifre, per non ricominciare da un foglio bianco."""

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import conta
from ambito.registro import annota
from rendicontazione import selezioni
from rendicontazione.models import RIPORTATA, VoceSpesa
from rendicontazione.operazioni import correzioni
from rendicontazione.operazioni.blocco import blocca, comincia
from rendicontazione.selezioni.correzioni import aperture


class NienteDaRiportare(ErroreAtteso):
    """Ci sono già righe, o l’anno prima il Comune non ne aveva."""


@transaction.atomic
def riporta_righe(rendiconto, *, poteri, adesso):
    """Copia interventi, aree, gestione e fondi dell’anno prima, con le cifre a zero; restituisce quante righe.

    Finché una riga riportata non è scritta, la spesa non si invia.
    """
    rendiconto = comincia(blocca(rendiconto, poteri, adesso), poteri, adesso)
    if rendiconto.voci.exists():
        raise NienteDaRiportare("Ci sono già delle righe: quelle dell’anno prima si riportano solo su un foglio vuoto.")
    aperte = aperture(rendiconto)
    correzioni.esigi_nuova(aperte)
    prima = selezioni.righe_dell_anno_prima(rendiconto)
    if not prima:
        raise NienteDaRiportare(f"Nel {rendiconto.campagna.anno - 1} non ci sono righe di questo Comune da riportare.")
    VoceSpesa.objects.bulk_create(
        VoceSpesa(
            rendiconto=rendiconto, intervento_id=v.intervento_id, area_id=v.area_id, forma_gestione=v.forma_gestione,
            fondo_id=v.fondo_id, revisione=RIPORTATA, nuova=aperte is not None,
        )
        for v in prima
    )  # fmt: skip
    correzioni.segna_nuova(rendiconto, adesso)
    quante = conta(len(prima), "riga", "righe")
    annota(rendiconto, "rendiconto.riporta", f"Riportate {quante} del {rendiconto.campagna.anno - 1}: {rendiconto}",
           autore=poteri.utente, quando=adesso, dopo={"righe": len(prima)})  # fmt: skip
    return len(prima)
