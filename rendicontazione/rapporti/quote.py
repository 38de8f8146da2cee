"""Il prospetto delle quote: quanto ogni Comune deve per i riparti deliberati dell’anno, quanto ha pagato, quanto resta."""

from collections import defaultdict
from dataclasses import dataclass

from accordo.selezioni import riscossione
from ambito.nucleo.formati_italiani import conta, formatta_importo
from rendicontazione.rapporti.codici import Cifra
from rendicontazione.rapporti.rapporto import Rapporto
from rendicontazione.rapporti.tavola import Colonna, Riga, Tavola, somma

IMPORTI = [Colonna(nome, "euro") for nome in ("Dovuto", "Pagato", "Da pagare")]
NOTA = "Le quote sono quelle deliberate; i pagamenti quelli registrati dall’Ufficio di Piano, senza gli annullati."


@dataclass(frozen=True)
class ProspettoQuote(Rapporto):
    """Un rapporto le cui righe, una per una, sono i pagamenti."""

    nome_righe = ("pagamento", "pagamenti")
    data_di = "Dati all’ultimo pagamento registrato"
    pagamenti: Tavola | None = None

    def righe(self):
        return self.pagamenti

    def quante_righe(self):
        return len(self.pagamenti.righe)

    @property
    def si_emette(self):
        return bool(self.tavole[0].righe)


def delle_quote(campagna):
    """Il prospetto dei riparti deliberati dell’anno della campagna."""
    conti = riscossione.conti_dell_anno(campagna.anno)
    pagati = [(conto, p) for conto in conti for p in conto.pagamenti if p.annullato_il is None]
    comuni = _per(conti, lambda c: c.quota.comune.nome, "comuni", "Quote Comune per Comune", "Comune")
    tavole = [comuni, _per(conti, lambda c: c.riparto.titolo, "riparti", "Quote riparto per riparto", "Riparto"), _di_ognuno(conti)]
    return ProspettoQuote(
        tipo="rapporto-quote",
        oggetto_id=campagna.pk,
        titolo=f"Prospetto delle quote {campagna.anno}",
        sottotitolo="Quanto ogni Comune deve, ha pagato e ha ancora da pagare",
        nome=f"quote-{campagna.anno}",
        cifra=Cifra((campagna.anno,)),
        cifre=_cifre(comuni),
        tavole=tavole,
        al=max((p.registrato_il for _, p in pagati), default=None),
        note=[NOTA],
        pagamenti=_pagamenti(pagati),
    )


def _per(conti, chiave, nome, titolo, colonna):
    """Dovuto, pagato e resto sommati per una caratteristica dei conti."""
    gruppi = defaultdict(list)
    for conto in conti:
        gruppi[chiave(conto)].append(conto)
    righe = [
        Riga([gruppo, *(sum(getattr(c, campo) for c in suoi) for campo in ("dovuto", "pagato", "residuo"))])
        for gruppo, suoi in sorted(gruppi.items())
    ]
    return _con_totale(nome, titolo, [Colonna(colonna)], righe)


def _di_ognuno(conti):
    righe = [Riga([c.quota.comune.nome, c.riparto.titolo, c.dovuto, c.pagato, c.residuo]) for c in conti]
    return _con_totale("comuni-riparti", "Quota di ogni Comune in ogni riparto", [Colonna("Comune"), Colonna("Riparto")], righe)


def _con_totale(nome, titolo, prime, righe):
    primo = len(prime)
    totale = Riga(["Totale", *[""] * (primo - 1), *(somma(righe, primo + n) for n in range(len(IMPORTI)))])
    return Tavola(nome, titolo, [*prime, *IMPORTI], righe, totale if righe else None)


def _pagamenti(pagati):
    colonne = [Colonna("Codice Istat", in_pagina=False), Colonna("Comune"), Colonna("Riparto"), Colonna("Pagato il", "data"),
               Colonna("Importo", "euro"), Colonna("Mandato o ricevuta"), Colonna("Causale", in_pagina=False)]  # fmt: skip
    righe = [
        Riga([conto.quota.comune.codice_istat, conto.quota.comune.nome, conto.riparto.titolo, p.pagato_il, p.importo, p.riferimento,
              conto.causale])
        for conto, p in pagati
    ]  # fmt: skip
    return Tavola("righe", "Pagamenti", colonne, righe)


def _cifre(comuni):
    dovuto, pagato, resta = (somma(comuni.righe, n) for n in (1, 2, 3))
    a_posto = sum(not riga.valori[3] for riga in comuni.righe)
    voci = [
        ("Dovuto", dovuto, conta(len(comuni.righe), "Comune", "Comuni")),
        ("Pagato", pagato, f"{conta(a_posto, 'Comune ha', 'Comuni hanno')} pagato tutto"),
        ("Da pagare", resta, ""),
    ]
    return [{"etichetta": e, "valore": f"{formatta_importo(v)} €", "nota": n} for e, v, n in voci]
