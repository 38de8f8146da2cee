"""La vetrina: una pagina con tutti i componenti, resa dai modelli veri senza banca dati."""

from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from ambito.moduli import CampoEuro, CampoFile, Modulo, SceltaGrande

CARTELLA = Path(__file__).parent
RADICE = CARTELLA.parent.parent
AMBITO = SimpleNamespace(nome="Ambito territoriale sociale di Lodi", slug="lodi", regione="Lombardia")
PERSONA = SimpleNamespace(is_authenticated=True, nome_completo="Giulia Bianchi", email="giulia.bianchi@ente.example")
COMUNI = [
    {"nome": "Abbadia Cerreto", "ab": "273", "quota": "1.204,00 €", "stato": "Ha aderito", "tono": "positivo"},
    {"nome": "Bertonico", "ab": "1.083", "quota": "5.611,20 €", "stato": "In attesa", "tono": "attesa"},
    {"nome": "Borghetto Lodigiano", "ab": "4.291", "quota": "22.390,50 €", "stato": "Respinta", "tono": "negativo"},
    {"nome": "Casalpusterlengo", "ab": "15.292", "quota": "79.204,33 €", "stato": "Scade domani", "tono": "attenzione"},
    {"nome": "Codogno", "ab": "15.988", "quota": "83.115,09 €", "stato": "Bozza", "tono": "neutro"},
]


class AdesioneDiProva(Modulo):
    """Un campo per ogni genere di controllo."""

    ente = forms.CharField(label="Denominazione dell’ente", help_text="Come risulta dallo statuto o dal RUNTS.")
    tipo = forms.ChoiceField(label="Tipo di ente", choices=[("", "Scegli"), ("aps", "Associazione di promozione sociale")])
    posta = forms.EmailField(label="Indirizzo di posta", required=False)
    giorno = forms.DateField(label="Data dell’atto di adesione")
    importo = CampoEuro(label="Quota a carico", help_text="Con la virgola: 1.234,56")
    aree = forms.MultipleChoiceField(
        label="Aree d’interesse", widget=forms.CheckboxSelectMultiple, choices=[("min", "Minori"), ("anz", "Anziani")]
    )
    atto = CampoFile(label="Atto firmato", estensioni=("pdf", "p7m"))
    voto = forms.ChoiceField(
        label="Il voto del Comune", widget=SceltaGrande, choices=[("si", "Favorevole"), ("no", "Contrario"), ("ast", "Astenuto")]
    )
    nota = forms.CharField(label="Proposta", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    consenso = forms.BooleanField(label="Ho letto l’informativa sul trattamento dei dati personali")


class FiltroDiProva(Modulo):
    """Filtri di un elenco."""

    nome = forms.CharField(label="Nome del Comune", required=False)
    stato = forms.ChoiceField(label="Adesione", required=False, choices=[("", "Tutti"), ("si", "Ha aderito")])


def richiesta(indirizzo="/lodi/vetrina/"):
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


def _persone_e_tempi():
    return {
        "voci": [
            {
                "titolo": "Rispondi a 3 osservazioni",
                "url": "#t1",
                "perche": "Sono arrivate dopo l’invio della bozza.",
                "scadenza": "entro il 30 novembre 2026",
                "urgente": True,
                "oggetto": "Piano di zona 2025-2027",
            },
            {"titolo": "Convoca l’Assemblea dei Sindaci", "url": "#t2"},
        ],
        "nulla": [],
        "passi": [
            {"etichetta": "Avvio", "stato": "fatto", "nota": "12 marzo 2026"},
            {"etichetta": "Stesura", "stato": "corrente", "url": "#stesura"},
            {"etichetta": "Approvazione", "stato": "da_fare"},
        ],
        "eventi": [
            {"quando": "25/11/2026 10:32", "titolo": "Bozza inviata", "chi": "Giulia Bianchi", "tono": "positivo", "url": "#b"},
            {"quando": "24/11/2026 18:05", "titolo": "Sezione modificata", "testo": "Aggiunti due obiettivi."},
        ],
        "schede": [
            {"etichetta": "Sezioni", "url": "#s1", "attiva": True, "numero": 12},
            {"etichetta": "Versioni", "url": "#s2", "attiva": False},
        ],
    }


def contesto(righe=None, form=None, pagina=3):
    """Il contesto intero della vetrina."""
    lavoro = {"titolo": "Documento del piano", "url": "/lodi/vetrina/", "messaggio": "Pagine composte: 12 su 30."}
    return {
        **cornice(),
        **_persone_e_tempi(),
        "cifre": [
            {"etichetta": "Comuni", "valore": "61", "nota": "57 hanno aderito"},
            {"etichetta": "Spesa", "valore": "24 €", "url": "#c"},
        ],
        "righe": COMUNI if righe is None else righe,
        "totale": len(COMUNI),
        "pagina": Paginator(range(200), 10).page(pagina),
        "filtro": FiltroDiProva({}),
        "form": form or AdesioneDiProva(),
        "lavoro": {**lavoro, "id": "7", "etichetta": "In corso", "tono": "attesa", "percento": "40", "finito": False},
        "lavoro2": {
            **lavoro,
            "id": "8",
            "etichetta": "Non riuscito",
            "tono": "negativo",
            "percento": "100",
            "finito": True,
            "url_riprova": "/lodi/vetrina/",
        },
    }


def rendi(sorgente, dati=None, indirizzo="/lodi/vetrina/"):
    """Rende un frammento di modello con i componenti già caricati."""
    modello = engines["django"].from_string("{% load componenti tabelle formati %}" + sorgente)
    return modello.render(dati or {}, richiesta(indirizzo))


def galleria(indirizzo="/lodi/vetrina/", **scelte):
    """L'HTML della vetrina."""
    modello = engines["django"].from_string((CARTELLA / "galleria.html").read_text("utf-8"))
    return modello.render(contesto(**scelte), richiesta(indirizzo))
