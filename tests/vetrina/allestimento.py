"""La vetrina: una pagina con tutti i componenti, resa dai modelli veri senza banca dati."""

from pathlib import Path
from types import SimpleNamespace

from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from ambito.vetrina import esempi

CARTELLA = Path(__file__).parent
RADICE = CARTELLA.parent.parent
AMBITO = SimpleNamespace(nome="Ambito territoriale sociale di Lodi", slug="lodi", regione="Lombardia")
PERSONA = SimpleNamespace(is_authenticated=True, nome_completo="Giulia Bianchi", email="giulia.bianchi@ente.example")


def richiesta(indirizzo="/vetrina/"):
    """Una richiesta GET a cui i modelli possono chiedere percorso e parametri."""
    return RequestFactory().get(indirizzo)


def cornice():
    """Ciò che il processore di contesto dà a ogni pagina di un Ambito."""
    voci = ("Tocca a te", "Comuni", "Assemblea", "Piano di zona", "Servizi", "Accordo", "Rendicontazione", "Documenti")
    return {
        "ambito": AMBITO,
        "user": PERSONA,
        "demo": True,
        "menu": [{"etichetta": voce, "url": f"#v{numero}", "attivo": numero == 0} for numero, voce in enumerate(voci)],
        "percorso": [{"etichetta": AMBITO.nome, "url": "/lodi/"}, {"etichetta": "Vetrina", "url": ""}],
        "enti": [
            {"etichetta": "Ambito di Lodi – Coordinatrice", "url": "#e1", "corrente": True},
            {"etichetta": "Comune di Codogno – Operatrice", "url": "#e2", "corrente": False},
        ],
    }


def contesto(**scelte):
    """Il contesto intero della vetrina, con la cornice di un Ambito."""
    return {**cornice(), **esempi(**scelte)}


def rendi(sorgente, dati=None, indirizzo="/vetrina/"):
    """Rende un frammento di modello con i componenti già caricati."""
    modello = engines["django"].from_string("{% load componenti tabelle formati %}" + sorgente)
    return modello.render(dati or {}, richiesta(indirizzo))


def galleria(indirizzo="/vetrina/", **scelte):
    """L'HTML della vetrina."""
    return render_to_string("ambito/vetrina.html", contesto(**scelte), richiesta(indirizzo))
