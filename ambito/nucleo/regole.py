"""La regola di voto di un organo: numero legale, maggioranze, pesi, parità.

È configurazione dell'Ambito (ogni ATS scrive la sua), si scrive in JSON e la seduta ne conserva una copia.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from .frazioni import META_PIU_UNO, ErroreSoglia, Soglia

BASI = ("votanti", "presenti", "componenti")
PESI = ("uno_per_comune", "popolazione", "quote", "fasce")
SCRUTINI = ("palese_nominale", "palese_alzata", "segreto")
PARITA = ("respinta", "voto_presidente", "rivota")
COMBINATORI = ("e", "o")
DELEGHE = ("nessuna", "stesso_comune", "altro_comune")
UNITA_DI_PESO = {"uno_per_comune": "voti", "popolazione": "abitanti", "quote": "quote", "fasce": "voti"}


class ErroreRegola(ValueError):
    """La regola di voto è scritta male: la frase dice che cosa."""


class ConvocazioneRifiutata(ValueError):
    """La seconda convocazione è troppo vicina alla prima."""


@dataclass(frozen=True)
class Seggio:
    """Un componente dell'organo; `peso` è un intero (abitanti, quote o voti) o una frazione esatta."""

    chiave: str
    nome: str
    peso: int | Fraction = 1

    def __post_init__(self) -> None:
        if type(self.peso) not in (int, Fraction) or self.peso < 0:
            raise ErroreRegola(f"Il peso di «{self.nome}» deve essere un numero intero o una frazione, non negativo.")


def _pretendi(valore: Any, ammessi: tuple[str, ...], nome: str) -> None:
    if valore not in ammessi:
        raise ErroreRegola(f"«{nome}» ammette: {', '.join(ammessi)}.")


def _leggi(dati: Any, chiavi: set[str], nome: str) -> dict[str, Any]:
    if not isinstance(dati, Mapping) or not all(isinstance(chiave, str) for chiave in dati):
        raise ErroreRegola(f"«{nome}» deve essere un insieme di voci con il loro valore.")
    if ignote := sorted(set(dati) - chiavi):
        raise ErroreRegola(f"«{nome}» ha voci sconosciute: {', '.join(ignote)}.")
    return dict(dati)


def _soglia(dati: Any) -> Soglia | None:
    try:
        soglia = None if dati is None else Soglia.from_dict(dati)
    except ErroreSoglia as errore:
        raise ErroreRegola(str(errore)) from errore
    if soglia is not None and soglia.irraggiungibile():
        raise ErroreRegola("Nessuno può superare la totalità: usare «almeno», non «più di».")
    return soglia


def _in_dict(soglia: Soglia | None) -> dict[str, Any] | None:
    return None if soglia is None else soglia.to_dict()


@dataclass(frozen=True)
class Quorum:
    """Numero legale: soglia sulle teste, sul peso, o entrambe («e»/«o»), e almeno `minimo_presenti` persone comunque."""

    teste: Soglia | None = META_PIU_UNO
    peso: Soglia | None = None
    combinatore: str = "e"
    minimo_presenti: int = 1

    def __post_init__(self) -> None:
        _pretendi(self.combinatore, COMBINATORI, "combinatore")
        if type(self.minimo_presenti) is not int or self.minimo_presenti < 0:
            raise ErroreRegola("Il minimo dei presenti è un numero intero non negativo.")

    def to_dict(self) -> dict[str, Any]:
        """Forma per JSON; ciò che è al valore usuale e si è aggiunto dopo non si scrive: le impronte di prima restano vere."""
        aggiunte = {} if self.minimo_presenti == 1 else {"minimo_presenti": self.minimo_presenti}
        return {"teste": _in_dict(self.teste), "peso": _in_dict(self.peso), "combinatore": self.combinatore, **aggiunte}

    @classmethod
    def from_dict(cls, dati: Any) -> "Quorum":
        """Legge la forma di `to_dict`; una soglia assente o nulla vuol dire «non richiesta»."""
        voci = _leggi(dati, {"teste", "peso", "combinatore", "minimo_presenti"}, "quorum")
        soglie = (_soglia(voci.get("teste")), _soglia(voci.get("peso")))
        return cls(*soglie, voci.get("combinatore", "e"), voci.get("minimo_presenti", 1))


