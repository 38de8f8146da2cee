"""L’ordine del giorno: scrivere i punti, numerarli, riprenderli da una seduta di prima, integrarlo dopo la convocazione."""

from django.db import transaction
from django.db.models import F

from ambito import avvisi
from ambito.assemblea.models import PuntoOdg
from ambito.assemblea.operazioni.comuni import blocca
from ambito.assemblea.operazioni.sedute import SedutaNonValida, in_preparazione, regola_vigente
from ambito.assemblea.parole import giorno_e_ora
from ambito.assemblea.selezioni import agenda, verbali
from ambito.assemblea.stati import CONVOCA, StatoSeduta
from ambito.registro import annota

SCRITTI = ("sotto", "oggetto", "proposta", "relatore", "materia", "minuti", "riservato", "ricorrente", "oggetto_tipo", "oggetto_id")
# Più alto di ogni posto possibile: due punti non possono avere lo stesso posto neppure mentre si spostano.
LONTANO = 1000


@transaction.atomic
def scrivi_punto(seduta, punto, dati, *, poteri, adesso):
    """Aggiunge (`punto=None`) o corregge un punto di una seduta in preparazione."""
    poteri.esigi(CONVOCA)
    seduta = in_preparazione(blocca(seduta))
    punto = _scrivi(seduta, punto or PuntoOdg(seduta=seduta), dati)
    annota(punto, "punto.scrivi", f"Scritto all’ordine del giorno: {punto}", autore=poteri.utente, quando=adesso)
    return punto


@transaction.atomic
def aggiungi_punto(seduta, dati, *, poteri, adesso):
    """Integra l’ordine del giorno di una seduta già convocata, finché la regola lo ammette; chi siede riceve un avviso."""
    poteri.esigi(CONVOCA)
    seduta = blocca(seduta)
    _si_puo_integrare(seduta, adesso)
    if seduta.punti.filter(oggetto=dati["oggetto"]).exists():
        raise SedutaNonValida("Questo punto c’è già all’ordine del giorno.", "oggetto")
    punto = _scrivi(seduta, PuntoOdg(seduta=seduta, aggiunto_il=adesso), dati)
    annota(punto, "punto.aggiungi", f"Aggiunto all’ordine del giorno: {punto}", autore=poteri.utente, quando=adesso)
    avvisi.annuncia(punto, "aggiungi", autore=poteri.utente, adesso=adesso)
    return punto


def _si_puo_integrare(seduta, adesso):
    if seduta.stato != StatoSeduta.CONVOCATA:
        raise SedutaNonValida("L’ordine del giorno si integra fra la convocazione e l’apertura della seduta.")
    entro = seduta.regola.preavviso.ultima_aggiunta(seduta.prima_convocazione)
    if entro is None:
        raise SedutaNonValida("La regola non ammette punti aggiunti dopo la convocazione.")
    if adesso > entro:
        raise SedutaNonValida(f"L’ordine del giorno si poteva integrare fino al {giorno_e_ora(entro)}.")


def _scrivi(seduta, punto, dati):
    if dati["materia"] not in _regola(seduta).maggioranze:
        raise SedutaNonValida("La regola di voto non prevede questa materia.", "materia")
    sotto = dati.get("sotto")
    if sotto and (sotto.sotto_id or sotto.pk == punto.pk or sotto.seduta_id != seduta.pk):
        raise SedutaNonValida("Un punto sta sotto a un altro della stessa seduta, e non più giù di un gradino.", "sotto")
    if sotto and punto.pk and punto.voci.exists():
        raise SedutaNonValida("Questo punto ne ha altri sotto di sé: prima spostali.", "sotto")
    for campo in SCRITTI:
        setattr(punto, campo, dati.get(campo, PuntoOdg._meta.get_field(campo).get_default()))
    if punto.pk is None:
        punto.ordine = LONTANO // 2 + seduta.punti.count()
    punto.save()
    _rinumera(seduta)
    punto.refresh_from_db()
    return punto


def _regola(seduta):
    """La regola fermata alla convocazione; prima, quella che sarà in vigore quel giorno."""
    if seduta.regola_congelata:
        return seduta.regola_di_voto
    return regola_vigente(seduta.organo, seduta.prima_convocazione).regola()


