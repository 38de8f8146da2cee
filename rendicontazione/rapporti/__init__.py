"""I rapporti della rendicontazione: una descrizione sola delle tabelle, da cui vengono la pagina, i fogli e il PDF."""

from rendicontazione.rapporti.bilancio import del_bilancio
from rendicontazione.rapporti.cifre_bilancio import CifraBilancio
from rendicontazione.rapporti.codici import Cifra, CodiceNonLeggibile
from rendicontazione.rapporti.comune import del_comune
from rendicontazione.rapporti.confronto import fra_anni
from rendicontazione.rapporti.fondo import del_fondo
from rendicontazione.rapporti.quote import delle_quote
from rendicontazione.rapporti.rapporto import Rapporto
from rendicontazione.rapporti.schemi import degli_schemi
from rendicontazione.rapporti.spesa import aggiornata_al, voci

__all__ = [
    "Cifra", "CifraBilancio", "CodiceNonLeggibile", "Rapporto", "aggiornata_al", "degli_schemi", "del_bilancio", "del_comune",
    "del_fondo", "delle_quote", "fra_anni", "voci",
]  # fmt: skip
