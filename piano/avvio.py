"""Ciò che il piano mette nei registri del nucleo e dell’Assemblea."""

from django.urls import reverse
from django.utils.timezone import localdate

from ambito.assemblea.registri import OGGETTI_DI_VOTO, OggettoDiVoto
from ambito.registri import ANNUNCI, DOCUMENTI, MENU, PROMEMORIA, TOCCA_A_TE, TipoDocumento, VoceMenu
from piano import annunci, compiti, documenti, operazioni, selezioni
from piano.documenti import attuativo, capitoli, concertazione, confronto, giro, monitoraggio, opuscolo
from piano.operazioni import consultazioni
from piano.registri import FONTI, FonteDati
from piano.selezioni import attuativi, fonti, quote
from servizi.registri import VINCOLI, Destinazione, UsoDeiVincoli

MENU.append(VoceMenu(20, "Piano di Zona", "legge_piano", lambda ambito: reverse("piano:piani", args=[ambito.slug]), "piano/"))
TOCCA_A_TE += [compiti.compiti, compiti.giri_di_osservazioni]
ANNUNCI.update(annunci.ANNUNCI)
PROMEMORIA += [
    operazioni.ogni_giorno, annunci.ricorda_sezioni, annunci.ricorda_letture, consultazioni.concludi_scadute,
]  # fmt: skip
DOCUMENTI.registra(
    "piano",
    TipoDocumento("piano", "Piano di Zona", "documenti/piano.html", documenti.trova, documenti.prepara, capitoli=capitoli.capitoli),
)
DOCUMENTI.registra(
    "confronto",
    TipoDocumento(
        "confronto",
        "Confronto fra versioni del piano",
        "documenti/confronto.html",
        trova=confronto.trova,
        prepara=confronto.prepara,
    ),
)
DOCUMENTI.registra(
    "opuscolo",
    TipoDocumento(
        "opuscolo", "Il piano in dieci minuti", "documenti/opuscolo.html", trova=documenti.trova, prepara=opuscolo.prepara
    ),
)
DOCUMENTI.registra(
    "osservazioni",
    TipoDocumento(
        "osservazioni", "Esito del giro di osservazioni", "documenti/osservazioni.html",
        trova=giro.trova, prepara=giro.prepara,
    ),
)  # fmt: skip
DOCUMENTI.registra(
    "monitoraggio",
    TipoDocumento(
        "monitoraggio",
        "Relazione di monitoraggio",
        "documenti/monitoraggio.html",
        trova=lambda triennio, anno: monitoraggio.trova(triennio, anno, localdate()),
        prepara=monitoraggio.prepara,
    ),
)
DOCUMENTI.registra("esito-consultazione", concertazione.ESITO)
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


def _destinazioni(assegnazione, poteri):
    """Gli obiettivi a cui va la parte vincolata di un’assegnazione."""
    for quota in quote.collegate(assegnazione):
        obiettivo = quota.obiettivo
        indirizzo = reverse("piano:obiettivo", args=[poteri.ambito.slug, obiettivo.piano.triennio, obiettivo.codice])
        yield Destinazione(str(obiettivo), quota.importo, indirizzo)


def _dove(assegnazione, poteri):
    """La pagina dei fondi vincolati nel piano che comprende l’anno dell’assegnazione; vuota se quel piano non c’è."""
    piano = selezioni.piano_dell_anno(assegnazione.annualita)
    return reverse("piano:vincoli", args=[poteri.ambito.slug, piano.triennio]) if piano and poteri.puo("legge_piano") else ""


VINCOLI.append(UsoDeiVincoli(destinato=quote.collegato, destinazioni=_destinazioni, dove=_dove))
