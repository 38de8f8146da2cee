"""Chi si avvisa quando un’adesione cambia stato, e quando il termine si avvicina."""

from django.urls import reverse
from django.utils import timezone

from accordo.models import Adesione, AvvisoAdesione
from accordo.selezioni import accordi
from accordo.selezioni.conferma import CONFERMA
from accordo.selezioni.indirizzi import indirizzo
from accordo.stati import StatoAvviso
from ambito.avvisi import avvisa, persone_con, persone_dell_ente
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import Annuncio
from ambito.selezioni import appartenenze

GIORNI_PRIMA = {7, 3, 1}


def _url(adesione):
    return indirizzo(adesione.ambito.slug, adesione.avviso, adesione.soggetto)


def _presentata(adesione, nota):
    numero, chi = adesione.numero_scritto, adesione.soggetto
    return Annuncio(
        f"{chi} ha inviato l’adesione n. {numero}",
        f"L’adesione di {chi} all’accordo {adesione.avviso.triennio} è arrivata con il numero {numero}: va esaminata.",
        _url(adesione),
        "istruisce_adesioni",
    )


def _a_chi_aderisce(titolo, frase):
    def annuncio(adesione, nota):
        chi, motivo = adesione.soggetto, f"\n\nMotivo: {nota.strip()}" if nota.strip() else ""
        testo = frase.format(chi=chi, triennio=adesione.avviso.triennio) + motivo
        dove = {"comune_id": adesione.comune_id, "ente_id": adesione.ente_id}
        return Annuncio(titolo.format(chi=chi), testo, _url(adesione), "compila_adesione", **dove)

    return annuncio


def _da_confermare(adesione, nota):
    return Annuncio(
        f"L’adesione di {adesione.comune} aspetta la tua conferma",
        f"È compilata: leggi il riepilogo e conferma, così parte per l’Ufficio di Piano; oppure rimandala, dicendo perché. "
        f"Il termine dell’avviso {adesione.avviso.triennio} è il {formatta_data(adesione.avviso.chiude)}.",
        indirizzo(adesione.ambito.slug, adesione.avviso, adesione.comune, "conferma"),
        CONFERMA,
        comune_id=adesione.comune_id,
        edizione=str(adesione.revisione),
    )


def _rimandata_dal_sindaco(adesione, nota):
    titolo = f"L’adesione di {adesione.comune} va rivista prima della conferma"
    dove = {"comune_id": adesione.comune_id, "edizione": str(adesione.revisione)}
    return Annuncio(titolo, f"Non è stata inviata. Motivo: {nota}", _url(adesione), "compila_adesione", **dove)


def _ritirata(adesione, nota):
    chi, testo = adesione.soggetto, f"Motivo: {nota}"
    if accordi.parti_di_chi_aderisce(adesione).exists():
        testo += "\n\nÈ ancora fra le parti dell’accordo, che si sta scrivendo: se non ne fa più parte va tolto da lì."
    return Annuncio(f"{chi} ha ritirato l’adesione", testo, _url(adesione), "istruisce_adesioni")


_ACCOLTA = "Accolta l’adesione di {chi}"
_RIATTIVATA = _a_chi_aderisce(
    "L’adesione di {chi} è riattivata", "{chi} è di nuovo fra chi aderisce all’accordo {triennio}: non deve fare altro."
)
ANNUNCI = {
    ("accordo.adesione", "passa_al_sindaco"): _da_confermare,
    ("accordo.adesione", "rimanda"): _rimandata_dal_sindaco,
    ("accordo.adesione", "rimanda_correzione"): _rimandata_dal_sindaco,
    ("accordo.adesione", "presenta"): _presentata,
    ("accordo.adesione", "ritira"): _ritirata,
    ("accordo.adesione", "chiedi_integrazione"): _a_chi_aderisce(
        "L’adesione di {chi} va corretta", "L’Ufficio di Piano chiede di correggere l’adesione di {chi} {triennio}."
    ),
    ("accordo.adesione", "accogli_sottoscrittore"): _a_chi_aderisce(
        _ACCOLTA, "{chi} sottoscrive l’accordo di programma {triennio}."
    ),
    ("accordo.adesione", "accogli_consultiva"): _a_chi_aderisce(
        _ACCOLTA, "{chi} aderisce in via consultiva all’accordo {triennio}."
    ),
    ("accordo.adesione", "sospendi"): _a_chi_aderisce(
        "L’adesione di {chi} è sospesa",
        "Finché è sospesa, {chi} non è fra chi aderisce all’accordo {triennio}. Quando il motivo non c’è più, scrivilo all’Ufficio "
        "di Piano, che la riattiva: non si deve aderire di nuovo.",
    ),
    ("accordo.adesione", "riattiva_sottoscrittore"): _RIATTIVATA,
    ("accordo.adesione", "riattiva_consultiva"): _RIATTIVATA,
    ("accordo.adesione", "respingi"): _a_chi_aderisce(
        "Respinta l’adesione di {chi}", "L’adesione di {chi} all’accordo {triennio} non è stata accolta."
    ),
}


