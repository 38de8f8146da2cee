"""L’allegato con la matrice del Fondo nazionale e la traccia per il SIOSS: le griglie piene, ciò che ne resta fuori, i conti."""

from collections import defaultdict
from dataclasses import dataclass

from ambito.nucleo.formati_italiani import conta, formatta_importo
from rendicontazione import selezioni
from rendicontazione.griglie import letture
from rendicontazione.griglie.elenchi import DAL_FONDO, LORDA, NETTA, UTENTI, griglie
from rendicontazione.griglie.fogli import NON_VERIFICATO
from rendicontazione.griglie.motore import Griglia, Misura, Riempita
from rendicontazione.rapporti import spesa
from rendicontazione.rapporti.codici import Cifra
from rendicontazione.rapporti.rapporto import Rapporto
from rendicontazione.rapporti.tavola import Colonna, Riga, Tavola, somma
from rendicontazione.selezioni.regole import della_campagna

SCHEMI = ("FNPS", "SIOSS")
MISURE = (LORDA, NETTA, DAL_FONDO, UTENTI)
NOTA = (
    "In ogni schema le celle e le righe senza posto fanno insieme il totale della rendicontazione. In quale casella va ogni spesa "
    "lo dicono le corrispondenze dell’anno; le stesse griglie, cella per cella, stanno nella pagina «Griglie»."
)


@dataclass(frozen=True)
class Piena:
    """Una griglia riempita con una misura."""

    griglia: Griglia
    misura: Misura
    riempita: Riempita

    @property
    def chiave(self):
        return f"{self.griglia.codice.lower()}-{self.misura.codice}"

    @property
    def titolo(self):
        return f"{nome(self.griglia)}: {self.misura.nome[0].lower()}{self.misura.nome[1:]}"


def nome(griglia):
    """Il titolo della griglia, che dice anche se lo schema non è verificato."""
    return griglia.titolo if griglia.verificata else f"{griglia.titolo} ({NON_VERIFICATO})"


def degli_schemi(campagna):
    """Il rapporto con i due schemi, riempiti con la spesa della campagna."""
    usate = della_campagna(campagna)
    cifra, piene = Cifra((campagna.anno,)), _piene(campagna, usate.regole)
    quadrature = [q for in_euro in (True, False) if (q := _quadratura(campagna, piene, in_euro)).righe]
    lorde = [p for p in piene if p.misura == LORDA]
    con_righe_fuori = [p for p in lorde if p.riempita.senza_posto]
    return Rapporto(
        tipo="rapporto-schemi",
        oggetto_id=campagna.pk,
        titolo=f"Allegato alla rendicontazione {campagna.anno}: FNPS e traccia per il SIOSS",
        sottotitolo=f"{campagna.inviati} Comuni su {campagna.comuni}",
        nome=f"allegato-fnps-sioss-{campagna.anno}",
        cifra=cifra,
        cifre=_cifre(piene),
        tavole=[*quadrature, *[_tavola(p) for p in piene], *[_senza_posto(cifra, p) for p in con_righe_fuori]],
        al=spesa.aggiornata_al(cifra),
        note=[NOTA, *([usate.da_dove] if usate.da_dove else []), *map(_quante_fuori, lorde)],
        allegate=[_una_per_una(p) for p in con_righe_fuori],
    )


def _piene(campagna, regole):
    righe = letture.righe(campagna)
    scelte = [griglie()[codice] for codice in SCHEMI]
    return [Piena(g, m, letture.piena(g, m, righe, regole)) for g in scelte for m in MISURE if m in g.misure]


def _tavola(piena):
    griglia, riempita, genere = piena.griglia, piena.riempita, _genere(piena.misura)
    colonne = [c.codice for c in griglia.colonne]

    def riga(etichetta, valori):
        return Riga([etichetta, *(letture.mostra(v, piena.misura) for v in valori)])

    righe = [riga(v.etichetta, [*(riempita.celle.get((v.codice, c), 0) for c in colonne), riempita.della_riga(v.codice)])
             for v in griglia.righe]  # fmt: skip
    totale = riga("Totale della griglia", [*(riempita.della_colonna(c) for c in colonne), riempita.totale_celle])
    nomi = [Colonna(n, genere, larghezza="cifra") for n in (*(c.nome for c in griglia.colonne), "Totale")]
    return Tavola(piena.chiave, piena.titolo, [Colonna("Riga"), *nomi], righe, totale)


