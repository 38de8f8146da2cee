"""Ciò che dell’Assemblea ha una storia e si può seguire."""

from django.urls import reverse

from ambito.assemblea.models import Seduta
from ambito.assemblea.selezioni import deliberazioni
from ambito.registri import Oggetto


def _pagina(rotta):
    return lambda ambito, riga: reverse(f"assemblea:{rotta}", args=[ambito.slug, riga.pk])


OGGETTI = {
    "seduta": Oggetto(
        "Seduta", "assemblea.seduta", "legge_sedute", lambda poteri: Seduta.objects.visibili_a(poteri).select_related("organo"),
        _pagina("seduta"),
        parti=(("assemblea.puntoodg", "seduta"), ("assemblea.presenza", "seduta"), ("assemblea.votazione", "seduta")),
    ),
    "deliberazione": Oggetto(
        "Deliberazione", "assemblea.deliberazione", "legge_sedute", lambda poteri: deliberazioni.tutte(), _pagina("deliberazione")
    ),
}  # fmt: skip
VOCI = {"immediata": "immediatamente eseguibile", "dal": "dal", "motivo": "motivo"}
