"""Le risposte dei Comuni in un giro di osservazioni, e i riscontri dell’Ufficio di Piano."""

from django.db import transaction
from django.utils import timezone

from ambito import avvisi
from ambito.assemblea.selezioni.deleghe import impegna_fuori_dalla_sala
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registro import annota
from piano.models import Osservazione
from piano.operazioni.giri import blocca_giro
from piano.selezioni.giri import QuadroGiro
from piano.stati import RISPONDE, EsitoOsservazione, Riscontro


class RispostaNonAmmessa(ErroreDiCampo):
    """Il Comune non può rispondere così, o non può più."""


class RispostaCambiata(ErroreAtteso):
    """Qualcun altro ha cambiato la risposta mentre la si guardava."""


class RiscontroNonValido(ErroreDiCampo):
    """Il riscontro non si può dare così."""


@transaction.atomic
def rispondi(giro, comune, codice, esito, testo="", *, partenza, poteri, adesso):
    """Il Comune risponde su una sezione. `partenza` è la revisione che si è vista (0 = nessuna risposta).

    Cambiare la risposta toglie il riscontro, che era dato a un altro testo. Errori: `RispostaNonAmmessa`, `RispostaCambiata`.
    """
    giro = _esigi_aperto(giro, comune, poteri, adesso)
    testo = testo.strip() if esito != EsitoOsservazione.NESSUNA else ""
    _esigi_completa(giro, codice, esito, testo)
    prima = Osservazione.objects.filter(giro=giro, comune=comune, codice=codice).select_related("utente").first()
    if prima and (prima.esito, prima.testo) == (esito, testo):
        return prima
    _esigi_attuale(prima, partenza)
    valori = {"esito": esito, "testo": testo, "revisione": partenza + 1, "utente": poteri.utente, "scritta_il": adesso,
              "riscontro": "", "motivo": "", "sezione_cambiata": None, "riscontro_da": None, "riscontro_il": None}  # fmt: skip
    scritta, _ = Osservazione.objects.update_or_create(giro=giro, comune=comune, codice=codice, defaults=valori)
    frase = f"{comune}, {scritta.titolo_sezione}: {scritta.get_esito_display().lower()}"
    di_prima = {"esito": prima.esito, "testo": prima.testo} if prima else {}
    annota(scritta, "osservazione.scrive", frase, autore=poteri.utente, quando=adesso, prima=di_prima,
           dopo={"esito": esito, "testo": testo})  # fmt: skip
    return scritta


def _esigi_aperto(giro, comune, poteri, adesso):
    """Il giro riservato a chi scrive, se quel Comune può ancora rispondere."""
    poteri.esigi(RISPONDE, comune.pk)
    giro = blocca_giro(giro)
    if not impegna_fuori_dalla_sala(poteri, comune.pk):
        raise RispostaNonAmmessa("La tua delega è per una seduta, o è decaduta: sul testo del piano risponde il Sindaco.")
    if not giro.accoglie(timezone.localdate(adesso)):
        quando = f"Si poteva rispondere fino al {formatta_data(giro.chiude)}" if giro.aperto_il else "Il giro non è ancora aperto"
        raise RispostaNonAmmessa(f"{quando}: la risposta non è stata registrata.")
    if comune not in QuadroGiro(giro).comuni:
        raise RispostaNonAmmessa("Questo Comune non era dell’Ambito quando il giro è stato aperto.")
    return giro


def _esigi_completa(giro, codice, esito, testo):
    if codice not in giro.codici:
        raise RispostaNonAmmessa("Questa sezione non è fra quelle in giro.")
    if esito not in EsitoOsservazione:
        raise RispostaNonAmmessa("Scegli come risponde il Comune.", "esito")
    if esito != EsitoOsservazione.NESSUNA and not testo:
        raise RispostaNonAmmessa("Scrivi che cosa il Comune osserva, o perché è contrario.", "testo")


def _esigi_attuale(prima, partenza):
    if prima and prima.revisione != partenza:
        detto = prima.get_esito_display().lower()
        raise RispostaCambiata(
            f"{prima.utente.nome_completo} ha già risposto «{detto}» mentre scrivevi: leggi la sua risposta, poi cambiala se serve."
        )


@transaction.atomic
def rispondi_al_resto(giro, comune, *, poteri, adesso):
    """«Nessuna osservazione» sulle sole sezioni a cui il Comune non ha ancora risposto; restituisce quante erano."""
    giro = _esigi_aperto(giro, comune, poteri, adesso)
    gia = set(Osservazione.objects.filter(giro=giro, comune=comune).values_list("codice", flat=True))
    resto = [codice for codice in giro.codici if codice not in gia]
    Osservazione.objects.bulk_create(
        Osservazione(
            giro=giro, comune=comune, codice=codice, esito=EsitoOsservazione.NESSUNA, utente=poteri.utente, scritta_il=adesso
        )
        for codice in resto
    )
    if resto:
        frase = f"{comune}: nessuna osservazione su {conta(len(resto), 'sezione', 'sezioni')} ({', '.join(resto)})"
        dopo = {"comune": comune.codice_istat, "sezioni": resto, "esito": EsitoOsservazione.NESSUNA}
        annota(giro, "giroosservazioni.resto", frase, autore=poteri.utente, quando=adesso, dopo=dopo)
    return len(resto)


@transaction.atomic
def riscontra(osservazione, *, riscontro, motivo, sezione, partenza, gia_dato="", poteri, adesso):
    """L’Ufficio di Piano risponde a un’osservazione: che cosa ne fa, perché, in quale sezione (se il testo cambia).

    `partenza` è la revisione dell’osservazione letta, `gia_dato` il `segno_riscontro` che c’era: se il Comune l’ha cambiata, o un
    collega ha risposto intanto, `RispostaCambiata`.
    """
    poteri.esigi("redige_piano")
    # Come chi risponde: prima il giro, poi la riga. Così il Comune non cambia il testo mentre gli si risponde.
    blocca_giro(osservazione.giro)
    scritta = Osservazione.objects.select_related("giro__piano", "comune").get(pk=osservazione.pk)
    if scritta.revisione != partenza or not scritta.chiede_riscontro:
        raise RispostaCambiata(
            f"{scritta.comune} ha cambiato la sua risposta mentre scrivevi: rileggila prima di dare il riscontro."
        )
    if scritta.segno_riscontro != gia_dato:
        raise RispostaCambiata("Un collega ha già dato il riscontro mentre scrivevi: leggilo, poi cambialo se serve.")
    if riscontro not in Riscontro:
        raise RiscontroNonValido("Scegli che cosa si fa di questa osservazione.", "riscontro")
    if riscontro != Riscontro.ACCOLTA and not motivo.strip():
        raise RiscontroNonValido("Scrivi il motivo: il Comune lo legge.", "motivo")
    scritta.riscontro, scritta.motivo, scritta.sezione_cambiata = riscontro, motivo.strip(), sezione
    scritta.riscontro_da, scritta.riscontro_il = poteri.utente, adesso
    scritta.save(update_fields=["riscontro", "motivo", "sezione_cambiata", "riscontro_da", "riscontro_il"])
    frase = f"Riscontro a {scritta}: {scritta.get_riscontro_display().lower()}"
    annota(
        scritta, "osservazione.riscontra", frase, autore=poteri.utente, quando=adesso, dopo={"riscontro": riscontro}, nota=motivo
    )
    avvisi.annuncia(scritta, "riscontra", autore=poteri.utente, adesso=adesso)
    return scritta