def _genere(misura):
    return "euro" if misura.in_euro else "numero"


def _quadratura(campagna, piene, in_euro):
    """Ogni griglia contro la rendicontazione dell’Ambito, sommata per conto suo dalla banca dati."""
    scelte = [p for p in piene if p.misura.in_euro == in_euro]
    righe = [Riga(_conto(p, _della_rendicontazione(campagna, p.misura))) for p in scelte]
    genere = "euro" if in_euro else "numero"
    nomi = ("Nella griglia", "Senza posto", "Insieme", "Dell’Ambito", "Differenza")
    colonne = [Colonna("Schema e misura"), *(Colonna(n, genere, larghezza="cifra") for n in nomi)]
    chiave, titolo = ("quadratura", "Quadratura con la rendicontazione") if in_euro else ("utenti", "Quadratura degli utenti")
    return Tavola(chiave, titolo, colonne, righe)


def _conto(piena, attesa):
    dentro, fuori, tutto = (
        letture.mostra(getattr(piena.riempita, n), piena.misura) for n in ("totale_celle", "totale_senza_posto", "totale")
    )
    return [piena.titolo, dentro, fuori, tutto, attesa, tutto - attesa]


def _della_rendicontazione(campagna, misura):
    righe = selezioni.voci(campagna)
    return selezioni.somma(righe.filter(fondo__codice=misura.fondo) if misura.fondo else righe, misura.campo)


def _senza_posto(cifra, piena):
    """La spesa senza posto per obiettivo e area: tutta insieme entra in una casella o ne resta fuori, qualunque sia il Comune."""
    gruppi = defaultdict(list)
    for messa, motivo in piena.riempita.senza_posto:
        gruppi[messa.origine.intervento, messa.origine.area, motivo].append(messa.origine)
    righe = [
        Riga(
            [i.etichetta, a.nome, motivo, len(voci), sum(v.spesa_lorda for v in voci)],
            cifra.con(intervento=i.codice, area=a.codice).codice,
        )
        for (i, a, motivo), voci in sorted(gruppi.items(), key=lambda g: (g[0][0].ordine, g[0][1].ordine, g[0][0].codice))
    ]
    totale = Riga(["Totale", "", "", len(piena.riempita.senza_posto), somma(righe, 4)])
    prime = [Colonna("Obiettivo di servizio"), Colonna("Area di utenza"), Colonna("Perché")]
    colonne = [*prime, Colonna("Righe", "numero", larghezza="conteggio"), Colonna("Lorda", "euro", larghezza="cifra")]
    return Tavola(f"senza-posto-{piena.griglia.codice.lower()}", f"Senza posto, {nome(piena.griglia)}", colonne, righe, totale)


def _una_per_una(piena):
    """Le stesse righe, una per una: nei fogli."""
    nomi = ("Codice Istat", "Comune", "Obiettivo di servizio", "Area di utenza", "Forma di gestione", "Fondo")
    righe = [
        Riga([
            v.rendiconto.comune.codice_istat, v.rendiconto.comune.nome, v.intervento.etichetta, v.area.nome, v.forma_gestione,
            v.fondo.codice if v.fondo else "", v.spesa_lorda, v.spesa_netta, motivo,
        ])
        for v, motivo in ((messa.origine, motivo) for messa, motivo in piena.riempita.senza_posto)
    ]  # fmt: skip
    importi = [Colonna("Lorda", "euro"), Colonna("Netta", "euro")]
    chiave, titolo = f"righe-senza-posto-{piena.griglia.codice.lower()}", f"Righe di spesa senza posto, {nome(piena.griglia)}"
    return Tavola(chiave, titolo, [*map(Colonna, nomi), *importi, Colonna("Perché")], righe)


def _quante_fuori(piena):
    fuori = piena.riempita.senza_posto
    quante = conta(len(fuori), "riga di spesa", "righe di spesa")
    return f"{nome(piena.griglia)}: {quante if fuori else 'nessuna riga di spesa'} senza posto."


def _cifre(piene):
    prima = piene[0].riempita
    voci = [("Spesa lorda", prima.totale, "della rendicontazione dell’Ambito")]
    lorde = [p for p in piene if p.misura == LORDA]
    voci += [(f"Senza posto, {p.griglia.codice}", p.riempita.totale_senza_posto, p.griglia.titolo) for p in lorde]
    return [{"etichetta": e, "valore": f"{formatta_importo(letture.mostra(v, LORDA))} €", "nota": n} for e, v, n in voci]
