"""Le righe di tabelle copiate dentro un JSON, come testi: `{nome del modello: [{colonna: testo}]}`, e accanto ciò che righe non è.

I loro numeri si traducono colonna per colonna, come quelli delle righe vere.
"""

from django.apps import apps


def verso_l_archivio(app, dati, traduci):
    """I numeri diventano posti, o codici che valgono ovunque."""
    return _passa(app, dati, lambda modello, testo: traduci(modello, int(testo)))


def dall_archivio(app, dati, traduci):
    """I posti diventano i numeri di qua, di nuovo come testi."""
    return _passa(app, dati, lambda modello, posto: str(traduci(modello, posto)))


def _passa(app, dati, cambia):
    return {
        nome: [_riga(apps.get_model(app, nome), riga, cambia) for riga in voce] if isinstance(voce, list) else voce
        for nome, voce in dati.items()
    }


def _riga(modello, riga, cambia):
    chiavi = {c.attname: c.related_model for c in modello._meta.concrete_fields if c.is_relation}
    chiavi[modello._meta.pk.attname] = modello
    return {
        nome: cambia(chiavi[nome]._meta.label_lower, testo) if nome in chiavi and testo is not None else testo
        for nome, testo in riga.items()
    }
