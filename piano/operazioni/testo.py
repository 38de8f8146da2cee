"""Il testo di una sezione: forma in cui si conserva e proposta di unione fra due versioni."""

import re

from ambito.errori import ErroreAtteso
from ambito.nucleo.figure import figure_scritte
from ambito.nucleo.note import note_scritte
from ambito.nucleo.testo import fondi, pulisci_html, testo_semplice

# Ciò che l’editor mette o toglie da sé a ogni apertura: se restasse, due persone avrebbero «cambiato» punti mai toccati.
_CELLA = re.compile(r"<t[hd] [^<>]*>")
_DELL_EDITOR = re.compile(r' (?:colspan="1"|rowspan="1"|scope="[a-z]+")')
_BLOCCO = r"(?:p|h[2-4]|ul|ol|li|table|thead|tbody|tr|th|td|blockquote)"
_DOPO = re.compile(rf"(<{_BLOCCO}(?: [^<>]*)?>|</{_BLOCCO}>)\s+")
_PRIMA = re.compile(rf"(?<!\s)\s+(<{_BLOCCO}(?: [^<>]*)?>|</{_BLOCCO}>)")

LUNGHEZZA_MASSIMA = 400_000


class TestoTroppoLungo(ErroreAtteso):
    """Il testo supera la misura di una sezione, o di un verbale."""

    __test__ = False


def testo_pulito(testo):
    """L’HTML ammesso, in una forma sola; senza marcatori (scritto senza editor) diventa paragrafi; senza parole, è vuoto.

    `[nota: …]` è una nota, `[figura: …]` sta in un paragrafo suo.

    Oltre `LUNGHEZZA_MASSIMA` caratteri, `TestoTroppoLungo`: prima di pulirlo, che su un testo senza misura costa.
    """
    if len(testo) > LUNGHEZZA_MASSIMA:
        raise TestoTroppoLungo("Il testo è troppo lungo: dividilo in più parti o sposta le tabelle negli allegati.")
    if "<" not in testo:
        paragrafi = testo.replace("\r\n", "\n").split("\n\n")
        testo = "".join(f"<p>{p.strip()}</p>" for p in paragrafi if p.strip())
    pulito = _CELLA.sub(lambda cella: _DELL_EDITOR.sub("", cella[0]), pulisci_html(note_scritte(pulisci_html(testo)))).strip()
    pulito = figure_scritte(_PRIMA.sub(r"\1", _DOPO.sub(r"\1", pulito)))
    return pulito if testo_semplice(pulito).strip() else ""


def proposta_unita(base, mio, attuale):
    """Un testo che non perde niente: le parti unite da sole e, nei punti in conflitto, prima la mia versione poi l’altra."""
    unito, conflitti = fondi(base, mio, attuale)
    inizio = 0
    for conflitto in conflitti:
        trovato = unito.find(conflitto.mia, inizio)
        dopo = trovato + len(conflitto.mia)
        unito = unito[:dopo] + conflitto.sua + unito[dopo:]
        inizio = dopo + len(conflitto.sua)
    return unito
