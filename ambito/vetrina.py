"""La vetrina dei componenti: esempi inventati di tutto ciò che le pagine possono mostrare, per chi le costruisce."""

from datetime import date

from django import forms
from django.core.paginator import Paginator

from ambito.moduli import CampoEuro, CampoFile, Modulo, SceltaGrande
from ambito.nucleo.mesi import Mese, griglia

COMUNI = [
    {"nome": "Abbadia Cerreto", "ab": "273", "quota": "1.204,00 €", "stato": "Ha aderito", "tono": "positivo"},
    {"nome": "Bertonico", "ab": "1.083", "quota": "5.611,20 €", "stato": "In attesa", "tono": "attesa"},
    {"nome": "Borghetto Lodigiano", "ab": "4.291", "quota": "22.390,50 €", "stato": "Respinta", "tono": "negativo"},
    {"nome": "Casalpusterlengo", "ab": "15.292", "quota": "79.204,33 €", "stato": "Scade domani", "tono": "attenzione"},
    {"nome": "Codogno", "ab": "15.988", "quota": "83.115,09 €", "stato": "Bozza", "tono": "neutro"},
]


class AdesioneDiEsempio(Modulo):
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


class FiltroDiEsempio(Modulo):
    """Filtri di un elenco."""

    nome = forms.CharField(label="Nome del Comune", required=False)
    stato = forms.ChoiceField(label="Adesione", required=False, choices=[("", "Tutti"), ("si", "Ha aderito")])


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


def _calendario():
    """Un dicembre con due appuntamenti, uno dei quali oggi."""
    voci = [
        (date(2026, 12, 10), {"titolo": "Doposcuola", "che_cosa": "Presenta la domanda", "url": "#k1", "quando": "oggi"}),
        (date(2026, 12, 31), {"titolo": "FNPS 2025", "che_cosa": "Impegna ciò che resta", "url": "#k2", "quando": "fra 21 giorni"}),
    ]
    settimane = griglia(Mese(2026, 12), date(2026, 12, 10), voci)
    return {
        "settimane": settimane,
        "giorni": [c for settimana in settimane for c in settimana if c.voci],
        "vicini": {"prima": {"nome": "novembre 2026", "url": "#m1"}, "dopo": {"nome": "gennaio 2027", "url": "#m2"}},
    }


def esempi(righe=None, form=None, pagina=3):
    """Il contesto della vetrina; si può cambiare che cosa elenca, il modulo, la pagina."""
    lavoro = {"titolo": "Documento del piano", "url": "/vetrina/", "messaggio": "Pagine composte: 12 su 30."}
    return {
        **_persone_e_tempi(),
        **_calendario(),
        "cifre": [
            {"etichetta": "Comuni", "valore": "61", "nota": "57 hanno aderito"},
            {"etichetta": "Spesa", "valore": "24 €", "url": "#c"},
        ],
        "righe": COMUNI if righe is None else righe,
        "totale": len(COMUNI),
        "pagina": Paginator(range(200), 10).page(pagina),
        "filtro": FiltroDiEsempio({}),
        "form": form or AdesioneDiEsempio(),
        "lavoro": {
            **lavoro,
            "id": "7",
            "etichetta": "In corso",
            "tono": "attesa",
            "percento": "40",
            "finito": False,
            "url_annulla": "#",
        },
        "lavoro2": {
            **lavoro,
            "id": "8",
            "etichetta": "Non riuscito",
            "tono": "negativo",
            "percento": "100",
            "finito": True,
            "costo": "Durata 12,4 s, calcolo 9,8 s, 2 tentativi.",
            "url_riprova": "/vetrina/",
        },
    }
