"""Ciò che dell’accordo si trova cercando: accordi e parti, adesioni di Comuni ed enti, riparti."""

from django.db.models import Case, Q, TextField, Value, When

from accordo.models import AccordoDiProgramma, Adesione, ParteAccordo
from accordo.selezioni import accordi, riparti
from accordo.stati.accordi import StatoAccordo
from ambito.cerca.espressioni import fra_spazi, in_testo, insieme, triennio
from ambito.cerca.voci import a, comuni_che_vede, rotta, vede
from ambito.registri import Cercabile, Pagina

LEGGE = "legge_accordo"


def _parti(poteri, oggi):
    """Le parti la cui pagina si apre: tutte per chi legge l’accordo, per gli enti le proprie quando il testo è condiviso."""
    if poteri.puo(LEGGE):
        return ParteAccordo.objects.all()
    if not poteri.enti:
        return None
    return accordi.parti_di(poteri).presenti().exclude(accordo__stato=StatoAccordo.BOZZA)


def _accordi(poteri, oggi):
    tutti = AccordoDiProgramma.objects.all()
    if poteri.puo(LEGGE):
        return tutti
    parti = _parti(poteri, oggi)
    return None if parti is None else tutti.filter(pk__in=parti.order_by().values("accordo"))


def _adesioni(poteri, oggi):
    return Adesione.objects.filter(comune__in=comuni_che_vede(poteri, oggi).values("pk"))


def _adesioni_degli_enti(poteri, oggi):
    tutte = Adesione.objects.filter(ente__isnull=False)
    if poteri.puo("legge_ogni_comune"):
        return tutte
    return tutte.filter(ente__in=poteri.enti) if poteri.enti else None


def _riparti(poteri, oggi):
    return riparti.riparti(poteri).select_related(None) if poteri.puo(LEGGE) else None


def _codice(strada=""):
    """Il codice con cui un accordo sta negli indirizzi: «2025-2027», «2025-2027-i1» per un integrativo."""
    integrativo = f"{strada}integrativo"
    coda = Case(When(Q(**{integrativo: 0}), then=Value("")), default=insieme(Value("-i"), integrativo), output_field=TextField())
    return insieme(triennio(f"{strada}triennio_inizio"), coda)


CERCABILI = [
    Cercabile(
        "accordo", "Accordi di programma", "Accordo", _accordi,
        insieme(Value("Accordo di programma "), _codice()), a("accordo:accordo"), (_codice(),),
        nota="oggetto", testo=fra_spazi("atto_numero", "bollettino"),
    ),
    Cercabile(
        "parte", "Parti dell’accordo", "Parte dell’accordo", _parti,
        Case(When(comune=None, then=in_testo("ente__denominazione")), default=insieme(Value("Comune di "), "comune__nome")),
        a("accordo:parte"), (_codice("accordo__"), "pk"),
        nota=insieme(Value("Parte dell’accordo di programma "), _codice("accordo__")),
    ),
    Cercabile(
        "adesione", "Adesioni dei Comuni", "Adesione", _adesioni,
        insieme(Value("Adesione di "), "comune__nome"), a("accordo:adesione"),
        (triennio("avviso__triennio_inizio"), "comune__codice_istat"),
        nota=insieme(Value("Triennio "), triennio("avviso__triennio_inizio")),
    ),
    Cercabile(
        "adesione-ente", "Adesioni degli enti", "Adesione", _adesioni_degli_enti,
        insieme(Value("Adesione di "), "ente__denominazione"), a("accordo:ente_adesione"),
        (triennio("avviso__triennio_inizio"), "ente_id"),
        nota=insieme(Value("Triennio "), triennio("avviso__triennio_inizio")),
    ),
    Cercabile(
        "riparto", "Riparti della spesa", "Riparto", _riparti,
        insieme("titolo", Value(" "), "anno"), a("accordo:riparto"), nota="deliberazione", testo="descrizione",
    ),
]  # fmt: skip


def _vede_l_accordo(poteri):
    return poteri.puo(LEGGE) or poteri.puo("legge_adesioni") or bool(poteri.comuni_con("legge_comune"))


PAGINE = [
    Pagina("Accordo di programma e adesioni", rotta("accordo:panoramica"), _vede_l_accordo, "aderire aderito firme parti enti"),
    Pagina("Riparti della spesa", rotta("accordo:riparti"), vede(LEGGE), "quote quanto paga il Comune dovuto riscossione"),
    Pagina("Fascicoli degli enti", rotta("accordo:fascicoli"), vede("istruisce_adesioni"), "terzo settore ets durc statuto"),
]