@dataclass(frozen=True)
class Maggioranza:
    """Quanto serve per approvare: `teste` calcolata su `base`, `peso` su `base_peso`; se ci sono, entrambe («e») o una («o»)."""

    teste: Soglia | None = META_PIU_UNO
    base: str = "votanti"
    peso: Soglia | None = None
    base_peso: str = "componenti"
    scrutinio: str = "palese_nominale"
    combinatore: str = "e"

    def __post_init__(self) -> None:
        _pretendi(self.base, BASI, "base")
        _pretendi(self.base_peso, BASI, "base_peso")
        _pretendi(self.scrutinio, SCRUTINI, "scrutinio")
        _pretendi(self.combinatore, COMBINATORI, "combinatore")
        if self.teste is None and self.peso is None:
            raise ErroreRegola("La maggioranza deve avere almeno una soglia, sulle teste o sul peso.")

    def to_dict(self) -> dict[str, Any]:
        """Forma per JSON; il combinatore usuale non si scrive, come in `Quorum.to_dict`."""
        return {
            "teste": _in_dict(self.teste),
            "base": self.base,
            "peso": _in_dict(self.peso),
            "base_peso": self.base_peso,
            "scrutinio": self.scrutinio,
            **({} if self.combinatore == "e" else {"combinatore": self.combinatore}),
        }

    @classmethod
    def from_dict(cls, dati: Any) -> "Maggioranza":
        """Legge la forma di `to_dict`."""
        voci = _leggi(dati, {"teste", "base", "peso", "base_peso", "scrutinio", "combinatore"}, "maggioranza")
        voci |= {nome: _soglia(voci.get(nome)) for nome in ("teste", "peso")}
        return cls(**voci)


@dataclass(frozen=True)
class Fascia:
    """Da `da` ad `a` abitanti compresi (`a` nullo = senza limite) un Comune ha `voti` voti."""

    da: int
    a: int | None
    voti: int

    def __post_init__(self) -> None:
        numeri = [self.da, self.voti] + ([] if self.a is None else [self.a])
        if any(type(n) is not int or n < 0 for n in numeri) or (self.a is not None and self.a < self.da):
            raise ErroreRegola("Una fascia di popolazione ha numeri che non tornano.")


