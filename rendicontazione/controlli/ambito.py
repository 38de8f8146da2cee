"""I controlli che guardano l’Ambito intero: i fondi, la quota dei minori, i posti dei servizi. Importi in euro."""

from ambito.nucleo.formati_italiani import conta, formatta_importo, formatta_numero
from rendicontazione.controlli.catalogo import Rilevato

# La parte del Fondo nazionale politiche sociali che va a infanzia, adolescenza e famiglia, in percentuale (piano nazionale).
QUOTA_MINORI = 50


def oltre_l_assegnato(fondo, speso, assegnato, *, anno):
    """C02: i Comuni dichiarano, fino all’`anno`, più entrate da un fondo di quante ne sono state assegnate; `None` se torna."""
    if speso <= assegnato:
        return None
    frase = (
        f"Fino al {anno} i Comuni dichiarano {_euro(speso)} da questo fondo; ne risultano assegnati {_euro(assegnato)}, "
        f"{_euro(speso - assegnato)} in meno."
    )
    return Rilevato("C02", fondo.codice, f"{fondo.codice} {fondo.nome}", frase)


def quota_minori(per_i_minori, in_tutto, *, soglia):
    """C03: della spesa del Fondo nazionale, per infanzia, adolescenza e famiglia è meno di `soglia` %; `None` se torna."""
    if not in_tutto or per_i_minori * 100 >= in_tutto * soglia:
        return None
    quota = formatta_numero(per_i_minori * 100 / in_tutto, 1)
    frase = f"{_euro(per_i_minori)} su {_euro(in_tutto)}: il {quota} %, meno del {soglia} %."
    return Rilevato("C03", "", "Fondo nazionale politiche sociali, infanzia, adolescenza e famiglia", frase)


def posti_oltre_gli_autorizzati(rilevazione, autorizzati):
    """C11: in un Comune un servizio dichiara più posti di quelli autorizzati alle sue strutture; `None` se torna."""
    if rilevazione.posti <= autorizzati:
        return None
    frase = f"{conta(rilevazione.posti, 'posto dichiarato', 'posti dichiarati')}, {formatta_numero(autorizzati)} autorizzati."
    return Rilevato("C11", str(rilevazione.pk), f"{rilevazione.servizio}, {rilevazione.comune.nome}", frase)


def _euro(importo):
    return f"{formatta_importo(importo)} €"
