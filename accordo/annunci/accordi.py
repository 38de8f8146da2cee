"""Chi si avvisa dell’accordo: le parti quando tocca a loro, l’Ufficio di Piano quando una parte risponde; e i promemoria."""

from django.urls import reverse
from django.utils.timezone import localdate

from accordo.selezioni import accordi as letture
from accordo.stati.accordi import StatoAccordo
from ambito.avvisi import avvisa, persone_con, persone_dell_ente
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.impronta import impronta
from ambito.registri import Annuncio

# Giorni che mancano al termine; di meno di zero: è passato.
GIORNI_PRIMA = (30, 7, 1, -1)
# Giorni che mancano alla fine dell’accordo: c’è da scriverne un altro, o da prorogarlo.
GIORNI_ALLA_FINE = (90, 30)


def _url(accordo):
    return reverse("accordo:accordo", args=[accordo.ambito.slug, accordo.codice])


def _url_parte(parte):
    return reverse("accordo:parte", args=[parte.ambito.slug, parte.accordo.codice, parte.pk])


def _condiviso(accordo, nota):
    testo = "Leggi la proposta di testo: prima che diventi definitiva puoi farci sapere che cosa non va."
    return Annuncio(f"{accordo}: il testo è condiviso con le parti", testo, _url(accordo), "legge_accordo")


def _all_ufficio(titolo, testo):
    def annuncio(oggetto, nota):
        url = _url_parte(oggetto) if hasattr(oggetto, "accordo") else _url(oggetto)
        return Annuncio(titolo.format(chi=oggetto), testo.format(chi=oggetto, nota=nota), url, "tiene_accordo")

    return annuncio


def _alla_parte(titolo, testo):
    def annuncio(parte, nota):
        # Rimandato due volte nello stesso giorno per due motivi: si avvisa due volte.
        edizione = f".{impronta(nota)[:8]}"
        return Annuncio(
            titolo.format(chi=parte), testo.format(chi=parte, nota=nota), _url_parte(parte),
            "carica_atti" if parte.comune_id else "", parte.comune_id, ente_id=parte.ente_id, edizione=edizione,
        )  # fmt: skip

    return annuncio


ANNUNCI = {
    ("accordo.accordodiprogramma", "condividi"): _condiviso,
    ("accordo.accordodiprogramma", "approvano_tutti"): _all_ufficio("{chi}: hanno approvato tutti", "Ora si può aprire la firma."),
    ("accordo.accordodiprogramma", "firmano_tutti"): _all_ufficio(
        "{chi}: hanno firmato tutti", "Manca l’atto formale che approva l’accordo, poi la pubblicazione nel bollettino."
    ),
    ("accordo.parteaccordo", "carica_atto"): _all_ufficio(
        "{chi} ha caricato l’atto", "{chi} approva il testo ({nota}): va controllato."
    ),
    ("accordo.parteaccordo", "rifiuta"): _all_ufficio("{chi} non approva il testo", "Motivo: {nota}"),
    ("accordo.parteaccordo", "firma"): _all_ufficio("{chi} ha firmato l’accordo", "La firma è stata verificata: {nota}."),
    ("accordo.parteaccordo", "rimanda"): _alla_parte(
        "L’atto di {chi} va corretto", "L’Ufficio di Piano l’ha rimandato.\n\nMotivo: {nota}"
    ),
}


def ricorda(oggi, adesso):
    """Trenta, sette e un giorno prima del termine, e il giorno dopo, ricorda a chi deve ancora approvare o firmare."""
    for accordo in letture.accordi().select_related("ambito"):
        in_firma = accordo.stato == StatoAccordo.IN_FIRMA
        termine, verbo = (accordo.termine_firme, "firmare") if in_firma else (accordo.termine_atti, "approvare")
        _ricorda_a(letture.chi_manca(accordo), accordo, termine, verbo, oggi, adesso)


def _ricorda_a(parti, accordo, termine, verbo, oggi, adesso):
    if termine is None or (termine - oggi).days not in GIORNI_PRIMA:
        return
    scade = f"{'scade' if termine >= oggi else 'è scaduto'} il {formatta_data(termine, esteso=True)}"
    for parte in parti:
        sollecita(parte, f"{accordo}: il termine per {verbo} {scade}", oggi, adesso, genere=f"parteaccordo.promemoria.{verbo}")


