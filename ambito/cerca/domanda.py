"""Le parole cercate, come condizioni in SQL su titolo, nota e testo."""

from ambito.cerca.parole import inizio, nuda

VETTORE = "cerca_vettore(titolo, nota, testo)"
# Conta di più ciò che sta nel titolo, e un titolo breve.
VOTO = f"ts_rank('{{0.1,0.2,0.4,1.0}}', {VETTORE}, %s::tsquery, 1)"
# Una parola: per la radice che ha nel dizionario italiano, oppure come inizio (chi scrive può non averla finita).
PAROLA = "(to_tsquery('italian'::regconfig, %s) || to_tsquery('simple'::regconfig, %s))"
VICINA = "concat_ws(' ', titolo, nota, testo) ~* %s"


def accorcia(parola):
    """Le prime lettere della parola: dove non si trova nulla, si guarda che cosa comincia allo stesso modo."""
    return parola[: max(4, len(parola) * 2 // 3)]


class Domanda:
    """Tutte le parole; con `larga` ne basta una, e anche una che le somiglia."""

    def __init__(self, parole, *, larga=False):
        self.parole, self.larga = parole, larga

    def in_sql(self):
        """Le condizioni e il voto, ciascuno con i suoi parametri.

        Prima ciò che costa poco: il vettore si calcola solo per le righe in cui le parole possono esserci.
        """
        chiesta, sue = self._chiesta()
        inizi = [inizio(p) for p in self.parole]
        schemi = ["|".join(inizi)] if self.larga else inizi
        condizioni = " and ".join([*[VICINA] * len(schemi), f"{VETTORE} @@ {chiesta}"])
        return (condizioni, [*schemi, *sue]), (VOTO.replace("%s::tsquery", chiesta), sue)

    def _chiesta(self):
        """La `tsquery`, e i testi che vi entrano."""
        unione = " || " if self.larga else " && "
        sue = [testo for p in self.parole for testo in (p, f"{accorcia(p) if self.larga else nuda(p)}:*")]
        return f"({unione.join([PAROLA] * len(self.parole))})", sue
