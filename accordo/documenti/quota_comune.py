"""L’estratto conto di un Comune in un riparto: come si è arrivati alla quota, che cosa ha pagato, che cosa resta e quando."""

from decimal import Decimal

from accordo.documenti.riparto import NessunRiparto, intestazione
from accordo.selezioni import riparti, riscossione
from accordo.selezioni.spiegazioni import dato_scritto
from ambito.documenti import Preparato
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from ambito.registri import TipoDocumento


def trova(triennio=None, anno=None):
    """Il primo Comune (per nome) dell’ultimo riparto deliberato; `NessunRiparto` se non ce n’è."""
    riparto = riparti.ultimo_deliberato(triennio, anno)
    if riparto is None:
        raise NessunRiparto("Non c’è ancora nessun riparto deliberato: l’estratto conto nasce con la deliberazione.")
    return riscossione.conti(riparto)[0]


def prepara(conto, oggi):
    """I dati dell’estratto conto a oggi; lo leggono il Comune e l’Ufficio di Piano."""
    quota, riparto = conto.quota, conto.riparto
    return Preparato(
        oggetto_id=quota.pk,
        titolo=f"Quota di {quota.comune.nome}",
        sottotitolo=f"{riparto}, situazione al {formatta_data(oggi, esteso=True)}",
        nome_file=f"quota-{riparto.anno}-{riparto.pk}-{quota.comune.codice_istat}.pdf",
        dati={
            **intestazione(riparto),
            "comune": quota.comune.nome,
            "codice_istat": quota.comune.codice_istat,
            "titolo_riparto": riparto.titolo,
            "causale": conto.causale,
            "istruzioni": riparto.istruzioni,
            "criteri": [_criterio(*coppia) for coppia in zip(quota.scenario.colonne, quota.dettaglio, strict=True)],
            "dovuto": formatta_importo(conto.dovuto),
            "pagato": formatta_importo(conto.pagato),
            "residuo": formatta_importo(conto.residuo),
            "saldata": not conto.residuo,
            "scaduto": formatta_importo(conto.scaduto(oggi)) if conto.scaduto(oggi) else "",
            "rate": [_rata(r, oggi) for r in conto.rate],
            "pagamenti": [_pagamento(p) for p in conto.pagamenti if p.annullato_il is None],
        },
        permesso="legge_comune",
        comune_id=quota.comune_id,
        dimostrativo=riparto.ambito.dimostrativo,
    )


def _criterio(colonna, dettaglio):
    return {
        "nome": colonna["nome"],
        "misura": colonna["misura"],
        "dato": dato_scritto(dettaglio),
        "importo": formatta_importo(Decimal(dettaglio["importo"])),
    }


def _rata(dovuta, oggi):
    return {
        "numero": dovuta.rata.numero,
        "importo": formatta_importo(dovuta.importo),
        "scade_il": formatta_data(dovuta.rata.scade_il),
        "residuo": formatta_importo(dovuta.residuo),
        "ritardo": dovuta.ritardo(oggi),
    }


def _pagamento(pagamento):
    return {
        "pagato_il": formatta_data(pagamento.pagato_il),
        "importo": formatta_importo(pagamento.importo),
        "riferimento": pagamento.riferimento,
    }


QUOTA_COMUNE = TipoDocumento("quota-comune", "Quota di un Comune", "documenti/quota_comune.html", trova, prepara)
