"""Quale intestazione del foglio è quale colonna, quando non si capisce: lo dice una persona, e l’Ambito se ne ricorda."""

from ambito.errori import ErroreAtteso
from ambito.importazione.lettura import normale
from ambito.models import MemoriaColonna


class AbbinamentoNonValido(ErroreAtteso):
    """Le colonne indicate non bastano o si ripetono: la frase dice quali."""


def ricordate(tracciato):
    """Le coppie (intestazione, colonna) indicate in passato nell’Ambito in corso per fogli di quel tipo."""
    return list(MemoriaColonna.objects.filter(tracciato=tracciato.nome).values_list("intestazione", "colonna"))


def ricorda(tracciato, scelte):
    """Tiene le `scelte` (`{nome della colonna: intestazione}`) per i prossimi fogli. `AbbinamentoNonValido` se non tornano."""
    etichette = {c.nome: c.etichetta for c in tracciato.colonne}
    doppie = [i for i in set(scelte.values()) if list(scelte.values()).count(i) > 1]
    if doppie:
        raise AbbinamentoNonValido(f"Hai indicato «{doppie[0]}» per due colonne diverse: ognuna ne vuole una sua.")
    for nome, intestazione in scelte.items():
        MemoriaColonna.objects.update_or_create(
            tracciato=tracciato.nome, intestazione=normale(intestazione)[:200], defaults={"colonna": nome}
        )
    return {intestazione: etichette[nome] for nome, intestazione in scelte.items()}


def dimentica(tracciato, intestazioni):
    """Scorda ciò che era stato indicato per quelle intestazioni."""
    MemoriaColonna.objects.filter(tracciato=tracciato.nome, intestazione__in=map(normale, intestazioni)).delete()