@dataclass(frozen=True)
class Regola:
    """La regola di voto completa; le materie non elencate seguono la maggioranza «ordinaria».

    `delega`: il sindaco può farsi sostituire da nessuno, da uno del suo Comune, o anche da chi siede per un altro Comune; una
    persona non ne riceve più di `deleghe_massime`. `articoli`: voce (numero_legale, maggioranza, parita) → articolo, che le frasi
    del verdetto citano.
    """

    quorum_prima: Quorum = field(default_factory=Quorum)
    quorum_seconda: Quorum = field(default_factory=lambda: Quorum(Soglia(1, 3)))
    maggioranze: Mapping[str, Maggioranza] = field(default_factory=lambda: {"ordinaria": Maggioranza()})
    tipo_peso: str = "uno_per_comune"
    fasce: tuple[Fascia, ...] = ()
    parita: str = "respinta"
    seconda_intervallo_ore: int = 24
    seconda_giorno_diverso: bool = False
    seggio_singolare: str = "Comune"
    seggio_plurale: str = "Comuni"
    delega: str = "stesso_comune"
    deleghe_massime: int = 1
    articoli: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _pretendi(self.tipo_peso, PESI, "tipo_peso")
        _pretendi(self.delega, DELEGHE, "delega")
        _pretendi(self.parita, PARITA, "parita")
        if "ordinaria" not in self.maggioranze:
            raise ErroreRegola("Manca la maggioranza «ordinaria».")
        if type(self.seconda_intervallo_ore) is not int or self.seconda_intervallo_ore < 0:
            raise ErroreRegola("L’intervallo fra le convocazioni è un numero intero di ore.")
        if type(self.deleghe_massime) is not int or self.deleghe_massime < 1:
            raise ErroreRegola("Le deleghe che una persona può ricevere sono almeno una.")
        if type(self.seconda_giorno_diverso) is not bool:
            raise ErroreRegola("«seconda_giorno_diverso» è un sì o un no.")
        if not all(isinstance(nome, str) and nome for nome in (self.seggio_singolare, self.seggio_plurale)):
            raise ErroreRegola("Manca il nome dei componenti, al singolare o al plurale.")
        if self.tipo_peso != "uno_per_comune" and any(m.scrutinio == "segreto" for m in self.maggioranze.values()):
            raise ErroreRegola("Il voto segreto con i pesi non è segreto: il peso fa riconoscere il Comune.")
        if not isinstance(self.articoli, Mapping) or not all(isinstance(a, str) for voce in self.articoli.items() for a in voce):
            raise ErroreRegola("«articoli» dice, per ogni voce, l’articolo da cui viene.")

    def cita(self, voce: str, frase: str) -> str:
        """La frase con l’articolo da cui viene, se è scritto: «… (art. 7).»."""
        articolo = self.articoli.get(voce)
        return f"{frase.removesuffix('.')} ({articolo})." if articolo else frase

    def maggioranza(self, materia: str) -> Maggioranza:
        """La maggioranza prevista per la materia."""
        return self.maggioranze.get(materia, self.maggioranze["ordinaria"])

    def quorum(self, convocazione: int) -> Quorum:
        """Il numero legale della prima (1) o della seconda (2) convocazione."""
        if convocazione not in (1, 2):
            raise ErroreRegola("La convocazione è la prima o la seconda.")
        return self.quorum_prima if convocazione == 1 else self.quorum_seconda

    def unita_di_peso(self) -> str:
        """Come si chiama il peso nelle frasi: abitanti, quote o voti."""
        return UNITA_DI_PESO[self.tipo_peso]

    def peso_di(self, popolazione: int, quota: int = 0) -> int:
        """Il peso di un Comune secondo la regola; `ErroreRegola` se nessuna fascia lo comprende."""
        if self.tipo_peso == "fasce":
            for fascia in self.fasce:
                if fascia.da <= popolazione and (fascia.a is None or popolazione <= fascia.a):
                    return fascia.voti
            raise ErroreRegola(f"Nessuna fascia comprende {popolazione} abitanti.")
        return {"uno_per_comune": 1, "popolazione": popolazione, "quote": quota}[self.tipo_peso]

    def verifica_seconda(self, prima: datetime, seconda: datetime) -> None:
        """Solleva `ConvocazioneRifiutata` se la seconda convocazione non è abbastanza lontana dalla prima."""
        ore = self.seconda_intervallo_ore
        if seconda <= prima:
            raise ConvocazioneRifiutata("La seconda convocazione deve venire dopo la prima.")
        if seconda - prima < timedelta(hours=ore):
            raise ConvocazioneRifiutata(f"Fra la prima e la seconda convocazione devono passare almeno {ore} ore.")
        if self.seconda_giorno_diverso and seconda.date() == prima.date():
            raise ConvocazioneRifiutata("La seconda convocazione deve essere in un giorno diverso dalla prima.")

    def to_dict(self) -> dict[str, Any]:
        """Forma per JSON, inversa di `from_dict`; di delega e articoli si scrive solo ciò che non è usuale, come in `Quorum`."""
        usuali = {"delega": "stesso_comune", "deleghe_massime": 1, "articoli": {}}
        return {
            "quorum_prima": self.quorum_prima.to_dict(),
            "quorum_seconda": self.quorum_seconda.to_dict(),
            "maggioranze": {nome: m.to_dict() for nome, m in self.maggioranze.items()},
            "tipo_peso": self.tipo_peso,
            "fasce": [{"da": f.da, "a": f.a, "voti": f.voti} for f in self.fasce],
            "parita": self.parita,
            "seconda_intervallo_ore": self.seconda_intervallo_ore,
            "seconda_giorno_diverso": self.seconda_giorno_diverso,
            "seggio_singolare": self.seggio_singolare,
            "seggio_plurale": self.seggio_plurale,
            **{nome: getattr(self, nome) for nome, usuale in usuali.items() if getattr(self, nome) != usuale},
        }

    @classmethod
    def from_dict(cls, dati: Any) -> "Regola":
        """Legge la forma di `to_dict`; le voci assenti prendono il valore usuale. Errore: `ErroreRegola`."""
        voci = _leggi(dati, set(cls.__dataclass_fields__), "regola")
        for nome in ("quorum_prima", "quorum_seconda"):
            if nome in voci:
                voci[nome] = Quorum.from_dict(voci[nome])
        if "maggioranze" in voci:
            if not isinstance(voci["maggioranze"], Mapping):
                raise ErroreRegola("«maggioranze» deve elencare le materie.")
            voci["maggioranze"] = {str(k): Maggioranza.from_dict(v) for k, v in voci["maggioranze"].items()}
        if "fasce" in voci:
            voci["fasce"] = _fasce(voci["fasce"])
        return cls(**voci)


def _fasce(dati: Any) -> tuple[Fascia, ...]:
    if not isinstance(dati, list | tuple):
        raise ErroreRegola("«fasce» deve essere un elenco.")
    voci = [_leggi(fascia, {"da", "a", "voti"}, "fascia") for fascia in dati]
    if any("da" not in fascia or "voti" not in fascia for fascia in voci):
        raise ErroreRegola("A una fascia mancano «da» o «voti».")
    return tuple(Fascia(fascia["da"], fascia.get("a"), fascia["voti"]) for fascia in voci)
