"""Una versione del bilancio come documento: quanto va a ogni obiettivo, con quale fondo, per quale Comune, e che cosa cambia."""

from dataclasses import dataclass
from typing import ClassVar

from ambito.nucleo.formati_italiani import conta, formatta_data, formatta_importo
from rendicontazione.rapporti.cifre_bilancio import CifraBilancio
from rendicontazione.rapporti.codici import Cifra
from rendicontazione.rapporti.rapporto import Rapporto
from rendicontazione.rapporti.tavola import Colonna, Riga, Tavola, percento, somma
from rendicontazione.selezioni import bilancio
from rendicontazione.stati.bilancio import LEGGE, TIENE

IMPORTO = Colonna("Stanziato", "euro", larghezza="cifra")
DI_TUTTI = "Tutto l’Ambito"
IN_BOZZA = "In bozza: non è approvata, e i suoi importi possono cambiare."


@dataclass(frozen=True)
class RapportoBilancio(Rapporto):
    """Un rapporto le cui righe, una per una, sono quelle di una versione del bilancio."""

    nome_righe = ("riga del bilancio", "righe del bilancio")
    vuoto: ClassVar[str] = "Questa versione non ha ancora righe."
    della_versione: Tavola | None = None
    in_json: dict | None = None

    def righe(self):
        return self.della_versione

    def quante_righe(self):
        return len(self.della_versione.righe)

    @property
    def si_emette(self):
        return bool(self.della_versione.righe)

    def dati(self):
        return [(f"{self.nome}.json", self.in_json)]


def del_bilancio(versione):
    """Il documento di una versione; una bozza lo legge soltanto chi la scrive."""
    righe = list(bilancio.righe(versione))
    prima = bilancio.versione(versione.anno, versione.numero - 1)
    cifra = CifraBilancio(versione.anno, versione.numero)
    bozza = " (bozza)" if versione.e_bozza else ""
    cambia = [_differenze(cifra, prima, versione)] if prima else []
    return RapportoBilancio(
        tipo="bilancio",
        oggetto_id=versione.pk,
        titolo=f"Bilancio dell’Ambito {versione.anno}: {versione.nome.lower()}{bozza}",
        sottotitolo="Quanto va a ogni obiettivo, con quale fondo, per quale Comune",
        nome=f"bilancio-{versione.anno}-{versione.numero}",
        cifra=Cifra((versione.anno,)),
        cifre=_cifre(versione, righe, prima),
        tavole=[*_per(versione, cifra), *cambia],
        al=None,
        permesso=TIENE if versione.e_bozza else LEGGE,
        note=[_atto(versione)],
        della_versione=_righe(cifra, righe),
        in_json=_dati(versione, righe),
    )


def _atto(versione):
    return IN_BOZZA if versione.e_bozza else f"Approvata con {versione.atto} del {formatta_data(versione.atto_del)}."


def _cifre(versione, righe, prima):
    totale = sum((r.importo for r in righe), bilancio.ZERO)
    voci = [("Stanziato", formatta_importo(totale), conta(len(righe), "riga", "righe"))]
    if prima:
        scarto = totale - prima.totale
        voci += [
            (prima.nome, formatta_importo(prima.totale), "la versione precedente"),
            ("Differenza", f"{'+' if scarto > 0 else ''}{formatta_importo(scarto)}", ""),
        ]
    return [{"etichetta": e, "valore": f"{v} €", "nota": n} for e, v, n in voci]


def _per(versione, cifra):
    """I totali per obiettivo, per fondo e per Comune: ogni tabella fa lo stesso totale."""
    gruppi = [
        ("obiettivi", "Per obiettivo", "Obiettivo", "obiettivo", bilancio.per_obiettivo(versione)),
        ("fondi", "Per fondo", "Fondo", "fondo", bilancio.per_fondo(versione)),
        ("comuni", "Per Comune", "Comune", "comune", bilancio.per_comune(versione)),
    ]
    for chiave, titolo, nome, dimensione, trovate in gruppi:
        tutto = sum((r["totale"] for r in trovate), bilancio.ZERO)
        righe = [
            Riga(
                [_nome(dimensione, r), r["totale"], percento(r["totale"], tutto)],
                cifra.con(**{dimensione: r["codice"] or ""}).codice,
            )
            for r in trovate
        ]
        colonne = [Colonna(nome), IMPORTO, Colonna("Quota", "percento", larghezza="conteggio")]
        yield Tavola(chiave, titolo, colonne, righe, Riga(["Totale", somma(righe, 1), None], cifra.codice) if righe else None)


