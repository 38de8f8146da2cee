"""Le scritture del fascicolo: caricare un documento, escluderne uno con un motivo."""

from django.db import transaction
from django.utils import timezone

from accordo.annunci import fascicoli as annunci
from accordo.models import DocumentoEnte
from accordo.selezioni.fascicoli import ha_fascicolo
from accordo.stati.fascicolo import CON_RIFERIMENTO, CON_SCADENZA, VALIDITA_DURC, Genere, scadenza_di
from ambito.allegati.esame import esamina
from ambito.errori import ErroreAtteso
from ambito.models import Ente
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registro import annota

CURA = "istruisce_adesioni"


class DocumentoNonAmmesso(ErroreAtteso):
    """Il documento non si può caricare o escludere; `campo` è quello da correggere, se è uno."""

    def __init__(self, frase, campo=None):
        super().__init__(frase)
        self.campo = campo


@transaction.atomic
def carica_documento(ente, *, genere, riferimento, emesso_il, scade_il, nome, byte, poteri, adesso):
    """Mette un documento nel fascicolo: da adesso vale questo, quello di prima dello stesso genere resta fra i sostituiti.

    Lo carica chi ha un incarico per l’ente, o l’Ufficio di Piano per lui. Lo stesso documento due volte resta uno.
    """
    if not poteri.puo(CURA):
        poteri.esigi_ente(ente.pk)
    if not ha_fascicolo(ente):
        raise DocumentoNonAmmesso("Il fascicolo è degli enti del terzo settore.")
    scade_il = scadenza_di(genere, emesso_il, scade_il)
    _esigi_date(genere, emesso_il, scade_il, timezone.localdate(adesso))
    riferimento = " ".join(riferimento.split())
    if genere in CON_RIFERIMENTO and not riferimento:
        raise DocumentoNonAmmesso("Scrivi il numero di iscrizione." if genere == Genere.RUNTS else "Scrivi che documento è.",
                                  "riferimento")  # fmt: skip
    file, scheda = esamina(nome, byte), {"genere": genere, "riferimento": riferimento, "emesso_il": emesso_il, "scade_il": scade_il}
    # La riga dell’ente fa da fila: un secondo clic aspetta il primo, e trova già il suo documento.
    Ente.objects.select_for_update(of=("self",)).get(pk=ente.pk)
    if gia := DocumentoEnte.objects.filter(ente=ente, sha256=file.sha256, **scheda).correnti().senza_file().first():
        return gia
    documento = DocumentoEnte.objects.create(
        ente=ente, byte=byte, caricato_da=poteri.utente, caricato_il=adesso, **scheda, **file._asdict()
    )
    annota(
        ente, "fascicolo.carica", f"Caricato nel fascicolo di {ente}: {documento}", autore=poteri.utente, quando=adesso,
        dopo={"documento": documento.pk, "emesso_il": emesso_il, "scade_il": scade_il, "sha256": documento.sha256},
    )  # fmt: skip
    return documento


def _esigi_date(genere, emesso_il, scade_il, oggi):
    if emesso_il > oggi:
        raise DocumentoNonAmmesso("La data del documento è nel futuro: controllala.", "emesso_il")
    if genere in CON_SCADENZA and scade_il is None:
        raise DocumentoNonAmmesso("Scrivi fino a quando vale.", "scade_il")
    if scade_il is None:
        return
    if scade_il < oggi:
        quando = formatta_data(scade_il, esteso=True)
        raise DocumentoNonAmmesso(f"È già scaduto il {quando}: carica quello che vale adesso.", "scade_il")
    if genere == Genere.DURC and scade_il > emesso_il + VALIDITA_DURC:
        fine = formatta_data(emesso_il + VALIDITA_DURC, esteso=True)
        raise DocumentoNonAmmesso(f"Un DURC vale 120 giorni: con quella data scade il {fine}.", "scade_il")


@transaction.atomic
def escludi_documento(documento, motivo, *, poteri, adesso):
    """L’Ufficio di Piano dice che un documento non va bene, e perché: non vale più, e i referenti dell’ente lo sanno."""
    poteri.esigi(CURA)
    documento = DocumentoEnte.objects.select_for_update(of=("self",)).senza_file().get(pk=documento.pk)
    if documento.tolto_il:
        raise DocumentoNonAmmesso("Questo documento intanto è stato tolto: non c’è più niente da segnare.")
    if documento.non_valido_il:
        raise DocumentoNonAmmesso("Questo documento era già segnato come non valido.")
    documento.non_valido_il, documento.non_valido_da, documento.non_valido_motivo = adesso, poteri.utente, motivo.strip()
    documento.save(update_fields=["non_valido_il", "non_valido_da", "non_valido_motivo"])
    annota(
        documento.ente, "fascicolo.escludi", f"Non è valido, nel fascicolo di {documento.ente}: {documento}", autore=poteri.utente,
        quando=adesso, nota=motivo, dopo={"documento": documento.pk},
    )  # fmt: skip
    annunci.escluso(documento, adesso)
    return documento
