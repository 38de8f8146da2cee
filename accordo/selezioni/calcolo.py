"""Il calcolo di uno scenario di riparto: prende i dati dei Comuni, fa i conti col motore del nucleo, dà quote e colonne."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain, count

from accordo.models import QuotaComune, ValoreDato
from accordo.stati import Base, Misura, Verso
from ambito.models import PopolazioneComune
from ambito.nucleo.correttivo import Correttivo
from ambito.nucleo.formati_italiani import formatta_esatto, formatta_importo, formatta_misura
from ambito.nucleo.importi import da_centesimi, in_centesimi
from ambito.nucleo.riparto import Criterio, ripartisci_per_criteri

QUOTA_FISSA = "Quota fissa"
FASCE = {
    Base.MINORI: ("0-2", "3-5", "6-17"),
    Base.ANZIANI: ("65-74", "75-84", "85+"),
    Base.GRANDI_ANZIANI: ("75-84", "85+"),
}


@dataclass(frozen=True)
class Dato:
    """I valori di un dato (id del Comune → numero; chi non c’è manca), da dove vengono e a che giorno sono."""

    valori: dict
    fonte: str = ""
    al: date | None = None


@dataclass(frozen=True)
class Calcolato:
    """Ciò che si conserva di un calcolo: le colonne (nome, misura, parte, fonte, giorno) e le quote, ancora da salvare."""

    colonne: list
    quote: list


def calcola(scenario):
    """Le quote di uno scenario con i dati di adesso. `ErroreRiparto` con la frase se non si può."""
    comuni = list(scenario.comuni.order_by("codice_istat"))
    criteri = list(scenario.criteri.select_related("dato", "guarda"))
    popolazioni = Popolazioni([c.pk for c in comuni], date(scenario.riparto.anno, 12, 31))
    dati = [_dato(criterio, comuni, popolazioni) for criterio in criteri]
    nomi = _nomi(criteri)
    # La chiave comincia col codice Istat, che decide le parità, e si legge: chi non ha un dato si riconosce nella frase.
    chiavi = {c.pk: f"{c.codice_istat} {c.nome}" for c in comuni}
    fissa, totale = in_centesimi(scenario.quota_fissa), in_centesimi(scenario.riparto.importo)
    misure = [_misura(criterio, popolazioni) for criterio in criteri]
    scritti = [_criterio(*voce, chiavi) for voce in zip(criteri, nomi, dati, misure, strict=True)]
    fatto = ripartisci_per_criteri(totale, scritti, list(chiavi.values()), dict.fromkeys(chiavi.values(), fissa))
    colonne = [_colonna(*voce) for voce in zip(criteri, nomi, fatto.parti, dati, misure, strict=True)]
    if fissa:
        colonne.append(_colonna_fissa(scenario, fissa * len(comuni)))
    residenti = popolazioni.residenti.valori
    correttivi = [(c, criterio.correttivo) for c, criterio in zip(criteri, scritti, strict=True)]
    quote = [_quota(scenario, pk, chiave, fatto, dati, correttivi, fissa, residenti.get(pk)) for pk, chiave in chiavi.items()]
    return Calcolato(colonne, quote)


class Popolazioni:
    """Le popolazioni dei Comuni fino a un giorno. Per confrontarli si usa la serie più recente che li ha tutti."""

    def __init__(self, comuni, fino_al):
        self.comuni, self.fino_al = comuni, fino_al

    @cached_property
    def _serie(self):
        """(giorno, fonte) → {id del Comune: riga}."""
        serie = defaultdict(dict)
        for riga in PopolazioneComune.objects.filter(comune__in=self.comuni, data__lte=self.fino_al).order_by():
            serie[riga.data, riga.fonte][riga.comune_id] = riga
        return serie

    def _scelta(self, buona):
        """La serie che ha più Comuni, e fra quelle la più recente: giorno, fonte e righe."""
        scelte = {chi: {k: r for k, r in righe.items() if buona(r)} for chi, righe in self._serie.items()}
        chi = max(scelte, key=lambda chi: (len(scelte[chi]), chi), default=(None, ""))
        return *chi, scelte.get(chi, {})

    @cached_property
    def residenti(self):
        """I residenti di ogni Comune."""
        al, fonte, righe = self._scelta(lambda r: True)
        return Dato({k: r.valore for k, r in righe.items()}, fonte, al)

    def fascia(self, base):
        """I residenti di ogni Comune nelle età di `base`."""
        al, fonte, righe = self._scelta(lambda r: r.fasce)
        return Dato({k: sum(r.fasce[f] for f in FASCE[base]) for k, r in righe.items()}, fonte, al)


def _dato(criterio, comuni, popolazioni):
    if criterio.base == Base.UGUALE:
        return Dato({c.pk: 1 for c in comuni})
    if criterio.base == Base.POPOLAZIONE:
        return popolazioni.residenti
    if criterio.base == Base.DATO:
        return _raccolto(criterio.dato)
    return popolazioni.fascia(criterio.base)


def _raccolto(dato):
    valori = ValoreDato.objects.filter(dato=dato.pk).order_by().values_list("comune", "valore")
    return Dato(dict(valori), f"{dato.fonte}; certificato da {dato.certificato_da}")


def _misura(criterio, popolazioni):
    """Ciò che il correttivo guarda per dire quali Comuni tocca: un dato raccolto, o i residenti; `None` se non c’è correttivo."""
    if criterio.soglia is None:
        return None
    return _raccolto(criterio.guarda) if criterio.guarda_id else popolazioni.residenti


def _nomi(criteri):
    """Il nome di ogni colonna, distinto anche quando due criteri si chiamano uguale."""
    nomi = []
    for criterio in criteri:
        possibili = chain([str(criterio)], (f"{criterio} ({n})" for n in count(2)))
        nomi.append(next(nome for nome in possibili if nome != QUOTA_FISSA and nome not in nomi))
    return nomi


def _criterio(criterio, nome, dato, misura, chiavi):
    pesi = {chiavi[k]: valore for k, valore in dato.valori.items() if k in chiavi}
    correttivo = misura and Correttivo(
        coefficiente=criterio.moltiplicatore,
        soglia=criterio.soglia,
        misura={chiavi[k]: valore for k, valore in misura.valori.items() if k in chiavi},
        almeno=criterio.verso == Verso.ALMENO,
        nome=criterio.guarda.nome if criterio.guarda_id else "residenti",
    )
    return Criterio(nome, pesi, **{criterio.misura: criterio.valore}, correttivo=correttivo)


def _colonna(criterio, nome, parte, dato, misura):
    # Le serie dell’Istat portano la data nel nome: non si ripete.
    al = dato.al.isoformat() if dato.al and str(dato.al.year) not in dato.fonte else ""
    fonti = [dato.fonte, f"correttivo: {misura.fonte}" if criterio.guarda_id else ""]
    fonte = "; ".join(f for f in fonti if f)
    colonna = {"nome": nome, "misura": in_parole(criterio), "parte": str(da_centesimi(parte)), "fonte": fonte, "al": al}
    return colonna if misura is None else {**colonna, "correttivo": a_chi(criterio)}


def _colonna_fissa(scenario, parte):
    misura = f"{formatta_importo(scenario.quota_fissa)} € per Comune"
    return {"nome": QUOTA_FISSA, "misura": misura, "parte": str(da_centesimi(parte)), "fonte": "", "al": ""}


def in_parole(criterio):
    """«70 % del resto», «5,20 € per residente», con il correttivo se c’è."""
    if criterio.misura == Misura.PERCENTUALE:
        parole = f"{formatta_esatto(criterio.valore)} %"
    else:
        parole = f"{formatta_esatto(criterio.valore, minimo=2)} € per unità"
    if criterio.soglia is None:
        return parole
    return f"{parole}, dato × {formatta_esatto(criterio.moltiplicatore)} {a_chi(criterio)}"


def a_chi(criterio):
    """Quali Comuni tocca il correttivo: «fino a 1.000 residenti», «con «Superficie montana» da 50 km² in su»."""
    soglia, almeno = formatta_misura(criterio.soglia), criterio.verso == Verso.ALMENO
    quanto = f"{soglia} {criterio.guarda.unita if criterio.guarda_id else 'residenti'}"
    limite = f"da {quanto} in su" if almeno else f"fino a {quanto}"
    return f"con «{criterio.guarda.nome}» {limite}" if criterio.guarda_id else limite


def _quota(scenario, comune_id, chiave, fatto, dati, correttivi, fissa, residenti):
    dettaglio = [
        {"importo": str(da_centesimi(colonna[chiave])), "dato": str(dato.valori[comune_id]), **_corretto(*correttivo, chiave)}
        for colonna, dato, correttivo in zip(fatto.dettaglio, dati, correttivi, strict=True)
    ]
    if fissa:
        dettaglio.append({"importo": str(da_centesimi(fissa)), "dato": ""})
    importo = da_centesimi(fatto.quote[chiave])
    return QuotaComune(scenario=scenario, comune_id=comune_id, importo=importo, residenti=residenti, dettaglio=dettaglio)


def _corretto(criterio, correttivo, chiave):
    """Il coefficiente, se il correttivo tocca il Comune."""
    return {"coefficiente": str(criterio.moltiplicatore)} if correttivo and correttivo.tocca(chiave) else {}


def somma(importi):
    """La somma di importi in euro, con due decimali anche se non ce ne sono."""
    return sum(importi, Decimal("0.00"))
