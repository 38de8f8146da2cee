"""Istituire l’organo e scriverne la regola."""

from django.db import transaction

from ambito.assemblea.models import Organo, RegolaVoto
from ambito.assemblea.stati import CONVOCA
from ambito.errori import ErroreAtteso
from ambito.nucleo.frazioni import Soglia
from ambito.nucleo.regole import Maggioranza, Quorum, Regola
from ambito.registro import annota

META = Soglia(1, 2, stretta=True)
# Ipotesi di lavoro per la Lombardia (LR 3/2008, DGR 5507/2016): ogni Ambito scrive la propria, questa non è verificata.
REGOLA_DI_PARTENZA = Regola(
    quorum_prima=Quorum(META, META),
    quorum_seconda=Quorum(Soglia(1, 3)),
    maggioranze={"ordinaria": Maggioranza(META, "votanti", META, "votanti")},
    tipo_peso="popolazione",
)
FONTE_DI_PARTENZA = "Regola dimostrativa, da verificare: sostituire con il regolamento dell’Assemblea"


class OrganoGiaPresente(ErroreAtteso):
    """L’organo c’è già."""


@transaction.atomic
def istituisci(*, nome, poteri, adesso, dal):
    """Crea un organo con la regola di partenza (non verificata), valida dal giorno `dal`."""
    poteri.esigi(CONVOCA)
    if Organo.objects.filter(nome=nome).exists():
        raise OrganoGiaPresente(f"«{nome}» c’è già.")
    organo = Organo.objects.create(nome=nome)
    RegolaVoto.objects.create(
        organo=organo, versione=1, contenuto=REGOLA_DI_PARTENZA.to_dict(), fonte=FONTE_DI_PARTENZA, valida_dal=dal
    )
    annota(organo, "organo.istituisci", f"Istituito l’organo {nome} con la regola di partenza, da verificare",
           autore=poteri.utente, quando=adesso)  # fmt: skip
    return organo
