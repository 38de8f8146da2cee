"""Le consultazioni scritte e le richieste di convocazione: quali ci sono, chi ha risposto, chi ha firmato, che cosa ne segue."""

from ambito.assemblea.models import Consultazione, PuntoOdg, RegolaVoto, Richiesta
from ambito.assemblea.selezioni.conto import conta_palese
from ambito.assemblea.stati import StatoConsultazione, StatoPunto, StatoSeduta
from ambito.selezioni import comuni

OGGETTO, OGGETTO_RICHIESTA = "consultazione", "richiesta"


def consultazioni():
    """Tutte, dalla più recente."""
    return Consultazione.objects.select_related("organo").order_by("-aperta_il")


def consultazione(pk):
    """La consultazione, o `None`."""
    return Consultazione.objects.select_related("organo", "ambito").filter(pk=pk).first()


def aperte():
    """Quelle a cui si può ancora rispondere, o che aspettano di essere chiuse."""
    return Consultazione.objects.filter(stato=StatoConsultazione.APERTA).select_related("organo").order_by("scade_il")


def risposte(consultazione):
    """Le risposte arrivate, per nome del Comune."""
    return consultazione.risposte.select_related("comune").order_by("comune__nome")


def mancano(consultazione):
    """I nomi dei Comuni che non hanno ancora risposto."""
    date = set(consultazione.risposte.values_list("comune__codice_istat", flat=True))
    return [s["nome"] for s in consultazione.seggi if s["codice"] not in date]


def conto(consultazione):
    """Il calcolo: presenti sono i Comuni che hanno risposto; chi è in conflitto di interessi non conta."""
    date = dict(consultazione.risposte.values_list("comune__codice_istat", "espressione"))
    esito = conta_palese(consultazione.regola_di_voto, consultazione.materia, 1, consultazione.seggi_del_motore(), date)
    return {**esito, "risposte": dict(sorted(date.items()))}


def _gia_portati(oggetto_tipo):
    """Le cose di quel genere già all’ordine del giorno di una seduta che non è andata a vuoto."""
    punti = PuntoOdg.objects.filter(oggetto_tipo=oggetto_tipo).exclude(stato=StatoPunto.RINVIATO)
    return punti.exclude(seduta__stato__in=[StatoSeduta.ANNULLATA, StatoSeduta.DESERTA])


def da_ratificare(seduta):
    """Le consultazioni dello stesso organo approvate e non ancora ratificate, come (id, testo)."""
    ratificate = _gia_portati(OGGETTO).filter(stato=StatoPunto.APPROVATO).values("oggetto_id")
    scelte = consultazioni().filter(organo=seduta.organo_id, approvata=True).exclude(pk__in=ratificate)
    return [(c.pk, f"Ratifica della consultazione scritta «{c.oggetto}»") for c in scelte]


def richieste():
    """Le richieste di convocazione con le loro firme, dalla più recente."""
    return Richiesta.objects.select_related("organo").prefetch_related("firme__comune")


def servono_per_organo(oggi):
    """Organo → quante firme servono oggi per convocarlo, per gli organi la cui regola lo dice."""
    quanti = comuni(oggi).count()
    vigenti = RegolaVoto.objects.in_vigore(oggi).filter(richiesta__isnull=False).order_by("versione")
    return {regola.organo_id: regola.soglia_richiesta.minimo(quanti) for regola in vigenti}


def da_convocare():
    """Le richieste con le firme che bastano e che nessuna seduta ha ancora all’ordine del giorno."""
    portate = _gia_portati(OGGETTO_RICHIESTA).values("oggetto_id")
    return (
        Richiesta.objects.filter(raggiunta_il__isnull=False).exclude(pk__in=portate).select_related("organo").order_by("chiesta_il")
    )


def da_iscrivere(seduta):
    """Le richieste che si possono mettere all’ordine del giorno di quella seduta, come (id, testo)."""
    aperte = Richiesta.objects.filter(organo=seduta.organo_id, raggiunta_il__isnull=False).order_by("chiesta_il")
    return [(r.pk, r.oggetto) for r in aperte]


def nessuna_carta(oggetto_id):
    """Consultazioni e richieste si leggono nella loro pagina: carte non ne hanno."""
    return []
