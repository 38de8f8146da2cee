"""Gli inviti agli enti in un colpo solo: da righe «nome; e-mail» nascono l’ente, se manca, e l’invito della casa."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from ambito import inviti
from ambito.errori import ErroreAtteso
from ambito.models import Ente, Incarico, Invito
from ambito.operazioni import aggiungi_ente
from ambito.registro import annota

MASSIME_RIGHE = 100


class InvitiNonPronti(ErroreAtteso):
    """Le righe non si possono invitare: la frase dice perché."""


class RigaInvito(NamedTuple):
    """Una riga letta: `problema` vuoto se si può invitare; `ente` è quello che c’è già, o `None` se nascerà."""

    numero: int
    nome: str
    email: str
    ente: Ente | None
    problema: str


def leggi_inviti(testo, oggi):
    """Le righe «nome; e-mail» con ciò che ne sarebbe; non scrive nulla. `InvitiNonPronti` se sono vuote o troppe."""
    enti = {e.denominazione.casefold(): e for e in Ente.objects.all()}
    attesi = set(Invito.objects.in_attesa().filter(ruolo="ets").values_list("email", "ente"))
    vigenti = Incarico.objects.vigenti(oggi).filter(ente__isnull=False)
    occupati = {(email.lower(), ente) for email, ente in vigenti.values_list("utente__email", "ente")}
    visti, lette = set(), []
    for numero, nome, email in _righe(testo):
        ente = enti.get(nome.casefold())
        problema = _problema(nome, email, ente, attesi, occupati, visti)
        visti |= {nome.casefold(), email}
        lette.append(RigaInvito(numero, nome, email, ente, problema))
    return lette


def _righe(testo):
    """Numero di riga, nome ed e-mail delle righe non vuote."""
    righe = [(n, r.rpartition(";")) for n, r in enumerate(testo.splitlines(), 1) if r.strip()]
    if not righe or len(righe) > MASSIME_RIGHE:
        raise InvitiNonPronti(f"Scrivi da una a {MASSIME_RIGHE} righe, una per ente: nome; e-mail.")
    return [(n, " ".join(nome.split()), inviti.normale(email)) for n, (nome, _, email) in righe]


def _problema(nome, email, ente, attesi, occupati, visti):
    if not nome or len(nome) > 200:
        return "Manca il nome dell’ente, o è troppo lungo."
    try:
        validate_email(email)
    except ValidationError:
        return "L’indirizzo e-mail non è valido."
    if nome.casefold() in visti or email in visti:
        return "È già in una riga sopra."
    if ente and ente.tipo != "ets":
        return f"C’è già, ma non è del terzo settore: {ente.get_tipo_display()}."
    if ente and (email, ente.pk) in attesi:
        return "È già stato invitato e non ha ancora risposto."
    if ente and (email.lower(), ente.pk) in occupati:
        return "La persona ha già un incarico per questo ente."
    return ""


@transaction.atomic
def invita_enti(avviso, testo, *, poteri, adesso):
    """Invita chi si può, tutti o nessuno; le righe con un problema si saltano. Restituisce quanti inviti sono partiti."""
    poteri.esigi("conferisce_incarichi")
    if not avviso.in_corso(timezone.localdate(adesso)) or "terzo_settore" not in avviso.ammessi:
        raise InvitiNonPronti("L’avviso non è in corso, o non è rivolto al terzo settore: prima modificalo.")
    pronte = [riga for riga in leggi_inviti(testo, timezone.localdate(adesso)) if not riga.problema]
    if not pronte:
        raise InvitiNonPronti("Nessuna riga si può invitare: correggi quelle segnate.")
    for riga in pronte:
        _invita(riga, avviso, poteri, adesso)
    annota(avviso, "avviso.invita", f"Invitati {len(pronte)} enti ad aderire {avviso.triennio}", autore=poteri.utente,
           quando=adesso, dopo={"enti": [r.nome for r in pronte]})  # fmt: skip
    return len(pronte)


def _invita(riga, avviso, poteri, adesso):
    ente = riga.ente or aggiungi_ente(tipo="ets", denominazione=riga.nome, codice_fiscale="", pec="", poteri=poteri, adesso=adesso)
    inviti.conferisci_o_invita(
        email=riga.email, nome="Referente", cognome=riga.nome[:80], ruolo="ets", ente=ente, dal=timezone.localdate(adesso),
        atto=avviso.atto or str(avviso), autore=poteri.utente, adesso=adesso,
    )  # fmt: skip
