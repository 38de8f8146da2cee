"""Che cosa scade, di chi è, chi se ne occupa se non c’è nessuno."""

from datetime import timedelta

from ambito.avvisi import di_riserva
from ambito.db.pronte import pronta
from ambito.models import Incarico, Scadenza, Utente, VoceScadenzario
from ambito.permessi import GUIDA, RUOLI

TIENE = "tiene_scadenzario"
PREAVVISO = timedelta(days=30)
# Chi può occuparsi di una scadenza: i ruoli che tengono lo scadenzario.
RUOLI_CHE_TENGONO = [r.codice for r in RUOLI.values() if TIENE in r.ambito]


def scadenze(oggi):
    """Tutte le scadenze dell’Ambito in corso, con la voce, la situazione e se chi se ne occupa è in carica."""
    return Scadenza.objects.select_related("voce__persona").con_situazione(oggi).con_chi_c_e(oggi)


def scadenza(pk, oggi):
    """Una scadenza, o `None`."""
    return scadenze(oggi).filter(pk=pk).first()


def da_un_fatto():
    """Le voci il cui termine comincia da un fatto: non hanno una data."""
    return list(VoceScadenzario.objects.filter(mese__isnull=True).select_related("persona"))


def persone(oggi):
    """Chi può occuparsi di una scadenza: chi ha oggi un ruolo che tiene lo scadenzario."""
    in_carica = Incarico.objects.vigenti(oggi).filter(ruolo__in=RUOLI_CHE_TENGONO)
    return Utente.objects.filter(pk__in=in_carica.values("utente"), is_active=True).order_by("cognome", "nome", "email")


def che_toccano_a(poteri, oggi):
    """Le scadenze aperte, fino a trenta giorni da oggi o già passate, di cui si occupa questa persona."""
    if not poteri.puo(TIENE):
        return []
    ruoli = {i.ruolo for i in poteri.incarichi}
    return [s for s in _vicine(oggi, oggi + PREAVVISO) if _tocca(s, poteri.utente, ruoli)]


@pronta
def _vicine(oggi, entro):
    return Scadenza.objects.select_related("voce").con_chi_c_e(oggi).aperte().filter(giorno__lte=entro)


def _tocca(scadenza, utente, ruoli):
    if scadenza.persona_c_e:
        return scadenza.voce.persona_id == utente.pk
    return (scadenza.voce.ruolo if scadenza.ruolo_c_e else GUIDA) in ruoli


def chi_riceve(scadenza, oggi):
    """`(persone, al posto di chi manca)`: la persona, chi ha il ruolo o, se non c’è nessuno, chi riceve per riserva."""
    if scadenza.persona_c_e:
        return [scadenza.voce.persona], False
    if scadenza.ruolo_c_e:
        in_carica = Incarico.objects.vigenti(oggi).filter(ruolo=scadenza.voce.ruolo)
        return list(Utente.objects.filter(pk__in=in_carica.values("utente"), is_active=True).order_by("pk")), False
    return di_riserva(oggi), True
