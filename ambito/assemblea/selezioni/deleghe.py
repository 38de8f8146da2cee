"""Chi siede per delega: il titolo di una persona, le deleghe di un Sindaco, gli inviti che aspettano."""

from django.utils import timezone

from ambito.assemblea.models import LimiteDelega, Seduta
from ambito.assemblea.stati import IN_SALA, StatoSeduta
from ambito.models import Incarico, Invito

RUOLO = "delegato"


def per_delega(poteri, comune_id):
    """La persona siede per quel Comune solo in forza di una delega?"""
    ruoli = {incarico.ruolo for incarico in poteri.incarichi if incarico.comune_id == comune_id}
    return RUOLO in ruoli and "sindaco" not in ruoli


def delega_di(poteri, comune_id):
    """La delega con cui la persona siede per quel Comune; `None` se è il Sindaco, o se non siede."""
    if not per_delega(poteri, comune_id):
        return None
    deleghe = Incarico.objects.vigenti(poteri.oggi).filter(utente=poteri.utente, ruolo=RUOLO, comune=comune_id)
    return deleghe.order_by("-dal").first()


def decaduta(delega, oggi):
    """Il Sindaco in carica quando fu data non lo è più: la delega è del suo mandato, e finisce con quello."""
    di_allora = Incarico.objects.vigenti(delega.dal).filter(ruolo="sindaco", comune=delega.comune_id)
    return di_allora.exists() and not di_allora.vigenti(oggi).exists()


def impegna_fuori_dalla_sala(poteri, comune_id):
    """La persona può rispondere per iscritto e firmare richieste per quel Comune? Il Sindaco sì; il delegato solo se la sua delega
    non è per una seduta, e il mandato di chi l’ha data non è finito.
    """
    if not per_delega(poteri, comune_id):
        return True
    delega = delega_di(poteri, comune_id)
    return delega is not None and delega.al is None and not decaduta(delega, poteri.oggi)


def punti_ammessi(utente, comune_id, seduta):
    """I punti su cui vota quel delegato, in fila; `None` se la sua delega non è limitata."""
    limite = LimiteDelega.objects.filter(seduta=seduta, comune=comune_id, email__iexact=utente.email).first()
    return list(seduta.punti.filter(pk__in=limite.punti).order_by("ordine")) if limite else None


def limiti_di(delega):
    """Coppie (punto, giorno della seduta) su cui soltanto vale la delega; nessuna se vale per tutto."""
    limiti = LimiteDelega.objects.filter(comune=delega.comune_id, email__iexact=delega.utente.email).select_related("seduta")
    return [
        (punto, timezone.localdate(limite.seduta.prima_convocazione))
        for limite in limiti
        if delega.vigente(timezone.localdate(limite.seduta.prima_convocazione))
        for punto in limite.seduta.punti.filter(pk__in=limite.punti).order_by("ordine")
    ]


def sindaco_di(delega):
    """Il nome di chi era Sindaco di quel Comune quando la delega è cominciata, o vuoto."""
    incarichi = Incarico.objects.vigenti(delega.dal).filter(ruolo="sindaco", comune=delega.comune_id).select_related("utente")
    return next((incarico.utente.nome_completo for incarico in incarichi), "")


def date_da(poteri):
    """Le deleghe in vigore, o che cominceranno, dei Comuni di cui la persona è Sindaco."""
    deleghe = Incarico.objects.per_elenco().filter(ruolo=RUOLO, comune__in=poteri.comuni_con("delega"))
    return [d for d in deleghe if d.al is None or d.al >= poteri.oggi]


def inviti_da(poteri, adesso):
    """I delegati invitati che non hanno ancora risposto."""
    inviti = Invito.objects.in_attesa().filter(ruolo=RUOLO, comune__in=poteri.comuni_con("delega"), scade_il__gt=adesso)
    return list(inviti.select_related("comune"))


def sedute_a_venire():
    """Le sedute per cui si può ancora delegare: convocate, o con la sala aperta."""
    aperte = Seduta.objects.filter(stato__in=[StatoSeduta.CONVOCATA, *IN_SALA])
    return aperte.select_related("organo").order_by("prima_convocazione")


def ultimo_giorno(seduta, oggi):
    """Il giorno in cui la seduta può tenersi al più tardi; oggi, se è ancora aperta dopo quel giorno (è passata la mezzanotte)."""
    return max(oggi, timezone.localdate(seduta.seconda_convocazione or seduta.prima_convocazione))
