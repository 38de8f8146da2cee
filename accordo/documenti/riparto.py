"""Il prospetto di un riparto: che cosa si divide, con quali criteri, quanto tocca a ogni Comune e quanto cambia."""

from datetime import date
from decimal import Decimal

from accordo.selezioni import riparti, spiegazioni
from accordo.selezioni.calcolo import somma
from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero
from ambito.registri import TipoDocumento


class NessunRiparto(ErroreAtteso):
    """Non c’è ancora un riparto deliberato di cui fare il prospetto."""


def trova(triennio=None, anno=None):
    """L’ultimo riparto deliberato (dell’anno o del triennio); `NessunRiparto` se non ce n’è."""
    riparto = riparti.ultimo_deliberato(triennio, anno)
    if riparto is None:
        raise NessunRiparto("Non c’è ancora nessun riparto deliberato: il prospetto nasce col deposito.")
    return riparto


def prepara(riparto, oggi):
    """I dati del prospetto dello scenario depositato; lo legge chi vede i riparti."""
    scenario = riparto.proposto
    precedenti = riparti.quote_precedenti(riparto)
    righe = list(riparti.quote(scenario))
    frasi = spiegazioni.frasi(riparto, scenario, righe, precedenti)
    return Preparato(
        oggetto_id=riparto.pk,
        titolo=f"Riparto {riparto}",
        sottotitolo=f"Scenario {scenario.lettera}, {scenario.nome}",
        nome_file=f"riparto-{riparto.anno}-{riparto.pk}.pdf",
        dati={
            "scenario_id": scenario.pk,
            "calcolato": scenario.calcolato_il.isoformat(),
            **intestazione(riparto),
            "descrizione": riparto.descrizione,
            "nota": scenario.nota,
            "precedente": str(riparto.precedente) if precedenti else "",
            # Con un criterio solo la sua parte è la quota: non si ripete.
            "per_parti": len(scenario.colonne) > 1,
            "criteri": [_criterio(colonna) for colonna in scenario.colonne],
            "righe": [_riga(quota, precedenti.get(quota.comune_id), bool(precedenti)) for quota in righe],
            "perche": [{"nome": quota.comune.nome, "frase": frasi[quota.comune_id]} for quota in righe],
            "totali": [*(_euro(Decimal(c["parte"])) for c in scenario.colonne), _euro(sum(q.importo for q in righe))],
            "prima_in_tutto": _euro(somma(precedenti[q.comune_id].importo for q in righe if q.comune_id in precedenti))
            if precedenti
            else "",
        },
        permesso="legge_accordo",
        dimostrativo=riparto.ambito.dimostrativo,
    )


def intestazione(riparto):
    """Importi e atto di un riparto, in parole e cifre."""
    return {
        "anno": riparto.anno,
        "costo": _euro(riparto.costo),
        "coperture": _euro(riparto.coperture),
        "coperture_fonte": riparto.coperture_fonte,
        "altri_enti": _euro(riparto.altri_enti),
        "altri_enti_quali": riparto.altri_enti_quali,
        "importo": _euro(riparto.importo),
        "stato": riparto.get_stato_display(),
        "deliberazione": riparto.deliberazione,
        "deliberato_il": formatta_data(riparto.deliberato_il, esteso=True) if riparto.deliberato_il else "",
    }


def _euro(importo):
    return formatta_importo(importo)


def _criterio(colonna):
    al = f" al {formatta_data(date.fromisoformat(colonna['al']))}" if colonna["al"] else ""
    parte = _euro(Decimal(colonna["parte"]))
    return {"nome": colonna["nome"], "misura": colonna["misura"], "parte": parte, "fonte": f"{colonna['fonte']}{al}"}


def _riga(quota, prima, confronta):
    differenza = quota.importo - prima.importo if prima else None
    return {
        "nome": quota.comune.nome,
        "residenti": formatta_numero(quota.residenti) if quota.residenti else "–",
        "parti": [_euro(Decimal(d["importo"])) for d in quota.dettaglio],
        "importo": _euro(quota.importo),
        "prima": (_euro(prima.importo) if prima else "–") if confronta else "",
        "differenza": (_con_segno(differenza) if prima else "–") if confronta else "",
    }


def _con_segno(importo):
    return f"{'+' if importo > 0 else '−' if importo < 0 else ''}{_euro(abs(importo))}"


RIPARTO = TipoDocumento("riparto", "Prospetto di riparto", "documenti/riparto.html", trova, prepara)
