"""La regola di un organo nel tempo, e che cosa darebbe su una seduta inventata."""

from ambito.assemblea.models import Organo, RegolaVoto
from ambito.models import Ente, TipoEnte
from ambito.nucleo.regole import Seggio
from ambito.nucleo.verdetto import scrutina
from ambito.selezioni import appartenenze

AMMISSIBILI = (TipoEnte.ATS, TipoEnte.ASST, TipoEnte.PROVINCIA, TipoEnte.REGIONE)
ORDINI = {"I presenti sono i Comuni più popolosi": True, "I presenti sono i Comuni meno popolosi": False}


def organo(pk):
    """L’organo, o `None`."""
    return Organo.objects.filter(pk=pk).first()


def enti_ammissibili():
    """Gli enti pubblici che un regolamento può ammettere al voto: mai chi gestisce i servizi (decidere e gestire sono separati)."""
    return Ente.objects.filter(tipo__in=AMMISSIBILI).order_by("denominazione")


def versioni(organo):
    """Le regole dell’organo, dalla più recente."""
    return RegolaVoto.objects.filter(organo=organo).order_by("-versione")


def ultima(organo):
    """La regola scritta per ultima, anche se non è ancora in vigore; o `None`."""
    return versioni(organo).first()


def comuni(oggi):
    """I Comuni di oggi come coppie (codice Istat, nome), dal più popoloso."""
    return [(a.comune.codice_istat, a.comune.nome) for a in _per_residenti(oggi)]


def _per_residenti(oggi):
    return sorted(appartenenze(oggi), key=lambda a: (-(a.residenti or 0), a.comune.nome))


def seggi_inventati(regola, oggi, quote):
    """Un seggio per ogni Comune di oggi, con il peso che la regola gli dà, dal più popoloso. `ErroreRegola` se una fascia manca."""
    return [
        Seggio(a.comune.codice_istat, a.comune.nome, regola.peso_di(a.residenti or 0, quote.get(a.comune.codice_istat, 0)))
        for a in _per_residenti(oggi)
    ]


def prova(regola, seggi, quanti):
    """L’esito di ogni materia, in prima convocazione, se presenti e favorevoli fossero i Comuni più o meno popolosi.

    `quanti`: presenti, favorevoli, contrari, astenuti. Ogni voce: caso, materia, esito del motore.
    """
    return [
        {"caso": caso, "materia": materia, "esito": _esito(regola, materia, seggi if grandi else seggi[::-1], quanti)}
        for caso, grandi in ORDINI.items()
        for materia in regola.maggioranze
    ]


def _esito(regola, materia, seggi, quanti):
    presenti = [seggio.chiave for seggio in seggi[: quanti["presenti"]]]
    gruppi = (("favorevole", "favorevoli"), ("contrario", "contrari"), ("astenuto", "astenuti"))
    scelte = [voto for voto, nome in gruppi for _ in range(quanti[nome])]
    return scrutina(regola, materia, 1, seggi, presenti, dict(zip(presenti, scelte, strict=False)))
