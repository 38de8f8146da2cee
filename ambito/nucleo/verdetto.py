"""Il motore di voto: dato chi c'è e come vota, dice se passa e spiega il conto in italiano.

Solo numeri interi e frazioni esatte. Il risultato si conserva (`Esito.a_json`) con la regola usata, così il conto
si può rifare anni dopo.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from .esiti import Conteggi, Conto, Esito, EsitoQuorum, esatto
from .formati_italiani import conta, formatta_numero
from .frazioni import Soglia
from .regole import (
    ConvocazioneRifiutata,
    ErroreRegola,
    Fascia,
    Maggioranza,
    Quorum,
    Regola,
    Seggio,
)

__all__ = [
    "ConvocazioneRifiutata", "Conteggi", "Conto", "ErroreRegola", "ErroreScrutinio", "Esito", "EsitoQuorum", "Fascia",
    "Maggioranza", "Quorum", "Regola", "Seggio", "VotoNonAmmesso", "numero_legale",
    "scrutina", "scrutina_segreto",
]  # fmt: skip

SCELTE = ("favorevole", "contrario", "astenuto")


class ErroreScrutinio(ValueError):
    """I dati della votazione non tornano: la frase dice che cosa."""


class VotoNonAmmesso(ErroreScrutinio):
    """Ha votato chi non poteva: assente, estraneo all'organo o ammesso solo ad altre materie."""


def _conta(seggi: Mapping[str, Seggio], chiavi: Iterable[str]) -> Conto:
    scelti = [seggi[chiave] for chiave in set(chiavi)]
    return Conto(len(scelti), sum(seggio.peso for seggio in scelti))


def _per_chiave(regola: Regola, seggi: Iterable[Seggio]) -> dict[str, Seggio]:
    """I seggi per chiave; se la regola dà un voto a ciascuno, il peso di tutti diventa uno."""
    elenco = list(seggi)
    if regola.tipo_peso == "uno_per_comune":
        elenco = [replace(seggio, peso=1) for seggio in elenco]
    indice = {seggio.chiave: seggio for seggio in elenco}
    if len(indice) != len(elenco):
        raise ErroreScrutinio("Lo stesso componente compare due volte nell’organo.")
    return indice


def _quanti(teste: int, regola: Regola) -> str:
    return conta(teste, regola.seggio_singolare, regola.seggio_plurale)


def _numero(valore: int | Fraction) -> str:
    scritto = valore if isinstance(valore, int) else esatto(valore)
    return formatta_numero(scritto) if isinstance(scritto, int) else scritto


def _quanto_peso(peso: int | Fraction, regola: Regola) -> str:
    return f"{_numero(peso)} {regola.unita_di_peso()}"


def _serviva(soglia: Soglia, base: int | Fraction, verbo: str) -> str:
    """Con pesi interi si dice il primo numero che basta; con frazioni un primo numero non c’è, e si dice il limite."""
    if isinstance(base, int):
        limite, numero = "almeno" if soglia.stretta else "cioè", _numero(soglia.minimo(base))
    else:
        limite, numero = "più di" if soglia.stretta else "cioè", _numero(soglia.limite(base))
    return f"{verbo} {soglia.in_parole()} ({limite} {numero})"


def _quorum_teste(soglia: Soglia, regola: Regola, presenti: int, componenti: int) -> str:
    verbo = "È presente" if presenti == 1 else "Sono presenti"
    serviva = _serviva(soglia, componenti, "occorreva la presenza di")
    return f"{verbo} {_quanti(presenti, regola)} su {formatta_numero(componenti)} componenti: {serviva}."


def _quorum_peso(soglia: Soglia, regola: Regola, presenti: int | Fraction, componenti: int | Fraction) -> str:
    serviva = _serviva(soglia, componenti, "occorreva rappresentarne")
    return f"I presenti rappresentano {_quanto_peso(presenti, regola)} su {_numero(componenti)}: {serviva}."


def _senza_soglie(minimo: int) -> str:
    if minimo > 1:
        return f"La seduta è valida con almeno {formatta_numero(minimo)} presenti."
    return "La seduta è valida con qualunque numero di presenti."


