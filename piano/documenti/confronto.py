"""Che cosa cambia fra due momenti del piano, come racconto e come documento."""

from dataclasses import dataclass

from django.utils import timezone

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.impronta import impronta
from piano import selezioni
from piano.confronto import confronta
from piano.confronto.racconto import racconta
from piano.documenti import fotografa, piano_del_periodo
from piano.models import PianoDiZona, VersionePiano
from piano.selezioni import confronti


class VersioniMancanti(ErroreAtteso):
    """Il piano non ha ancora versioni da confrontare."""


@dataclass(frozen=True)
class Coppia:
    """Due momenti del piano da confrontare, il più vecchio per primo; `dopo` è `None` se è la bozza di adesso."""

    piano: PianoDiZona
    prima: VersionePiano
    dopo: VersionePiano | None

    @property
    def segno(self):
        """Un numero per ogni coppia: il confronto di due versioni non ne sostituisce uno fra altre due."""
        return confronti.segno(self.piano.pk, self.prima.numero, self.dopo.numero if self.dopo else 0)

    def foto(self, oggi):
        """Le due fotografie; la bozza di adesso ha i dati citati al valore di `oggi`."""
        return self.prima.dati, self.dopo.dati if self.dopo else fotografa(self.piano, oggi)

    def racconto(self, oggi):
        """Che cosa cambia e per mano di chi, in testi pronti per la pagina e per il documento."""
        foto = self.foto(oggi)
        confronto = confronta(*foto)
        chi = confronti.autori(self.piano, confronto, self.prima.quando, self.dopo and self.dopo.quando)
        lati = [_lato(versione, dati) for versione, dati in zip((self.prima, self.dopo), foto, strict=True)]
        return {"lati": lati, **racconta(confronto, chi)}


def _lato(versione, dati):
    if versione is None:
        return {"nome": "Bozza di adesso", "numero": 0, "quando": "", "chi": "", "impronta": impronta(dati)}
    quando = formatta_data(timezone.localdate(versione.quando), esteso=True)
    chi = str(versione.autore or "il portale")
    return {"nome": versione.chiamata, "numero": versione.numero, "quando": quando, "chi": chi, "impronta": versione.impronta}


def prepara(coppia, oggi):
    """Il documento di che cosa cambia fra due momenti del piano."""
    racconto, dati = coppia.racconto(oggi), coppia.prima.dati
    nomi = [lato["nome"] for lato in racconto["lati"]]
    segni = [f"v{lato['numero']}" if lato["numero"] else "bozza" for lato in racconto["lati"]]
    return Preparato(
        oggetto_id=coppia.segno,
        titolo=f"{dati['titolo']}: che cosa cambia",
        sottotitolo=f"Da «{nomi[0]}» a «{nomi[1]}»",
        nome_file=f"confronto-piano-di-zona-{dati['triennio']}-{'-'.join(segni)}.pdf",
        dati=racconto,
        permesso="legge_piano",
        dimostrativo=dati["dimostrativo"],
    )


def trova(triennio, anno):
    """Le ultime due versioni del piano di quel periodo; se ce n’è una sola, quella e la bozza di adesso."""
    piano = piano_del_periodo(triennio, anno)
    numeri = list(selezioni.versioni(piano).values_list("numero", flat=True)[:2])
    if not numeri:
        raise VersioniMancanti("Per confrontare serve una versione congelata: si congela dalla pagina «Versioni» del piano.")
    versioni = [selezioni.versione(piano, numero) for numero in reversed(numeri)]
    return Coppia(piano, *versioni) if len(versioni) == 2 else Coppia(piano, versioni[0], None)
