"""Ciò che il piano mette nei registri del nucleo e dell’Assemblea."""

from django.urls import reverse

from ambito.assemblea.registri import OGGETTI_DI_VOTO, OggettoDiVoto
from ambito.registri import ANNUNCI, DOCUMENTI, MENU, TOCCA_A_TE, TipoDocumento, VoceMenu
from piano import annunci, compiti, documenti, selezioni
from piano.documenti import attuativo
from piano.registri import FONTI, FonteDati
from piano.selezioni import attuativi, fonti

MENU.append(VoceMenu(20, "Piano di Zona", "legge_piano", lambda ambito: reverse("piano:piani", args=[ambito.slug]), "piano/"))
TOCCA_A_TE.append(compiti.compiti)
ANNUNCI.update(annunci.ANNUNCI)
DOCUMENTI.registra(
    "piano", TipoDocumento("piano", "Piano di Zona", "documenti/piano.html", trova=documenti.trova, prepara=documenti.prepara)
)
OGGETTI_DI_VOTO.registra(
    "piano", OggettoDiVoto("piano", "Piano di Zona", proponibili=selezioni.proponibili, carte=selezioni.carte_di_voto)
)
DOCUMENTI.registra(
    "attuativo",
    TipoDocumento("attuativo", "Piano attuativo", "documenti/attuativo.html", trova=attuativo.trova, prepara=attuativo.prepara),
)
OGGETTI_DI_VOTO.registra(
    "attuativo",
    OggettoDiVoto("attuativo", "Piano attuativo", proponibili=attuativi.proponibili, carte=attuativi.carte_di_voto),
)
FONTI.registra("popolazione", FonteDati("popolazione", "Popolazione", fonti.popolazione))
FONTI.registra("piano", FonteDati("piano", "Obiettivi e risorse del piano", fonti.schede))
FONTI.registra("fondi", FonteDati("fondi", "Fondi assegnati", fonti.fondi))
FONTI.registra("servizi", FonteDati("servizi", "Servizi", fonti.catalogo_e_misure))
