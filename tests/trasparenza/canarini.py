"""Una parola riconoscibile in ogni campo di testo dell’Ambito che non è dichiarato pubblico."""

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat

from ambito.models.base import ModelloDiAmbito
from tests.trasparenza.mondo import CANARINO

# Ciò che si scrive perché chiunque lo legga: il resto, se compare in una pagina pubblica, è un difetto.
PUBBLICI = {
    "areautenza.nome", "avvisoadesione.atto", "avvisoadesione.testo", "consultazionepubblica.domande",
    "consultazionepubblica.titolo", "datapubblica.oggetto_tipo", "ente.denominazione", "fondo.nome", "organo.nome",
    "parteaccordo.atto_numero", "pianodizona.deliberazione", "pianoriparto.deliberazione", "pianoriparto.titolo",
    "puntoodg.oggetto", "servizio.nome", "ufficiosociale.email", "unitaofferta.apertura", "unitaofferta.denominazione",
    "unitaofferta.email", "unitaofferta.indirizzo", "unitaofferta.telefono",
}  # fmt: skip


def campi():
    """I campi di testo libero di ogni tabella d’Ambito, tranne quelli dichiarati pubblici: `[(modello, campo)]`."""
    for modello in apps.get_models():
        if issubclass(modello, ModelloDiAmbito) and not modello._meta.proxy:
            for campo in modello._meta.local_concrete_fields:
                testo = isinstance(campo, models.CharField | models.TextField) and not campo.choices
                if testo and f"{modello._meta.model_name}.{campo.name}" not in PUBBLICI:
                    yield modello, campo


def semina():
    """Mette in ogni riga di ogni campo la sua parola: `{parola: "modello.campo"}`. Dove la banca dati lo rifiuta, passa oltre."""
    seminati = {}
    for numero, (modello, campo) in enumerate(campi()):
        parola = f"{CANARINO}{numero:03}"
        valore = Concat(Value(parola + "-"), Cast(F("pk"), models.CharField()))
        try:
            with transaction.atomic():
                quante = modello.objects.update(**{campo.name: valore})
        except DatabaseError:
            continue
        if quante:
            seminati[parola] = f"{modello._meta.model_name}.{campo.name}"
    return seminati
