"""Ciò che ogni pagina mostra attorno al contenuto: Ambito, navigazione, percorso, enti per cui la persona agisce."""

from django.conf import settings
from django.urls import reverse

from ambito.permessi import RUOLI
from ambito.registri import MENU


def contesto_pagina(request):
    """Processore di contesto: legge quel che la vista ha messo sulla richiesta, senza interrogazioni proprie fuori dall’Ambito."""
    vista = getattr(request, "vista", None)
    accesso = {"secondo_fattore": settings.SECONDO_FATTORE, "identita_digitale": settings.IDENTITA_DIGITALE}
    dati = {"demo": settings.DEMO, **accesso, "ambito": None, "menu": [], "percorso": [], "enti": []}
    if vista is None:
        return dati
    return {
        **dati,
        "ambito": vista.ambito,
        "menu": menu(vista, request.path),
        "percorso": [{"etichetta": e, "url": u} for e, u in vista.percorso()],
        "enti": enti(vista, request.path),
    }


def menu(vista, indirizzo):
    """Le voci di navigazione che la persona può aprire, in ordine."""
    voci = []
    for voce in sorted(MENU, key=lambda v: v.ordine):
        if vista.poteri.puo(voce.permesso) or (voce.permesso_comune and vista.poteri.ha_da_qualche_parte(voce.permesso_comune)):
            radice = f"/{vista.ambito.slug}/{voce.radice}"
            attivo = indirizzo == radice if not voce.radice else indirizzo.startswith(radice)
            voci.append({"etichetta": voce.etichetta, "url": voce.indirizzo(vista.ambito), "attivo": attivo})
    return voci


def enti(vista, indirizzo):
    """Gli enti (Comuni, altri Ambiti) per cui la persona agisce: uno solo non si mostra."""
    voci = []
    for incarico in vista.poteri.incarichi:
        url = _pagina_di(incarico, vista.ambito)
        etichetta = f"{incarico.dove or vista.ambito} – {RUOLI[incarico.ruolo].nome}"
        voci.append({"etichetta": etichetta, "url": url, "corrente": indirizzo == url})
    altri = [a for a in vista.ambiti if a != vista.ambito]
    voci += [{"etichetta": a.nome, "url": reverse("ambito:home", args=[a.slug]), "corrente": False} for a in altri]
    return voci if len(voci) > 1 else []


def _pagina_di(incarico, ambito):
    if incarico.istat:
        return reverse("ambito:comune", args=[ambito.slug, incarico.istat])
    return reverse("ambito:home", args=[ambito.slug])


def indirizzi_dei_comuni(ambito):
    """Una funzione che dà l’indirizzo della scheda di un Comune: per un elenco intero si compone una volta sola."""
    prima, _, dopo = reverse("ambito:comune", args=[ambito.slug, "000000"]).partition("000000")
    return lambda istat: f"{prima}{istat}{dopo}"