def _verifica_quorum(quorum: Quorum, regola: Regola, componenti: Conto, presenti: Conto) -> EsitoQuorum:
    passaggi, prove = [], []
    if quorum.teste is not None:
        passaggi.append(regola.cita("numero_legale", _quorum_teste(quorum.teste, regola, presenti.teste, componenti.teste)))
        prove.append(quorum.teste.raggiunta(presenti.teste, componenti.teste))
    if quorum.peso is not None:
        passaggi.append(regola.cita("numero_legale", _quorum_peso(quorum.peso, regola, presenti.peso, componenti.peso)))
        prove.append(quorum.peso.raggiunta(presenti.peso, componenti.peso))
    if not prove:
        passaggi.append(f"Presenti: {_quanti(presenti.teste, regola)}. {_senza_soglie(quorum.minimo_presenti)}")
    unisci = any if quorum.combinatore == "o" and prove else all
    abbastanza = presenti.teste >= quorum.minimo_presenti
    if prove and not abbastanza:
        passaggi.append(f"In ogni caso occorrevano {_quanti(quorum.minimo_presenti, regola)}.")
    valido = abbastanza and unisci(prove)
    passaggi.append("Il numero legale c’è." if valido else "Manca il numero legale.")
    return EsitoQuorum(valido, componenti, presenti, tuple(passaggi))


def numero_legale(regola: Regola, convocazione: int, seggi: Iterable[Seggio], presenti: Iterable[str]) -> EsitoQuorum:
    """Verifica il numero legale della seduta; una chiave ripetuta fra i presenti conta una volta sola."""
    indice = _per_chiave(regola, seggi)
    presenti = set(presenti)
    if estranei := presenti - set(indice):
        raise ErroreScrutinio(f"Risulta presente chi non fa parte dell’organo: {', '.join(sorted(estranei))}.")
    return _verifica_quorum(regola.quorum(convocazione), regola, _conta(indice, indice), _conta(indice, presenti))


@dataclass(frozen=True)
class _Prova:
    """Una delle soglie della maggioranza, messa alla prova."""

    raggiunta: bool
    in_parita: bool
    frase: str


def _prova_teste(soglia: Soglia, regola: Regola, maggioranza: Maggioranza, conti: Conteggi) -> _Prova:
    base, valore = conti.base(maggioranza.base).teste, conti.favorevoli.teste
    verbo = "Ha votato" if valore == 1 else "Hanno votato"
    frase = f"{verbo} a favore {_quanti(valore, regola)} su {formatta_numero(base)} {maggioranza.base}: "
    return _prova(soglia, valore, base, maggioranza.base, frase)


def _prova_peso(soglia: Soglia, regola: Regola, maggioranza: Maggioranza, conti: Conteggi) -> _Prova:
    base, valore = conti.base(maggioranza.base_peso).peso, conti.favorevoli.peso
    di_chi = {"votanti": "dei votanti", "presenti": "dei presenti", "componenti": "di tutti i componenti"}
    chi = di_chi[maggioranza.base_peso]
    frase = f"I favorevoli rappresentano {_quanto_peso(valore, regola)} sui {_numero(base)} {chi}: "
    return _prova(soglia, valore, base, maggioranza.base_peso, frase)


def _prova(soglia: Soglia, valore: int | Fraction, base: int | Fraction, nome_base: str, frase: str) -> _Prova:
    raggiunta = soglia.raggiunta(valore, base)
    in_parita = nome_base != "componenti" and soglia.e_la_meta() and soglia.stretta and base > 0 and 2 * valore == base
    return _Prova(raggiunta, in_parita, frase + _serviva(soglia, base, "servivano") + ".")


def _decidi(regola: Regola, maggioranza: Maggioranza, conti: Conteggi, voto_presidente: str | None) -> tuple[bool, bool, list[str]]:
    """Applica la maggioranza e la regola di parità: approvata, da rivotare, passaggi."""
    prove = []
    if maggioranza.teste is not None:
        prove.append(_prova_teste(maggioranza.teste, regola, maggioranza, conti))
    if maggioranza.peso is not None:
        prove.append(_prova_peso(maggioranza.peso, regola, maggioranza, conti))
    passaggi = [regola.cita("maggioranza", prova.frase) for prova in prove]
    if not conti.favorevoli.teste:
        return False, False, [*passaggi, "Nessun voto a favore: la proposta è respinta."]
    if len(prove) > 1 and maggioranza.combinatore == "o":
        passaggi.append("Delle due maggioranze ne bastava una.")
    unisci = any if maggioranza.combinatore == "o" else all
    if unisci(prova.raggiunta for prova in prove):
        return True, False, [*passaggi, "La proposta è approvata."]
    if unisci(prova.raggiunta or prova.in_parita for prova in prove):
        return _risolvi_parita(regola, voto_presidente, passaggi)
    return False, False, [*passaggi, "La proposta è respinta."]


def _risolvi_parita(regola: Regola, voto_presidente: str | None, passaggi: list[str]) -> tuple[bool, bool, list[str]]:
    if regola.parita == "rivota":
        return False, True, [*passaggi, regola.cita("parita", "I voti sono pari: la regola vuole che si voti di nuovo.")]
    if regola.parita == "voto_presidente" and voto_presidente in ("favorevole", "contrario"):
        approvata = voto_presidente == "favorevole"
        fine = "La proposta è approvata." if approvata else "La proposta è respinta."
        pari = f"I voti sono pari: prevale il voto del presidente, {voto_presidente}."
        return approvata, False, [*passaggi, regola.cita("parita", pari), fine]
    return False, False, [*passaggi, regola.cita("parita", "I voti sono pari: la proposta è respinta.")]


