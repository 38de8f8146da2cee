"""Unico scrittore dello stato: blocca la riga, verifica legalità, diritto e condizioni, salva, registra. In una transazione.

Un modello con stato ha `stato`, la tavola `PASSI` (nome → `Passo`) e, se il diritto è su un Comune o un ente, `comune` o `ente`.
I dati dimostrativi possono nascere già avanti (`fai_nascere`), mai quelli di un Ambito vero.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ambito import avvisi
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.contesto import esigi_ambito
from ambito.poteri import PotereMancante
from ambito.registro import annota


class TransizioneNonAmmessa(ErroreAtteso):
    """Nello stato in cui si trova, l’oggetto non può fare questo passo."""


class RequisitiMancanti(ErroreAtteso):
    """Il passo è possibile ma manca qualcosa: `motivi` elenca le frasi."""

    def __init__(self, motivi):
        super().__init__(" ".join(motivi))
        self.motivi = motivi


class SoloDimostrativo(ErroreAtteso):
    """L’Ambito è vero: i suoi stati si raggiungono passo per passo."""


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


def fai_nascere(nuovi):
    """Scrive insieme oggetti nuovi dello stesso modello, coppie (oggetto, stato in cui nasce), e li restituisce.

    Soltanto in un Ambito dimostrativo: raccontano anni che nessuno ha vissuto, e i loro passi non li ha compiuti nessuno. Chi
    chiama lo scrive nel registro.
    """
    if not Ambito.objects.get(pk=esigi_ambito()).dimostrativo:
        raise SoloDimostrativo("Questo Ambito non è dimostrativo: i suoi dati passano dalle pagine, un passo alla volta.")
    for oggetto, stato in nuovi:
        oggetto.stato = stato
    oggetti = [oggetto for oggetto, _ in nuovi]
    return type(oggetti[0]).objects.bulk_create(oggetti)


def possibili(oggetto, poteri):
    """Nomi dei passi che la persona può compiere adesso (le condizioni mancanti si diranno provando)."""
    return [n for n, p in oggetto.PASSI.items() if oggetto.stato in p.da and p.permesso and _ha_diritto(oggetto, p, poteri)]


def _ha_diritto(oggetto, passo, poteri):
    comune, ente = getattr(oggetto, "comune_id", None), getattr(oggetto, "ente_id", None)
    return poteri.puo(passo.permesso) or poteri.puo(passo.permesso, comune or 0) or poteri.puo_ente(passo.permesso, ente)


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
