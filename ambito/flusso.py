"""Unico scrittore dello stato: blocca la riga, verifica legalità, diritto e condizioni, salva, registra. In una transazione.

Un modello con stato ha `stato`, la tavola `PASSI` (nome → `Passo`) e, se il diritto è su un Comune, `comune`.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ambito import avvisi
from ambito.errori import ErroreAtteso
from ambito.poteri import PotereMancante
from ambito.registro import annota


class TransizioneNonAmmessa(ErroreAtteso):
    """Nello stato in cui si trova, l’oggetto non può fare questo passo."""


class RequisitiMancanti(ErroreAtteso):
    """Il passo è possibile ma manca qualcosa: `motivi` elenca le frasi."""

    def __init__(self, motivi):
        super().__init__(" ".join(motivi))
        self.motivi = motivi


@transaction.atomic
def esegui(oggetto, nome, *, poteri, adesso, nota=""):
    """Compie il passo `nome` e restituisce l’oggetto riletto. `poteri=None` = il sistema, ammesso solo dove il passo lo prevede."""
    passo = oggetto.PASSI[nome]
    oggetto = type(oggetto).objects.select_for_update(of=("self",)).get(pk=oggetto.pk)
    if oggetto.stato not in passo.da:
        raise TransizioneNonAmmessa(_non_ammessa(oggetto, passo))
    _esigi_diritto(oggetto, passo, poteri)
    _esigi_requisiti(oggetto, passo, nota)
    prima, oggetto.stato = oggetto.stato, passo.a
    oggetto.save(update_fields=["stato"])
    annota(oggetto, f"{oggetto._meta.model_name}.{nome}", f"{passo.frase}: {oggetto}", autore=poteri and poteri.utente,
           quando=adesso, prima={"stato": prima}, dopo={"stato": passo.a}, nota=nota)  # fmt: skip
    avvisi.annuncia(oggetto, nome, autore=poteri and poteri.utente, adesso=adesso, nota=nota)
    return oggetto


def possibili(oggetto, poteri):
    """Nomi dei passi che la persona può compiere adesso (le condizioni mancanti si diranno provando)."""
    return [n for n, p in oggetto.PASSI.items() if oggetto.stato in p.da and p.permesso and _ha_diritto(oggetto, p, poteri)]


def _ha_diritto(oggetto, passo, poteri):
    return poteri.puo(passo.permesso) or poteri.puo(passo.permesso, getattr(oggetto, "comune_id", None) or 0)


def _esigi_diritto(oggetto, passo, poteri):
    if poteri is None:
        if passo.permesso:
            raise PermissionDenied(passo.permesso)
    elif not passo.permesso or not _ha_diritto(oggetto, passo, poteri):
        raise PotereMancante(passo.permesso, getattr(oggetto, "comune_id", None))


def _esigi_requisiti(oggetto, passo, nota):
    motivi = [frase for regola in passo.esige if (frase := regola(oggetto))]
    if passo.motivo and not nota.strip():
        motivi.append("Scrivi il motivo.")
    if motivi:
        raise RequisitiMancanti(motivi)


def _non_ammessa(oggetto, passo):
    return f"«{passo.frase}» non si può fare adesso: lo stato è «{oggetto.get_stato_display()}»."
