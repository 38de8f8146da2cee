"""Il confronto intero fra due fotografie."""

from dataclasses import dataclass

from piano.confronto.campi import Parte
from piano.confronto.denaro import Somma, somme_cambiate, totale
from piano.confronto.schede import Scheda, obiettivi_confrontati, tavoli_confrontati
from piano.confronto.sezioni import SezioneConfrontata, sezioni_confrontate
from piano.confronto.voci import Genere


@dataclass(frozen=True)
class Confronto:
    """Sezioni, obiettivi e tavoli nei due momenti (uguali compresi), le somme cambiate e il totale delle risorse."""

    sezioni: list[SezioneConfrontata]
    obiettivi: list[Scheda]
    tavoli: list[Scheda]
    somme: list[Somma]
    totale: Somma

    @property
    def uguali(self):
        """Non è cambiato niente?"""
        return not (self.sezioni_cambiate or self.obiettivi_cambiati or self.tavoli_cambiati)

    @property
    def sezioni_cambiate(self):
        return [s for s in self.sezioni if s.genere != Genere.UGUALE]

    @property
    def obiettivi_cambiati(self):
        return [o for o in self.obiettivi if o.genere != Genere.UGUALE]

    @property
    def tavoli_cambiati(self):
        return [t for t in self.tavoli if t.genere != Genere.UGUALE]

    def righe(self, parte):
        """I campi cambiati di tutte le schede che parlano di quella `Parte`."""
        return [campo for scheda in self.obiettivi for campo in scheda.campi if campo.parte == Parte(parte)]


def confronta(prima, dopo):
    """Che cosa cambia da una fotografia all’altra."""
    return Confronto(
        sezioni=sezioni_confrontate(prima, dopo),
        obiettivi=obiettivi_confrontati(prima, dopo),
        tavoli=tavoli_confrontati(prima, dopo),
        somme=somme_cambiate(prima, dopo),
        totale=totale(prima, dopo),
    )
