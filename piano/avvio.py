"""Ciò che il piano mette nei registri del nucleo e dell’Assemblea."""

from django.urls import reverse

from ambito.assemblea.registri import OGGETTI_DI_VOTO, OggettoDiVoto
from ambito.registri import ANNUNCI, DOCUMENTI, MENU, PROMEMORIA, TOCCA_A_TE, TipoDocumento, VoceMenu
from piano import annunci, compiti, documenti, operazioni, selezioni

MENU.append(VoceMenu(20, "Piano di Zona", "legge_piano", lambda ambito: reverse("piano:piani", args=[ambito.slug]), "piano/"))
TOCCA_A_TE += [compiti.compiti, compiti.giri_di_osservazioni]
PROMEMORIA.append(operazioni.ogni_giorno)
ANNUNCI.update(annunci.ANNUNCI)
DOCUMENTI.registra(
    "piano", TipoDocumento("piano", "Piano di Zona", "documenti/piano.html", trova=documenti.trova, prepara=documenti.prepara)
)
DOCUMENTI.registra(
    "osservazioni",
    TipoDocumento(
        "osservazioni", "Esito del giro di osservazioni", "documenti/osservazioni.html",
        trova=documenti.trova_giro, prepara=documenti.prepara_giro,
    ),
)  # fmt: skip
OGGETTI_DI_VOTO.registra(
    "piano", OggettoDiVoto("piano", "Piano di Zona", proponibili=selezioni.proponibili, carte=selezioni.carte_di_voto)
)
