"""Codice fiscale, partita IVA e IBAN: si controllano le cifre di controllo, solo caratteri ASCII."""

import re

from .formati_italiani import ErroreFormato

_DISPARI = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
         1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)  # fmt: skip
_OMOCODIA = str.maketrans("LMNPQRSTUV", "0123456789")
_CIFRA = "[0-9LMNPQRSTUV]"
_PERSONA = re.compile(rf"[A-Z]{{6}}{_CIFRA}{{2}}[ABCDEHLMPRST]{_CIFRA}{{2}}[A-Z]{_CIFRA}{{3}}[A-Z]")
_PAROLA = re.compile(rf"(?<![0-9A-Za-z]){_PERSONA.pattern}(?![0-9A-Za-z])", re.IGNORECASE)
_NEL_TESTO = re.compile(rf"(?<![0-9A-Za-z])(?=({_PERSONA.pattern})(?![0-9A-Za-z]))")


def _ripulito(testo: object, nome: str) -> str:
    if not isinstance(testo, str):
        raise ErroreFormato(f"{nome}: il valore non è un testo.")
    pulito = re.sub(r"[ \t\u00a0]", "", testo)
    if not pulito:
        raise ErroreFormato(f"{nome}: manca il valore.")
    if not pulito.isascii():
        raise ErroreFormato(f"{nome}: ci sono caratteri che non sono lettere o cifre.")
    return pulito.upper()


def _controllo_persona(codice: str) -> str:
    """La lettera di controllo delle prime quindici posizioni (DM 23 dicembre 1976)."""
    dispari = sum(_DISPARI[c] for c in codice[:15:2])
    pari = sum(int(c) if c.isdigit() else ord(c) - 65 for c in codice[1:15:2])
    return chr(65 + (dispari + pari) % 26)


def _giorno_possibile(codice: str) -> bool:
    giorno = int(codice[9:11].translate(_OMOCODIA))
    return 1 <= giorno <= 31 or 41 <= giorno <= 71


def e_codice_fiscale_di_persona(codice: str) -> bool:
    """Vero se i sedici caratteri (maiuscoli) formano un codice fiscale con la lettera di controllo giusta."""
    return bool(_PERSONA.fullmatch(codice)) and _giorno_possibile(codice) and codice[15] == _controllo_persona(codice)


def _cifre_di_controllo_giuste(cifre: str) -> bool:
    """Formula di Luhn sulle undici cifre di partita IVA e codici fiscali degli enti."""
    doppie = (2 * int(c) for c in cifre[1::2])
    return (sum(int(c) for c in cifre[::2]) + sum(n - 9 if n > 9 else n for n in doppie)) % 10 == 0


def _undici_cifre(pulito: str, nome: str) -> str:
    if re.fullmatch(r"[0-9]{8,10}", pulito):
        raise ErroreFormato(f"{nome}: ha {len(pulito)} cifre invece di 11, forse mancano gli zeri iniziali.")
    if not re.fullmatch(r"[0-9]{11}", pulito) or pulito == "0" * 11:
        raise ErroreFormato(f"{nome}: servono 11 cifre.")
    if not _cifre_di_controllo_giuste(pulito):
        raise ErroreFormato(f"{nome}: l’ultima cifra non torna, controlla di averlo copiato bene.")
    return pulito


def leggi_partita_iva(testo: str) -> str:
    """Partita IVA di 11 cifre, anche con il prefisso IT; `ErroreFormato` se la cifra di controllo non torna."""
    return _undici_cifre(re.sub(r"^IT(?=[0-9]{11}$)", "", _ripulito(testo, "Partita IVA")), "Partita IVA")


def leggi_codice_fiscale(testo: str) -> str:
    """Codice fiscale di persona (16 caratteri, anche con omocodia) o di ente (11 cifre), in maiuscolo."""
    pulito = _ripulito(testo, "Codice fiscale")
    if pulito.isascii() and pulito.isdigit():
        return _undici_cifre(pulito, "Codice fiscale")
    if not e_codice_fiscale_di_persona(pulito):
        raise ErroreFormato("Codice fiscale: non è valido, controlla di averlo copiato bene.")
    return pulito


def leggi_iban(testo: str) -> str:
    """IBAN italiano di 27 caratteri con il CIN e le cifre di controllo (ISO 13616) giuste, senza spazi."""
    pulito = _ripulito(testo, "IBAN")
    if not re.fullmatch(r"IT[0-9]{2}[A-Z][0-9]{10}[0-9A-Z]{12}", pulito):
        raise ErroreFormato("IBAN: servono 27 caratteri che cominciano con IT.")
    numero = "".join(str(int(c, 36)) for c in pulito[4:] + pulito[:4])
    if int(numero) % 97 != 1 or pulito[4] != _cin(pulito[5:]):
        raise ErroreFormato("IBAN: i caratteri di controllo non tornano, controlla di averlo copiato bene.")
    return pulito


def _cin(coordinate: str) -> str:
    """La lettera CIN del BBAN italiano: stessi pesi del codice fiscale per le posizioni dispari."""
    valori = (_DISPARI[c] if n % 2 == 0 else int(c, 36) - (10 if c.isalpha() else 0) for n, c in enumerate(coordinate))
    return chr(65 + sum(valori) % 26)


def trova_codici_fiscali(testo: str) -> list[str]:
    """I codici fiscali di persona validi che compaiono nel testo, senza ripetizioni, nell'ordine in cui stanno.

    Serve a fermare i documenti che contengono dati di utenti dei servizi.
    """
    trovati = (presa[1] for presa in _NEL_TESTO.finditer(testo.upper()))
    return list(dict.fromkeys(codice for codice in trovati if e_codice_fiscale_di_persona(codice)))


def senza_codici_di_persona(testo: str) -> str:
    """Il testo con «[codice fiscale omesso]» al posto dei codici fiscali di persona: così si pubblica."""

    def detto(presa: re.Match[str]) -> str:
        return "[codice fiscale omesso]" if e_codice_fiscale_di_persona(presa[0].upper()) else presa[0]

    return _PAROLA.sub(detto, testo)
