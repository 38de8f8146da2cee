"""Il Sindaco delega chi siede al suo posto: un incarico con le sue date, che può sempre revocare. Un delegato non delega."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ambito import incarichi, inviti
from ambito.assemblea.models import LimiteDelega, RegolaVoto
from ambito.assemblea.operazioni.aula import DelegaNonAmmessa, escono_i_delegati
from ambito.assemblea.selezioni import deleghe
from ambito.assemblea.stati import CONVOCA
from ambito.models import Ambito, Incarico, Invito
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.formati_italiani import formatta_data
from ambito.poteri import Poteri

# Chi ha questi diritti gestisce o tiene le sedute: non siede e non vota.
GESTISCONO = ("gestisce_servizi", CONVOCA)


@transaction.atomic
def conferisci(comune, *, email, nome, cognome, qualifica, poteri, adesso, seduta=None, estremi="", punti=()):
    """Delega una persona a sedere per il Comune, in `seduta` o finché non si revoca; dà `Incarico`, o `Invito` se è nuova.

    `punti`: i soli, di quella seduta, su cui il delegato vota; nessuno vuol dire tutti.

    `DelegaNonAmmessa`: c’è già un delegato, o la regola non lo ammette. Errori anche di `inviti.conferisci_o_invita`.
    """
    poteri.esigi("delega", comune.pk)
    # Due deleghe insieme si mettono in fila qui: la seconda trova la prima.
    Ambito.objects.select_for_update(of=("self",), no_key=True).get(pk=esigi_ambito())
    _nessun_altro(poteri, comune, adesso)
    _ammesso(email, comune, seduta, poteri, adesso)
    _limita(comune, seduta, inviti.normale(email), punti)
    oggi = timezone.localdate(adesso)
    return inviti.conferisci_o_invita(
        email=email, nome=nome, cognome=cognome, ruolo=deleghe.RUOLO, comune=comune, dal=oggi,
        al=deleghe.ultimo_giorno(seduta, oggi) if seduta else None, atto=_atto(poteri, qualifica, estremi, oggi),
        autore=poteri.utente, adesso=adesso,
    )  # fmt: skip


def _limita(comune, seduta, email, punti):
    """Scrive su quali punti vota il delegato; una delega nuova alla stessa persona prende il posto della vecchia."""
    if punti and (seduta is None or any(punto.seduta_id != seduta.pk for punto in punti)):
        raise DelegaNonAmmessa("I punti sono di un’altra seduta: scegli la seduta a cui appartengono.")
    if seduta is None:
        return
    limiti = LimiteDelega.objects.filter(seduta=seduta, comune=comune, email=email)
    limiti.delete()
    if punti:
        LimiteDelega.objects.create(seduta=seduta, comune=comune, email=email, punti=[punto.pk for punto in punti])


def _atto(poteri, qualifica, estremi, oggi):
    """L’atto che resta scritto accanto a chi siede: chi delega, quando, chi è il delegato, gli estremi se c’è una carta."""
    atto = f"Delega del Sindaco {poteri.utente.nome_completo} del {formatta_data(oggi, esteso=True)} ({qualifica})"
    return f"{atto}, {estremi.strip()}"[:200] if estremi.strip() else atto[:200]


def _nessun_altro(poteri, comune, adesso):
    for delega in deleghe.date_da(poteri):
        if delega.comune_id == comune.pk:
            raise DelegaNonAmmessa(f"Il delegato di {comune} è già {delega.utente.nome_completo}: prima revoca quella delega.")
    for invito in deleghe.inviti_da(poteri, adesso):
        if invito.comune_id == comune.pk:
            raise DelegaNonAmmessa(f"Hai già invitato {invito.persona} come delegato di {comune}: prima revoca l’invito.")


def _ammesso(email, comune, seduta, poteri, adesso):
    """Nessuno delega sé stesso o chi gestisce; chi siede per un altro Comune, solo se la regola lo dice."""
    suoi = _poteri_di(email, poteri)
    if suoi and suoi.utente.pk == poteri.utente.pk:
        raise DelegaNonAmmessa("Non puoi delegare te stesso: scrivi l’indirizzo di chi siede al tuo posto.")
    if suoi and any(suoi.puo(permesso) for permesso in GESTISCONO):
        raise DelegaNonAmmessa("Chi lavora per l’Ufficio di Piano o tiene le sedute non vota: decidere e gestire sono separati.")
    for regola in _regole(seduta, adesso):
        if regola.delega == "nessuna":
            raise DelegaNonAmmessa("La regola di voto non ammette delegati.")
        if regola.delega == "stesso_comune" and _siede_altrove(suoi, comune):
            raise DelegaNonAmmessa(
                "Questa persona siede per un altro Comune: la regola di voto non ammette che ne rappresenti due."
            )


def _regole(seduta, adesso):
    if seduta is not None:
        return [seduta.regola_di_voto]
    oggi = timezone.localdate(adesso)
    return [regola.regola() for regola in RegolaVoto.objects.in_vigore(oggi)]


def _poteri_di(email, poteri):
    """I poteri di chi si vuole delegare, se è già dell’Ambito."""
    persona = inviti.persona_dell_ambito(email)
    return Poteri(persona, poteri.ambito, poteri.oggi) if persona else None


def _siede_altrove(suoi, comune):
    return suoi is not None and bool(set(suoi.comuni_con("vota")) - {comune.pk})


@transaction.atomic
def revoca(delega, *, poteri, adesso):
    """Revoca subito una delega data (o l’invito che aspetta): il delegato esce dalla sala, la scheda già consegnata resta."""
    poteri.esigi("delega", delega.comune_id)
    if isinstance(delega, Invito):
        return inviti.revoca(delega, autore=poteri.utente, adesso=adesso)
    delega = Incarico.objects.select_related("comune").get(pk=delega.pk, ruolo=deleghe.RUOLO)
    escono_i_delegati(delega.utente, delega.comune_id, poteri=poteri, adesso=adesso)
    oggi, nota = timezone.localdate(adesso), f"Revocata dal Sindaco {poteri.utente.nome_completo}"
    if delega.dal >= oggi:
        return incarichi.annulla(delega, autore=poteri.utente, adesso=adesso, nota=nota)
    return incarichi.cessa(delega, al=oggi - timedelta(days=1), autore=poteri.utente, adesso=adesso, nota=nota)