def _rinumera(seduta):
    """Dà a ogni punto il suo posto e il suo numero: «1», «2», «2.1», «2.2»."""
    punti = list(seduta.punti.order_by("ordine"))
    seduta.punti.update(ordine=F("ordine") + LONTANO)
    for ordine, (punto, numero) in enumerate(agenda.in_fila(punti), start=1):
        punto.ordine, punto.numero = ordine, numero
        punto.save(update_fields=["ordine", "numero"])


@transaction.atomic
def sposta_punto(punto, *, in_su, poteri, adesso):
    """Scambia il punto con quello prima (`in_su`) o dopo, fra quelli del suo gradino; ai margini non cambia nulla."""
    poteri.esigi(CONVOCA)
    seduta = in_preparazione(blocca(punto.seduta))
    fratelli = list(seduta.punti.filter(sotto=punto.sotto_id).order_by("ordine"))
    posto = [p.pk for p in fratelli].index(punto.pk)
    altro = posto - 1 if in_su else posto + 1
    if not 0 <= altro < len(fratelli):
        return
    uno, due = fratelli[posto], fratelli[altro]
    seduta.punti.filter(pk=uno.pk).update(ordine=LONTANO * 2)
    seduta.punti.filter(pk=due.pk).update(ordine=uno.ordine)
    seduta.punti.filter(pk=uno.pk).update(ordine=due.ordine)
    _rinumera(seduta)
    annota(punto, "punto.sposta", f"Cambiato di posto: {punto.oggetto}", autore=poteri.utente, quando=adesso)


@transaction.atomic
def togli_punto(punto, *, poteri, adesso):
    """Toglie un punto da una seduta in preparazione, con quelli che ha sotto, e rinumera gli altri."""
    poteri.esigi(CONVOCA)
    seduta = in_preparazione(blocca(punto.seduta))
    annota(punto, "punto.togli", f"Tolto dall’ordine del giorno: {punto}", autore=poteri.utente, quando=adesso)
    punto.voci.all().delete()
    punto.delete()
    _rinumera(seduta)


@transaction.atomic
def iscrivi_verbale(seduta, verbale, *, poteri, adesso):
    """Mette l’approvazione del verbale come primo punto di una seduta in preparazione; gli altri scalano di un posto."""
    poteri.esigi(CONVOCA)
    seduta = in_preparazione(blocca(seduta))
    if verbale not in verbali.da_iscrivere(seduta):
        raise SedutaNonValida("Questo verbale è già approvato, o è già all’ordine del giorno.")
    punto = PuntoOdg.objects.create(
        seduta=seduta, ordine=0, oggetto=f"Approvazione: {verbali.titolo(verbale)}", oggetto_tipo=verbali.OGGETTO,
        oggetto_id=verbale.pk,
    )  # fmt: skip
    _rinumera(seduta)
    punto.refresh_from_db()
    annota(punto, "punto.scrivi", f"Scritto all’ordine del giorno: {punto}", autore=poteri.utente, quando=adesso)
    return punto


@transaction.atomic
def riprendi(seduta, da, *, poteri, adesso):
    """Copia nella seduta in preparazione i punti che quella di prima non ha concluso; restituisce quanti."""
    poteri.esigi(CONVOCA)
    seduta = in_preparazione(blocca(seduta))
    return _copia(seduta, agenda.da_riprendere(seduta, da), f"Ripresi dalla seduta del {giorno_e_ora(da.prima_convocazione)}",
                  poteri, adesso)  # fmt: skip


@transaction.atomic
def iscrivi_ricorrenti(seduta, *, poteri, adesso):
    """Copia nella seduta in preparazione i punti che tornano in ogni seduta dell’organo; restituisce quanti."""
    poteri.esigi(CONVOCA)
    seduta = in_preparazione(blocca(seduta))
    return _copia(seduta, agenda.ricorrenti(seduta), "Iscritti i punti ricorrenti", poteri, adesso)


def _copia(seduta, punti, frase, poteri, adesso):
    copiati = {}
    for posto, punto in enumerate(punti):
        valori = {campo: getattr(punto, campo) for campo in SCRITTI if campo != "sotto"}
        copia = PuntoOdg(seduta=seduta, sotto=copiati.get(punto.sotto_id), ordine=LONTANO // 2 + posto, **valori)
        copia.save()
        copiati[punto.pk] = copia
    if copiati:
        _rinumera(seduta)
        annota(seduta, "seduta.riprende", f"{frase}: {len(copiati)}", autore=poteri.utente, quando=adesso)
    return len(copiati)
