"""Ciò che ogni pagina mostra attorno al contenuto: Ambito, navigazione, percorso, enti per cui la persona agisce."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from ambito import trasparenza
from ambito.accesso.dimostrativi import INGRESSI, PASSWORD
from ambito.permessi import RUOLI
from ambito.registri import MENU


def contesto_pagina(request):
    """Processore di contesto: legge quel che la vista ha messo sulla richiesta, senza interrogazioni proprie fuori dall’Ambito."""
    vista, pubblica = getattr(request, "vista", None), getattr(request, "vista_pubblica", None)
    accesso = {"secondo_fattore": settings.SECONDO_FATTORE, "identita_digitale": settings.IDENTITA_DIGITALE}
    codice = getattr(request, "codice", "")
    demo = {"demo": settings.DEMO, "ingressi": {"chi": INGRESSI, "password": PASSWORD} if settings.DEMO else None}
    dati = {**demo, "codice_richiesta": codice, **accesso, "ambito": None, "menu": [], "percorso": [], "enti": []}
    if pubblica is not None:
        return {**dati, **_pagina_pubblica(pubblica, request.path)}
    if vista is None:
        return dati
    return {
        **dati,
        "ambito": vista.ambito,
        "menu": menu(vista, request.path),
        "percorso": [{"etichetta": e, "url": u} for e, u in vista.percorso()],
        "enti": enti(vista, request.path),
    }


def _pagina_pubblica(vista, indirizzo):
    """Una pagina aperta a tutti: il menu delle stanze della trasparenza, il percorso, ciò che ne mostra chi la riceve da altri."""
    ambito, casa = vista.ambito, reverse("trasparenza", args=[vista.ambito.slug])
    return {
        "ambito": ambito,
        "casa_pubblica": casa,
        "menu": _menu_pubblico(ambito, casa, indirizzo),
        "percorso": [{"etichetta": e, "url": u} for e, u in vista.percorso()],
        "anteprima": _anteprima(vista, indirizzo) if vista.pronta else None,
    }


def _anteprima(vista, indirizzo):
    titolo = vista.titolo or "Trasparenza"
    return {
        "titolo": f"{titolo} – {vista.ambito}",
        "testo": vista.descrizione or f"{titolo}, {vista.ambito}: atti, piano, servizi e spesa sociale, aperti a tutti.",
        "url": settings.INDIRIZZO_PUBBLICO + indirizzo,
        "figura": settings.INDIRIZZO_PUBBLICO + static("img/anteprima.png"),
        "canale": reverse("novita_pubbliche", args=[vista.ambito.slug]),
    }


def _menu_pubblico(ambito, casa, indirizzo):
    voci = [("Trasparenza", casa)] + [(s.etichetta, reverse(s.rotta, args=[ambito.slug])) for s in trasparenza.sezioni()]
    qui = max((url for _, url in voci if indirizzo.startswith(url)), key=len, default="")
    return [{"etichetta": etichetta, "url": url, "attivo": url == qui} for etichetta, url in voci]


def menu(vista, indirizzo):
    """Le voci di navigazione che la persona può aprire, in ordine."""
    voci = []
    qui = _radice_attiva(indirizzo.removeprefix(f"/{vista.ambito.slug}/"))
    for voce in sorted(MENU, key=lambda v: v.ordine):
        if voce.vede(vista.poteri):
            attivo = voce.radice == qui
            voci.append({"etichetta": voce.parole(vista.ambito), "url": voce.indirizzo(vista.ambito), "attivo": attivo})
    return voci


def _radice_attiva(indirizzo):
    """La radice della voce in cui ci si trova: la più lunga, se una sta dentro l’altra; quella della casa è vuota."""
    dentro = [v.radice for v in MENU if v.radice and indirizzo.startswith(v.radice)]
    return max(dentro, key=len, default=None if indirizzo else "")


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
