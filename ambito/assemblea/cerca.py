"""Ciò che dell’Assemblea si trova cercando: sedute, punti all’ordine del giorno, deliberazioni."""

from django.db.models import Value
from django.db.models.functions import Upper
from django.urls import reverse

from ambito.assemblea.models import Deliberazione, PuntoOdg, Seduta
from ambito.assemblea.stati import StatoSeduta
from ambito.cerca.espressioni import fra_spazi, giorno, insieme, scelta
from ambito.cerca.voci import a, rotta, se_puo, vede
from ambito.registri import Cercabile, Pagina


def _sedute(poteri, oggi):
    return Seduta.objects.visibili_a(poteri) if poteri.puo("legge_sedute") else None


def _punti(poteri, oggi):
    if not poteri.puo("legge_sedute"):
        return None
    return PuntoOdg.objects.filter(seduta__in=Seduta.objects.visibili_a(poteri).order_by().values("pk"))


def _al_punto(slug, seduta, numero):
    return f"{reverse('assemblea:seduta', args=[slug, seduta])}#punto-{numero}"


CERCABILI = [
    Cercabile(
        "seduta", "Sedute", "Seduta", _sedute,
        insieme("organo__nome", Value(", seduta del "), giorno("prima_convocazione")), a("assemblea:seduta"),
        nota=scelta("stato", StatoSeduta.choices), testo=fra_spazi("luogo", "presiede"),
    ),
    Cercabile(
        "punto", "Punti all’ordine del giorno", "Ordine del giorno", _punti,
        insieme("numero", Value(". "), "oggetto"), _al_punto, ("seduta_id", "pk"),
        nota=insieme(Value("Seduta del "), giorno("seduta__prima_convocazione")), testo=fra_spazi("proposta", "relatore"),
    ),
    Cercabile(
        "deliberazione", "Deliberazioni", "Atto", se_puo("legge_sedute", Deliberazione.objects.all), "oggetto",
        a("assemblea:deliberazione"),
        nota=insieme(
            Upper("organo__nome_atto"), Value(" n. "), "numero", Value("/"), "anno", Value(" del "), giorno("adottata_il")
        ),
        testo="testo",
    ),
]  # fmt: skip

PAGINE = [
    Pagina(
        "Sedute", rotta("assemblea:sedute"), vede("legge_sedute"), "assemblea conferenza sindaci convocazioni riunioni votazioni"
    ),
    Pagina("Deliberazioni", rotta("assemblea:deliberazioni"), vede("legge_sedute"), "atti delibere registro approvate"),
    Pagina("Deleghe", rotta("assemblea:deleghe"), lambda poteri: poteri.ha_da_qualche_parte("delega"), "delega sostituto delegato"),
    Pagina("Nuova seduta", rotta("assemblea:nuova_seduta"), vede("convoca_sedute"), "convoca assemblea"),
]
