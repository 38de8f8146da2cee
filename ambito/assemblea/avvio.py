"""Ciò che l’Assemblea mette nei registri del nucleo."""

from django.urls import reverse

from ambito.assemblea import annunci, documenti
from ambito.assemblea.compiti import compiti
from ambito.assemblea.documenti import convocazione, delega, estratto, relata
from ambito.assemblea.registri import OGGETTI_DI_VOTO, OggettoDiVoto
from ambito.assemblea.selezioni import consultazioni, verbali
from ambito.registri import ANNUNCI, DOCUMENTI, MENU, PROMEMORIA, TOCCA_A_TE, TipoDocumento, VoceMenu

MENU.append(VoceMenu(30, "Assemblea", "legge_sedute", lambda ambito: reverse("assemblea:sedute", args=[ambito.slug]), "assemblea/"))
TOCCA_A_TE.append(compiti)
ANNUNCI.update(annunci.ANNUNCI)
PROMEMORIA.append(annunci.ricorda)
DOCUMENTI.registra(
    "verbale", TipoDocumento("verbale", "Verbale della seduta", "documenti/verbale.html", documenti.trova, documenti.prepara)
)
DOCUMENTI.registra(
    "convocazione",
    TipoDocumento(
        "convocazione", "Avviso di convocazione", "documenti/convocazione.html", convocazione.trova, convocazione.prepara
    ),
)
DOCUMENTI.registra(
    "lettere",
    TipoDocumento("lettere", "Lettere di convocazione", "documenti/lettere.html", convocazione.trova, convocazione.prepara_lettere),
)
DOCUMENTI.registra(
    "estratto",
    TipoDocumento("estratto", "Estratto di deliberazione", "documenti/estratto.html", estratto.trova, estratto.prepara),
)
DOCUMENTI.registra("delega", TipoDocumento("delega", "Atto di delega", "documenti/delega.html", delega.trova, delega.prepara))
DOCUMENTI.registra("relata", TipoDocumento("relata", "Relata di recapito", "documenti/relata.html", relata.trova, relata.prepara))
OGGETTI_DI_VOTO.registra(
    verbali.OGGETTO,
    OggettoDiVoto(verbali.OGGETTO, "Verbali da approvare", proponibili=verbali.proponibili, carte=verbali.carte_di_voto),
)
OGGETTI_DI_VOTO.registra(
    consultazioni.OGGETTO,
    OggettoDiVoto(
        consultazioni.OGGETTO, "Consultazioni da ratificare", consultazioni.da_ratificare, carte=consultazioni.nessuna_carta
    ),
)
OGGETTI_DI_VOTO.registra(
    consultazioni.OGGETTO_RICHIESTA,
    OggettoDiVoto(
        consultazioni.OGGETTO_RICHIESTA, "Richieste dei Comuni", consultazioni.da_iscrivere, carte=consultazioni.nessuna_carta
    ),
)