def persone_della_parte(parte, oggi):
    """Chi può caricare atti e firme per il Comune; per un altro ente, ogni suo referente, qualunque sia il ruolo."""
    if parte.comune_id:
        return list(persone_con("carica_atti", oggi, comune_id=parte.comune_id))
    return list(persone_dell_ente("", parte.ente_id, oggi))


def sollecita(parte, titolo, oggi, adesso, *, genere, testo=""):
    """Avvisa chi cura la parte, una volta al giorno; restituisce quante persone."""
    persone = persone_della_parte(parte, oggi)
    testo = testo or f"Tocca a {parte}: nella pagina c’è che cosa fare."
    avvisa(persone, genere=genere, oggetto=parte, adesso=adesso, giorno=oggi, titolo=titolo, testo=testo, url=_url_parte(parte))
    return len(persone)


# Passo dell’accordo → (che cosa devono fare le parti, il termine, che cosa si dice).
ALLE_PARTI = {
    "congela": ("da approvare", "termine_atti", "Il testo è definitivo: l’ente lo approva con un proprio atto e lo carica qui."),
    "apri_firma": (
        "da firmare",
        "termine_firme",
        "Hanno approvato tutti: si scarica il PDF dalla pagina della parte, si firma digitalmente e si ricarica.",
    ),
    "riapri": ("torna in scrittura", "", "La versione nuova andrà approvata di nuovo."),
}


def alle_parti(accordo, passo, adesso, *, nota=""):
    """Dice a chi cura ogni parte dell’accordo che cosa è cambiato e che cosa le tocca."""
    che_cosa, termine, testo = ALLE_PARTI[passo]
    entro = getattr(accordo, termine) if termine else None
    titolo = f"{accordo}: {che_cosa}{f' entro il {formatta_data(entro, esteso=True)}' if entro else ''}"
    motivo = f"\n\nMotivo: {nota}" if nota else ""
    # La versione distingue due giri dello stesso giorno: chi ha avuto l’avviso di prima deve avere anche questo.
    genere = f"parteaccordo.{passo}.{letture.ultima(accordo).numero}"
    for parte in letture.parti(accordo).presenti():
        sollecita(parte, titolo, localdate(adesso), adesso, genere=genere, testo=testo + motivo)


def prorogato(proroga, adesso):
    """Dice a chi cura ogni parte che l’accordo dura di più, e con quale atto."""
    accordo, fine = proroga.accordo, formatta_data(proroga.al, esteso=True)
    prima = formatta_data(proroga.prima, esteso=True)
    testo = f"L’ha deciso {proroga.estremi}. Doveva finire il {prima}: non c’è niente da firmare."
    for parte in letture.parti(accordo).presenti():
        sollecita(parte, f"{accordo}: prorogato fino al {fine}", localdate(adesso), adesso,
                  genere=f"parteaccordo.proroga.{proroga.pk}", testo=testo)  # fmt: skip


def ricorda_la_fine(oggi, adesso):
    """Novanta e trenta giorni prima che un accordo finisca lo ricorda a chi lo tiene, se non ce n’è già un altro dopo."""
    for accordo in letture.che_finiscono(oggi, GIORNI_ALLA_FINE[0]).select_related("ambito"):
        if (accordo.al - oggi).days in GIORNI_ALLA_FINE:
            avvisa(
                persone_con("tiene_accordo", oggi), genere="accordo.fine", oggetto=accordo, adesso=adesso, giorno=oggi,
                titolo=f"L’{accordo.in_frase} finisce il {formatta_data(accordo.al, esteso=True)}",
                testo="Se il piano è prorogato, registra la proroga dell’accordo; altrimenti comincia il prossimo.",
                url=_url(accordo),
            )  # fmt: skip


def subentrato(subentro, adesso):
    """Dice a chi cura ogni parte chi ha preso il posto di chi; a chi entra, che ora tocca a lui."""
    accordo, uscente, entrante = subentro.entrante.accordo, subentro.uscente, subentro.entrante
    titolo = f"{accordo}: {entrante} al posto di {uscente}"
    testo = f"Dal {formatta_data(subentro.dal, esteso=True)}, per effetto di: {subentro.atto}."
    for parte in [uscente, *letture.parti(accordo).presenti()]:
        segue = "Nella pagina c’è che cosa tocca all’ente." if parte == entrante else "Per gli altri non cambia niente."
        sollecita(parte, titolo, localdate(adesso), adesso, genere=f"parteaccordo.subentro.{subentro.pk}", testo=f"{testo} {segue}")