def _nome(dimensione, riga):
    return riga["nome"] or DI_TUTTI if dimensione == "comune" else f"{riga['codice']} {riga['nome']}"


def _differenze(cifra, prima, dopo):
    """Che cosa cambia dalla versione precedente, per obiettivo e fondo: le stesse righe della pagina «Confronta»."""
    trovate = bilancio.confronta(prima, dopo)
    righe = [
        Riga(
            [d.obiettivo, d.codice_fondo, d.prima, d.dopo, d.scarto, d.in_parole],
            "" if d.dopo is None else cifra.con(obiettivo=d.codice_obiettivo, fondo=d.codice_fondo).codice,
        )
        for d in trovate
    ]
    importi = [Colonna(n, "euro", larghezza="cifra") for n in (prima.nome, dopo.nome, "Differenza")]
    colonne = [Colonna("Obiettivo"), Colonna("Fondo", larghezza="cifra"), *importi, Colonna("Cambia", in_pagina=False)]
    totale = Riga(["Totale", "", *(somma(righe, n) for n in (2, 3, 4)), ""], cifra.codice)
    return Tavola("differenze", f"Che cosa cambia: {prima.nome.lower()} e {dopo.nome.lower()}", colonne, righe, totale)


def _righe(cifra, righe):
    """Le righe della versione, una per una: obiettivo, fondo, Comune, importo."""
    colonne = [
        Colonna("Anno", in_pagina=False), Colonna("Codice obiettivo", in_pagina=False), Colonna("Obiettivo"),
        Colonna("Fondo", larghezza="cifra"), Colonna("Nome del fondo", in_pagina=False), Colonna("Codice Istat", in_pagina=False),
        Colonna("Comune"), Colonna("Importo", "euro", larghezza="cifra"), Colonna("Nota"),
    ]  # fmt: skip
    scritte = [_riga(cifra, r, r.capitolo) for r in righe]
    totale = Riga(["", "", "Totale", "", "", "", "", somma(scritte, 7), ""], cifra.codice)
    return Tavola("righe", "Righe del bilancio", colonne, scritte, totale if scritte else None)


def _riga(cifra, riga, capitolo):
    obiettivo, fondo, istat = capitolo.obiettivo, capitolo.fondo, capitolo.comune.codice_istat if capitolo.comune_id else ""
    nome = f"{obiettivo.codice} {obiettivo.titolo}"
    valori = [cifra.anno, obiettivo.codice, nome, fondo.codice, fondo.nome, istat, capitolo.di_chi, riga.importo, riga.nota]
    return Riga(valori, cifra.con(obiettivo=obiettivo.codice, fondo=fondo.codice, comune=istat).codice)


def _dati(versione, righe):
    """Le stesse righe per un programma; gli importi sono testi, perché nessuno li arrotondi."""
    return {
        "anno": versione.anno,
        "versione": versione.nome,
        "stato": versione.get_stato_display(),
        "atto": versione.atto,
        "atto_del": versione.atto_del.isoformat() if versione.atto_del else "",
        "totale": str(sum((r.importo for r in righe), bilancio.ZERO)),
        "righe": [
            {
                "obiettivo": r.capitolo.obiettivo.codice,
                "titolo": r.capitolo.obiettivo.titolo,
                "fondo": r.capitolo.fondo.codice,
                "istat_code": r.capitolo.comune.codice_istat if r.capitolo.comune_id else "",
                "comune": r.capitolo.di_chi,
                "importo": str(r.importo),
                "nota": r.nota,
            }
            for r in righe
        ],
    }
