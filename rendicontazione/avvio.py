"""Ciò che la rendicontazione mette nei registri del nucleo."""

from django.urls import reverse

from ambito.registri import ANNUNCI, DOCUMENTI, MENU, PROMEMORIA, SCHEDA_COMUNE, TOCCA_A_TE, TRACCIATI, TipoDocumento, VoceMenu
from piano.registri import FONTI, FonteDati
from rendicontazione import annunci, compiti, documenti, selezioni
from rendicontazione.tracciati import SPESA


def _indirizzo(ambito):
    return reverse("rendicontazione:anni", args=[ambito.slug])


MENU.append(VoceMenu(60, "Rendicontazione", "legge_rendiconti", _indirizzo, "rendicontazione/", "legge_comune"))
TOCCA_A_TE.append(compiti.compiti)
SCHEDA_COMUNE.append(compiti.riquadri)
ANNUNCI.update(annunci.ANNUNCI)
PROMEMORIA.append(annunci.ricorda)
TRACCIATI.registra(SPESA.nome, SPESA)
DOCUMENTI.registra(
    "rendicontazione",
    TipoDocumento(
        "rendicontazione",
        "Rendicontazione della spesa sociale",
        "documenti/rendicontazione.html",
        trova=documenti.trova,
        prepara=documenti.prepara,
    ),
)
FONTI.registra("spesa", FonteDati("spesa", "Spesa dei Comuni", selezioni.spesa_da_citare))
