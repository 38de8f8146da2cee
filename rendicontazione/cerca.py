"""Ciò che della rendicontazione si trova cercando: le campagne, la spesa di un Comune in un anno."""

from django.db.models import Value

from ambito.cerca.espressioni import insieme, scelta
from ambito.cerca.voci import a, comuni_che_vede, rotta, se_puo, vede
from ambito.registri import Cercabile, Pagina
from rendicontazione.models import Campagna, Rendiconto
from rendicontazione.stati import StatoCampagna, StatoRendiconto


def _rendiconti(poteri, oggi):
    return Rendiconto.objects.filter(comune__in=comuni_che_vede(poteri, oggi).values("pk"))


CERCABILI = [
    Cercabile(
        "campagna", "Campagne di rendicontazione", "Campagna", se_puo("legge_rendiconti", Campagna.objects.all),
        insieme(Value("Rendicontazione "), "anno"), a("rendicontazione:quadro"), ("anno",),
        nota=scelta("stato", StatoCampagna.choices), testo=Value("spesa sociale dei Comuni"),
    ),
    Cercabile(
        "rendiconto", "Spesa dei Comuni", "Spesa", _rendiconti,
        insieme(Value("Spesa "), "campagna__anno", Value(" di "), "comune__nome"), a("rendicontazione:comune"),
        ("campagna__anno", "comune__codice_istat"),
        nota=scelta("stato", StatoRendiconto.choices), testo=Value("rendicontazione rendiconto"),
    ),
]  # fmt: skip


def _vede_la_spesa(poteri):
    return poteri.puo("legge_rendiconti") or poteri.ha_da_qualche_parte("legge_comune")


PAGINE = [
    Pagina("Rendicontazione della spesa", rotta("rendicontazione:anni"), _vede_la_spesa, "campagne spese rendiconto certificare"),
    Pagina(
        "Bilancio", rotta("rendicontazione:bilanci"), vede("legge_accordo"), "conti entrate uscite capitoli preventivo consuntivo"
    ),
]
