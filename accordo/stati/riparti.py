"""Stati e passi di un riparto: dalla bozza alla riscossione."""

from django.db import models

from accordo.requisiti import riparti as requisiti
from ambito.nucleo.flusso import Passo


class StatoRiparto(models.TextChoices):
    BOZZA = "bozza", "In preparazione"
    DEPOSITATO = "depositato", "Depositato per il voto"
    DELIBERATO = "deliberato", "Deliberato"
    IN_RISCOSSIONE = "in_riscossione", "In riscossione"
    SALDATO = "saldato", "Saldato"


class Base(models.TextChoices):
    """Il dato con cui un criterio divide: lo sa il portale, o lo raccoglie l’Ufficio (`DATO`)."""

    UGUALE = "uguale", "Parti uguali"
    POPOLAZIONE = "popolazione", "Residenti"
    MINORI = "minori", "Residenti da 0 a 17 anni"
    ANZIANI = "anziani", "Residenti dai 65 anni"
    GRANDI_ANZIANI = "grandi_anziani", "Residenti dai 75 anni"
    DATO = "dato", "Un dato raccolto dall’Ufficio"


class Misura(models.TextChoices):
    PERCENTUALE = "percentuale", "Percentuale (di ciò che resta)"
    EURO_PER_UNITA = "euro_per_unita", "Euro per ogni unità"


class Verso(models.TextChoices):
    """Quali Comuni tocca un correttivo, rispetto alla sua soglia; la soglia è compresa."""

    FINO_A = "fino_a", "Chi ne ha fino a"
    ALMENO = "almeno", "Chi ne ha almeno"


TONI_RIPARTO = {
    StatoRiparto.BOZZA: "neutro",
    StatoRiparto.DEPOSITATO: "attesa",
    StatoRiparto.DELIBERATO: "positivo",
    StatoRiparto.IN_RISCOSSIONE: "attesa",
    StatoRiparto.SALDATO: "positivo",
}
# Da quando le quote sono quelle decise: prima sono ipotesi.
ADOTTATI = (StatoRiparto.DELIBERATO, StatoRiparto.IN_RISCOSSIONE, StatoRiparto.SALDATO)
RISCOSSI = (StatoRiparto.IN_RISCOSSIONE, StatoRiparto.SALDATO)

PASSI_RIPARTO = {
    "deposita": Passo(
        frozenset({StatoRiparto.BOZZA}), StatoRiparto.DEPOSITATO, "tiene_riparti", "Depositato per il voto",
        esige=(requisiti.proposto_calcolato,),
    ),
    "ritira": Passo(
        frozenset({StatoRiparto.DEPOSITATO}), StatoRiparto.BOZZA, "tiene_riparti", "Ritirato dal deposito", motivo=True
    ),
    # Dopo il voto dell’Assemblea: lo compie il portale.
    "delibera": Passo(frozenset({StatoRiparto.DEPOSITATO}), StatoRiparto.DELIBERATO, "", "Deliberato"),
    # L’Assemblea ha deciso fuori dal portale: l’Ufficio ne registra l’atto.
    "registra_atto": Passo(
        frozenset({StatoRiparto.DEPOSITATO}), StatoRiparto.DELIBERATO, "tiene_riparti", "Registrata la deliberazione",
        esige=(requisiti.con_atto,),
    ),
    "riscuoti": Passo(
        frozenset({StatoRiparto.DELIBERATO}), StatoRiparto.IN_RISCOSSIONE, "tiene_riparti", "Aperta la riscossione",
        esige=(requisiti.con_rate,),
    ),
    "salda": Passo(frozenset({StatoRiparto.IN_RISCOSSIONE}), StatoRiparto.SALDATO, "", "Tutti i Comuni hanno pagato"),
    "riapri": Passo(frozenset({StatoRiparto.SALDATO}), StatoRiparto.IN_RISCOSSIONE, "", "Riaperta la riscossione"),
}  # fmt: skip