def _chi_compila(adesione, oggi):
    if adesione.ente_id:
        return persone_dell_ente("compila_adesione", adesione.ente_id, oggi)
    return persone_con("compila_adesione", oggi, comune_id=adesione.comune_id)


def _chi_ha_a_che_fare(adesione, oggi):
    """Chi compila, e chi ha inviato se è un altro (il delegato del Sindaco)."""
    return {p.pk: p for p in [*_chi_compila(adesione, oggi), adesione.inviata_da]}.values()


def manda_ricevuta(adesione, adesso):
    """Dice a chi ha inviato (e ai colleghi che compilano) numero, ora e protocollo: è la ricevuta per posta."""
    inviata = timezone.localtime(adesione.inviata_il)
    protocollo = f" È protocollata con il {adesione.protocollo}." if adesione.protocollo else ""
    avvisa(
        _chi_ha_a_che_fare(adesione, inviata.date()),
        genere="adesione.ricevuta", oggetto=adesione, adesso=adesso,
        titolo=f"Ricevuta: l’adesione di {adesione.soggetto} ha il numero {adesione.numero_scritto}",
        testo=f"L’adesione di {adesione.soggetto} all’accordo {adesione.avviso.triennio} è arrivata all’Ufficio di Piano il "
        f"{formatta_data(inviata.date())} alle {inviata:%H:%M}.{protocollo} La ricevuta in PDF è nella pagina dell’adesione.",
        url=_url(adesione),
    )  # fmt: skip


def annullato(adesione, allegato, adesso):
    """Dice a chi compila che un file dell’adesione è stato annullato, e perché."""
    oggi = timezone.localdate(adesso)
    avvisa(
        _chi_compila(adesione, oggi), genere=f"adesione.allegato_annullato.{allegato.pk}", oggetto=adesione, adesso=adesso,
        titolo=f"Annullato un file dell’adesione di {adesione.soggetto}", url=_url(adesione),
        testo=f"«{allegato}» non vale e non si scarica più. L’adesione resta com’è.\n\nMotivo: {allegato.annullato_motivo}",
    )  # fmt: skip


def ricorda(oggi, adesso):
    """Sette, tre e un giorno prima del termine ricorda ai Comuni che non hanno ancora inviato."""
    for avviso in AvvisoAdesione.objects.filter(stato=StatoAvviso.APERTO).select_related("ambito"):
        if not avviso.rivolto_ai_comuni or (avviso.chiude - oggi).days not in GIORNI_PRIMA:
            continue
        inviate = set(Adesione.objects.filter(avviso=avviso, numero__isnull=False).values_list("comune_id", flat=True))
        for comune in (a.comune for a in appartenenze(oggi) if a.comune_id not in inviate):
            avvisa(
                persone_con("compila_adesione", oggi, comune_id=comune.pk),
                genere="adesione.promemoria", oggetto=comune, adesso=adesso, giorno=oggi,
                titolo=f"L’adesione di {comune} scade il {formatta_data(avviso.chiude, esteso=True)}",
                testo=f"{comune} non ha ancora inviato l’adesione all’accordo {avviso.triennio}.",
                url=reverse("accordo:adesione", args=[avviso.ambito.slug, avviso.triennio, comune.codice_istat]),
            )  # fmt: skip
