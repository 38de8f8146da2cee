"""Ciò che il piano mette nei registri del nucleo e dell’Assemblea."""

from django.urls import reverse

from ambito.assemblea.registri import OGGETTI_DI_VOTO, OggettoDiVoto
from ambito.registri import ANNUNCI, DOCUMENTI, MENU, TOCCA_A_TE, TipoDocumento, VoceMenu
from piano import annunci, compiti, documenti, selezioni
from piano.capitoli import capitoli

MENU.append(VoceMenu(20, "Piano di Zona", "legge_piano", lambda ambito: reverse("piano:piani", args=[ambito.slug]), "piano/"))
TOCCA_A_TE.append(compiti.compiti)
ANNUNCI.update(annunci.ANNUNCI)
DOCUMENTI.registra(
    "piano",
    TipoDocumento("piano", "Piano di Zona", "documenti/piano.html", documenti.trova, documenti.prepara, capitoli=capitoli),
)
OGGETTI_DI_VOTO.registra(
    "piano", OggettoDiVoto("piano", "Piano di Zona", proponibili=selezioni.proponibili, carte=selezioni.carte_di_voto)
)
