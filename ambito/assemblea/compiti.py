"""«Tocca a te»: ciò che aspetta chi siede e chi tiene la seduta."""

from django.urls import reverse
from django.utils import timezone

from ambito.assemblea.models import Seduta, Verbale
from ambito.assemblea.parole import giorno, giorno_e_ora
from ambito.assemblea.selezioni import consultazioni, deliberazioni, prossima
from ambito.assemblea.stati import CONVOCA, IN_SALA, StatoSeduta, StatoVerbale
from ambito.registri import Blocco, Compito


def compiti(poteri, oggi):
    """Per chi vota: la votazione aperta, la sala aperta, le sedute convocate. Per il segretario: il passo che manca."""
    slug = poteri.ambito.slug
    comuni = poteri.comuni_con("vota")
    if comuni:
        yield from _di_chi_siede(poteri, comuni, slug, oggi)
        yield from _da_rispondere(comuni, slug)
    if poteri.puo(CONVOCA):
        yield from _del_segretario(slug, oggi)
    for seguito in deliberazioni.da_fare(poteri.utente.pk):
        url = reverse("assemblea:deliberazione", args=[slug, seguito.deliberazione_id])
        yield Compito(seguito.che_cosa, f"Lo ha deciso la {seguito.deliberazione.sigla}.", url, seguito.entro)


def in_testa(poteri, adesso):
    """A chi siede in Assemblea, la prossima seduta; se non ce n’è, com’è finita l’ultima."""
    if not poteri.comuni_con("vota"):
        return
    if trovata := prossima.prossima(poteri, adesso):
        yield Blocco("assemblea/_prossima_seduta.html", trovata)
    elif conclusa := prossima.ultima(poteri):
        yield Blocco("assemblea/_ultima_seduta.html", {"seduta": conclusa})


def _di_chi_siede(poteri, comuni, slug, oggi):
    seggi = poteri.una_volta(prossima.seggi_in_corso, tuple(comuni))
    # Di un voto segreto, su carta, dal portale non si può fare nulla.
    lette = poteri.una_volta(prossima.votazioni_con_le_schede, tuple(seggi))
    votazioni = {v.seduta_id: v for v in lette if v.e_aperta and not v.e_segreta}
    for seggio in seggi:
        votazione = votazioni.get(seggio.seduta_id)
        votato = bool(votazione) and seggio.pk in votazione.schede
        yield from _di_un_seggio(seggio, bool(seggio.presente), votato, votazione, slug, oggi)


def _da_rispondere(comuni, slug):
    """Le consultazioni a cui un Comune della persona non ha ancora risposto."""
    for consultazione in consultazioni.aperte().filter(scade_il__gt=timezone.now()).prefetch_related("risposte"):
        risposto = {r.comune_id for r in consultazione.risposte.all()}
        if set(comuni) - risposto:
            url, quando = reverse("assemblea:consultazione", args=[slug, consultazione.pk]), consultazione.scade_il
            spiegazione = f"Consultazione scritta: si risponde fino al {giorno_e_ora(quando)}."
            yield Compito(f"Rispondi: {consultazione.oggetto}", spiegazione, url, timezone.localdate(quando))


def _di_un_seggio(seggio, presente, votato, votazione, slug, oggi):
    seduta = seggio.seduta
    scadenza = timezone.localdate(seduta.prima_convocazione)
    sala = reverse("assemblea:sala", args=[slug, seduta.pk])
    if votazione and presente and not votato:
        url = reverse("assemblea:votazione", args=[slug, votazione.pk])
        yield Compito(f"Si vota adesso: {votazione.punto.oggetto}", f"Manca la scheda del {seggio}.", url, oggi, "attenzione")
    elif seduta.in_sala and not presente:
        yield Compito(f"La seduta è aperta: {seduta.organo}", f"Segna la presenza del {seggio}.", sala, oggi, "attenzione")
    elif seduta.in_sala:
        yield Compito(f"Sei in seduta: {seduta.organo}", f"Il {seggio} è presente.", sala, oggi)
    elif seduta.stato == StatoSeduta.CONVOCATA and scadenza >= oggi:
        url = reverse("assemblea:seduta", args=[slug, seduta.pk])
        yield Compito(
            f"{seduta.organo}, {giorno_e_ora(seduta.prima_convocazione)}", "Leggi l’ordine del giorno e le carte.", url, scadenza
        )


def _del_segretario(slug, oggi):
    azioni = {
        StatoSeduta.BOZZA: ("Prepara e convoca la seduta", "assemblea:seduta"),
        StatoSeduta.CONVOCATA: ("Apri la seduta", "assemblea:seduta"),
        **dict.fromkeys(IN_SALA, ("Conduci la seduta", "assemblea:sala")),
    }
    for seduta in Seduta.objects.filter(stato__in=azioni).select_related("organo").order_by("prima_convocazione"):
        quando = timezone.localdate(seduta.prima_convocazione)
        # Una seduta convocata per un altro giorno non chiede nulla al segretario: lo chiederà quel giorno.
        if seduta.stato == StatoSeduta.CONVOCATA and quando > oggi:
            continue
        titolo, rotta = azioni[seduta.stato]
        yield Compito(
            f"{titolo} del {giorno(seduta.prima_convocazione)}", str(seduta.organo), reverse(rotta, args=[slug, seduta.pk]), quando
        )
    for consultazione in consultazioni.aperte():
        if consultazione.scade_il <= timezone.now():
            url = reverse("assemblea:consultazione", args=[slug, consultazione.pk])
            yield Compito(f"Chiudi e conta: {consultazione.oggetto}", "Il termine per rispondere è passato.", url, oggi)
    for richiesta in consultazioni.da_convocare():
        spiegazione = f"Le firme dei Comuni bastano: metti all’ordine del giorno «{richiesta.oggetto}»."
        yield Compito(
            f"Convoca {richiesta.organo}: lo chiedono i Comuni", spiegazione, reverse("assemblea:richieste", args=[slug]),
            richiesta.convocare_entro,
        )  # fmt: skip
    for atto in deliberazioni.da_pubblicare():
        url = reverse("assemblea:deliberazione", args=[slug, atto.pk])
        yield Compito(f"Annota la pubblicazione: {atto.sigla}", atto.oggetto, url, atto.giorno)
    for verbale in Verbale.objects.filter(stato=StatoVerbale.BOZZA).select_related("seduta__organo"):
        titolo = f"Completa e chiudi il verbale n. {verbale.numero}/{verbale.anno}"
        yield Compito(titolo, str(verbale.seduta), reverse("assemblea:verbale", args=[slug, verbale.seduta_id]))