def _verifica_voti(indice: Mapping[str, Seggio], presenti: set[str], voti: Mapping[str, str]) -> None:
    for chiave, voto in voti.items():
        nome = indice[chiave].nome if chiave in indice else chiave
        if chiave not in indice:
            raise VotoNonAmmesso(f"{nome} non fa parte dell’organo.")
        if chiave not in presenti:
            raise VotoNonAmmesso(f"{nome} risulta assente e non può votare.")
        if voto not in SCELTE:
            raise ErroreScrutinio(f"Il voto di {nome} non è «favorevole», «contrario» o «astenuto».")


def _concludi(regola: Regola, materia: str, convocazione: int, conti: Conteggi, voto_presidente: str | None) -> Esito:
    quorum = _verifica_quorum(regola.quorum(convocazione), regola, conti.componenti, conti.presenti)
    maggioranza = regola.maggioranza(materia)
    approvata, da_rivotare, passaggi = _decidi(regola, maggioranza, conti, voto_presidente)
    if not quorum.valido:
        approvata, da_rivotare, passaggi = False, False, ["Senza numero legale la votazione non è valida."]
    riepilogo = _riepilogo(conti, regola)
    tutti = (*quorum.passaggi, riepilogo, *passaggi)
    return Esito(approvata, da_rivotare, quorum, conti, tutti, materia, convocazione, regola)


def _riepilogo(conti: Conteggi, regola: Regola) -> str:
    parti = [
        f"{formatta_numero(conti.favorevoli.teste)} a favore",
        conta(conti.contrari.teste, "contrario", "contrari"),
        conta(conti.astenuti.teste, "astenuto", "astenuti"),
    ]
    if conti.non_votanti.teste:
        parti.append(conta(conti.non_votanti.teste, "presente senza votare", "presenti senza votare"))
    presenti = conta(conti.presenti.teste, f"{regola.seggio_singolare} presente", f"{regola.seggio_plurale} presenti")
    return f"Su {presenti}: {', '.join(parti)}."


def scrutina(
    regola: Regola,
    materia: str,
    convocazione: int,
    seggi: Iterable[Seggio],
    presenti: Iterable[str],
    voti: Mapping[str, str],
    presidente: str | None = None,
) -> Esito:
    """Scrutinio palese: `voti` dice per ogni chiave «favorevole», «contrario» o «astenuto».

    `seggi` sono quelli che votano su quella materia: chi non vi è ammesso sta fuori da ogni base di calcolo.
    `presidente` è la chiave di chi presiede e serve solo se la regola scioglie la parità con il suo voto.
    Errori: `VotoNonAmmesso`, `ErroreScrutinio`.
    """
    indice, presenti = _per_chiave(regola, seggi), set(presenti)
    if estranei := presenti - set(indice):
        raise ErroreScrutinio(f"Risulta presente chi non fa parte dell’organo: {', '.join(sorted(estranei))}.")
    _verifica_voti(indice, presenti, voti)
    per_scelta = [_conta(indice, (k for k, voto in voti.items() if voto == scelta)) for scelta in SCELTE]
    conti = Conteggi(_conta(indice, indice), _conta(indice, presenti), *per_scelta)
    return _concludi(regola, materia, convocazione, conti, voti.get(presidente) if presidente else None)


def scrutina_segreto(
    regola: Regola,
    materia: str,
    convocazione: int,
    seggi: Iterable[Seggio],
    presenti: Iterable[str],
    favorevoli: int,
    contrari: int,
    astenuti: int = 0,
) -> Esito:
    """Scrutinio segreto: solo i totali proclamati, senza nomi. Si rifiuta se i Comuni hanno pesi diversi da uno."""
    if regola.tipo_peso != "uno_per_comune":
        raise ErroreScrutinio("Il voto segreto non è possibile se i voti hanno un peso: il peso fa riconoscere il Comune.")
    esito = numero_legale(regola, convocazione, seggi, presenti)
    totali = (favorevoli, contrari, astenuti)
    if any(type(n) is not int or n < 0 for n in totali) or sum(totali) > esito.presenti.teste:
        raise ErroreScrutinio("I voti dello scrutinio segreto non possono essere più dei presenti.")
    conti = Conteggi(esito.componenti, esito.presenti, *(Conto(n, n) for n in totali))
    return _concludi(regola, materia, convocazione, conti, None)
