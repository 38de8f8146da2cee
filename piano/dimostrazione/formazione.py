"""Il piano di formazione dimostrativo: iniziative inventate, e lo dicono."""

from datetime import date
from decimal import Decimal

from ambito.poteri import Poteri
from piano import operazioni
from piano.models import IniziativaFormativa, Obiettivo, PartecipazioneFormazione
from servizi.selezioni import fondi

DETTO = "Dato dimostrativo."
# Argomento, chi la tiene, ore, dal, al, costo, area dell’obiettivo, partecipanti (figura, attese, venute).
INIZIATIVE = [
    ("La scheda unica di valutazione", "Ufficio di Piano", 12, date(2025, 3, 3), date(2025, 5, 12), "2400.00", "A",
     [("Assistente sociale", 48, 41), ("Operatore amministrativo", 20, 14)]),
    ("Lavorare in équipe con le famiglie (P.I.P.P.I.)", "Università (inventata)", 24, date(2025, 10, 6), date(2025, 12, 15),
     "6800.00", "I", [("Assistente sociale", 24, 22), ("Educatore", 18, 15)]),
    ("Supervisione degli assistenti sociali, secondo anno", "Supervisore esterno (inventato)", 30, date(2026, 2, 2),
     date(2026, 10, 30), "9200.00", "A", [("Assistente sociale", 45, 39)]),
    ("Usare la cartella sociale comune", "Azienda speciale consortile", 8, date(2027, 2, 1), date(2027, 3, 31), "1500.00", "F",
     [("Assistente sociale", 50, None), ("Operatore amministrativo", 30, None)]),
]  # fmt: skip


def programma(scena, piano, persona, oggi):
    """Le iniziative dei tre anni; quelle già finite sono svolte."""
    chi = {"poteri": Poteri(persona, scena.ambito, oggi), "adesso": scena.adesso}
    fondo = fondi().filter(codice="FNPS").first()
    obiettivi = {o.area.codice: o for o in Obiettivo.objects.filter(piano=piano).select_related("area")}
    for argomento, tiene, ore, dal, al, costo, area, persone in INIZIATIVE:
        finita = al <= oggi
        iniziativa = IniziativaFormativa(
            piano=piano, argomento=argomento, chi_la_tiene=tiene, anno=dal.year, ore=Decimal(ore), inizio=dal, fine=al, fondo=fondo,
            costo=Decimal(costo), obiettivo=obiettivi.get(area), voto=Decimal("4.3") if finita else None, giudizio=DETTO,
        )  # fmt: skip
        righe = [
            PartecipazioneFormazione(figura=figura, attese=attese, venute=venute if finita else None)
            for figura, attese, venute in persone
        ]
        operazioni.salva_iniziativa(iniziativa, righe=righe, **chi)
        if finita:
            operazioni.chiudi_iniziativa(iniziativa, passo="svolgi", **chi)
