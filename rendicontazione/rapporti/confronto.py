"""Il confronto fra gli anni: la spesa netta di ogni Comune, quanto cambia, quanto fa per abitante."""

from collections import defaultdict

from ambito.nucleo.formati_italiani import conta, formatta_importo
from ambito.nucleo.statistiche import pro_capite
from rendicontazione.models import Rendiconto
from rendicontazione.rapporti import spesa
from rendicontazione.rapporti.codici import Cifra
from rendicontazione.rapporti.rapporto import Rapporto
from rendicontazione.rapporti.tavola import Colonna, Riga, Tavola, percento, somma

# Oltre, le colonne non stanno in un foglio.
ANNI_AL_PIU = 4
# Le versioni dello stesso confronto si riconoscono dall’ultima campagna e dal primo anno insieme.
BASE_ANNI = 10_000
NOTA = (
    "Un trattino vuol dire che quell’anno il Comune non ha inviato la spesa: la variazione si calcola solo dove ci sono "
    "tutti e due gli anni. Per abitante: residenti secondo l’ultimo dato Istat."
)


def fra_anni(campagne):
    """Il rapporto che confronta gli anni di quelle campagne, dal più lontano."""
    campagne = sorted(campagne, key=lambda c: c.anno)
    anni = tuple(c.anno for c in campagne)
    cifra, ultima = Cifra(anni), campagne[-1]
    rendiconti = Rendiconto.objects.filter(campagna__in=campagne).select_related("comune", "campagna")
    tavola = _tavola(cifra, rendiconti.con_residenti().con_somme())
    return Rapporto(
        tipo="rapporto-confronto",
        oggetto_id=ultima.pk * BASE_ANNI + anni[0],
        titolo=f"Spesa sociale {_detti(anni)} a confronto",
        sottotitolo=conta(len(tavola.righe), "Comune", "Comuni"),
        nome=f"confronto-{anni[0]}-{anni[-1]}",
        cifra=cifra,
        cifre=[
            {
                "etichetta": f"Spesa netta {anno}",
                "valore": f"{formatta_importo(v)} €",
                "nota": conta(_quanti(tavola, n), "Comune", "Comuni"),
            }
            for n, (anno, v) in enumerate(zip(anni, tavola.totale.valori[1:], strict=False), 1)
        ],
        tavole=[tavola],
        al=spesa.aggiornata_al(cifra),
        note=[NOTA],
    )


def _detti(anni):
    return str(anni[0]) if len(anni) == 1 else f"{anni[0]}-{anni[-1]}"


def _quanti(tavola, posto):
    return sum(r.valori[posto] is not None for r in tavola.righe)


def _tavola(cifra, rendiconti):
    per_comune = defaultdict(dict)
    for rendiconto in rendiconti:
        per_comune[rendiconto.comune][rendiconto.campagna.anno] = rendiconto
    righe = [_riga(cifra, c, per_comune[c]) for c in sorted(per_comune, key=lambda c: c.nome)]
    anni = [Colonna(f"Netta {anno}", "euro") for anno in cifra.anni]
    variazioni = [Colonna("Variazione", "euro"), Colonna("In percento", "percento")]
    colonne = [Colonna("Comune"), *anni, *variazioni, Colonna(f"Per abitante {cifra.anni[-1]}", "euro")]
    totali = [somma(righe, n) for n in range(1, len(anni) + 1)]
    # Gli anni non hanno gli stessi Comuni: una variazione dei totali confronterebbe cose diverse.
    totale = Riga(["Totale", *totali, None, None, None], cifra.codice)
    return Tavola("comuni", "Spesa netta di ogni Comune anno per anno", colonne, righe, totale)


def _riga(cifra, comune, suoi):
    nette = [suoi[anno].totale_spesa_netta if anno in suoi else None for anno in cifra.anni]
    ultimo = suoi.get(cifra.anni[-1])
    abitante = pro_capite(ultimo.totale_spesa_netta, ultimo.residenti) if ultimo else None
    return Riga([comune.nome, *nette, *_variazione(nette), abitante], cifra.con(comune=comune.codice_istat).codice)


def _variazione(nette):
    prima, dopo = nette[-2:] if len(nette) > 1 else (None, None)
    if prima is None or dopo is None:
        return None, None
    return dopo - prima, percento(dopo - prima, prima)
