"""La prossima seduta per chi vi siede: l’ordine del giorno, chi rappresenta il suo Comune, come ha votato, quanto paga."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Trim, TruncDate
from django.utils import timezone

from ambito.assemblea.models import Presenza, Seduta, SeggioSeduta, Votazione, Voto
from ambito.assemblea.registri import QUANTO_PAGA
from ambito.assemblea.selezioni import agenda
from ambito.assemblea.selezioni.deleghe import RUOLO, per_delega
from ambito.assemblea.stati import IN_SALA, Espressione, StatoSeduta, StatoVotazione
from ambito.models import Documento, Incarico

NOME = Coalesce(NullIf(Trim(Concat("utente__nome", Value(" "), "utente__cognome")), Value("")), "utente__email")


def seggi_in_corso(comuni):
    """I seggi di quei Comuni nelle sedute convocate o con la sala aperta, dalla più vicina, in una lettura sola.

    Ognuno con chi vi siede adesso (`presente`), i `delegati` di quel giorno e l’`avviso` di convocazione emesso.
    """
    aperti = SeggioSeduta.objects.filter(comune__in=comuni, seduta__stato__in=[StatoSeduta.CONVOCATA, *IN_SALA])
    in_carica = Q(dal__lte=OuterRef("giorno")) & (Q(al__isnull=True) | Q(al__gte=OuterRef("giorno")))
    delegati = Incarico.objects.filter(in_carica, ruolo=RUOLO, comune=OuterRef("comune")).order_by("dal", "pk")
    presenti = Presenza.objects.filter(seggio=OuterRef("pk"), uscita__isnull=True)
    avvisi = Documento.objects.filter(tipo="convocazione", oggetto_id=OuterRef("seduta"), annullato_il__isnull=True)
    aperti = aperti.annotate(giorno=TruncDate("seduta__prima_convocazione")).annotate(
        presente=Subquery(presenti.values("persona")[:1]),
        delegati=ArraySubquery(delegati.values(chi=JSONObject(pk="utente", nome=NOME))),
        avviso=Subquery(avvisi.order_by("-versione").values("pk")[:1]),
    )
    return list(aperti.select_related("seduta__organo", "comune").order_by("seduta__prima_convocazione", "seduta", "nome"))


def votazioni_con_le_schede(seggi):
    """Le votazioni delle sedute di quei seggi, con le loro `schede`: numero del seggio → come ha votato; in una lettura sola."""
    schede = Voto.objects.filter(votazione=OuterRef("pk"), seggio__in=seggi).order_by()
    scheda = JSONObject(seggio="seggio", espressione="espressione")
    votazioni = Votazione.objects.filter(seduta__in={s.seduta_id for s in seggi}).exclude(stato=StatoVotazione.ANNULLATA)
    votazioni = (
        votazioni.select_related("punto").defer("esito_calcolo", "testata").annotate(lette=ArraySubquery(schede.values(s=scheda)))
    )
    trovate = list(votazioni.order_by("numero")) if seggi else []
    for votazione in trovate:
        votazione.schede = {s["seggio"]: Espressione(s["espressione"]) for s in votazione.lette}
    return trovate


@dataclass(frozen=True)
class Posto:
    """Il seggio di un Comune della persona: chi ci siede, in una frase, e se si può delegare."""

    seggio: SeggioSeduta
    frase: str
    delega: bool


@dataclass(frozen=True)
class Punto:
    """Un punto dell’ordine del giorno: a che punto è il voto dei Comuni della persona, e quanto pagano."""

    punto: object
    titolo: bool
    voti: list
    si_vota: object
    quanto: list


def prossima(poteri, adesso):
    """La prossima seduta in cui siede un Comune della persona, con tutto ciò che le serve; `None` se non ce n’è."""
    oggi = timezone.localdate(adesso)
    seggi = poteri.una_volta(seggi_in_corso, tuple(poteri.comuni_con("vota")))
    vengono = [s for s in seggi if _viene(s.seduta, oggi)]
    if not vengono:
        return None
    seduta = vengono[0].seduta
    miei = [s for s in vengono if s.seduta_id == seduta.pk]
    punti = list(seduta.punti.order_by("ordine"))
    quanto = [q for fornitore in QUANTO_PAGA for q in fornitore(punti, [s.comune for s in miei], poteri)]
    votazioni = {v.punto_id: v for v in poteri.una_volta(votazioni_con_le_schede, tuple(seggi)) if v.seduta_id == seduta.pk}
    return {
        "seduta": seduta,
        "giorni": (timezone.localdate(seduta.prima_convocazione) - oggi).days,
        "avviso": miei[0].avviso,
        "posti": [_posto(s, poteri) for s in miei],
        "punti": _punti(punti, votazioni, miei, quanto),
        "quanto": [q for q in quanto if q.punto_id is None],
        "altre": {s.seduta_id: s.seduta for s in vengono if s.seduta_id != seduta.pk}.values(),
    }


def _viene(seduta, oggi):
    """La sala è aperta, o il giorno (anche della seconda convocazione) non è ancora passato."""
    return seduta.in_sala or timezone.localdate(seduta.seconda_convocazione or seduta.prima_convocazione) >= oggi


def _posto(seggio, poteri):
    altri = [d["nome"] for d in seggio.delegati if d["pk"] != poteri.utente.pk]
    if seggio.presente:
        frase = f"Presente: siede {seggio.presente}."
    elif seggio.seduta.in_sala:
        frase = "La sala è aperta: la presenza non è ancora segnata."
    elif per_delega(poteri, seggio.comune_id):
        frase = "Siedi tu, se il Sindaco non c’è."
    elif altri:
        frase = f"Siedi tu; se non ci sei, per delega {' o '.join(altri)}."
    else:
        frase = "Siedi tu. Non hai dato deleghe."
    aperta = seggio.seduta.stato == StatoSeduta.CONVOCATA
    return Posto(seggio, frase, aperta and seggio.comune_id in poteri.comuni_con("delega"))


def _punti(punti, votazioni, seggi, quanto):
    titoli = agenda.titoli(punti)
    return [_punto(p, p.pk in titoli, votazioni.get(p.pk), seggi, quanto) for p in punti]


def _punto(punto, titolo, votazione, seggi, quanto):
    frasi, si_vota = [], None
    if votazione is not None:
        frasi = [_voto(votazione, s, votazione.schede.get(s.pk)) for s in seggi]
        mancano = any(s.pk not in votazione.schede for s in seggi)
        si_vota = votazione if votazione.e_aperta and mancano and not votazione.e_segreta else None
    elif not titolo and (punto.proposta or punto.oggetto_tipo):
        frasi = ["Si vota in sala."]
    return Punto(punto, titolo, frasi, si_vota, [q for q in quanto if q.punto_id == punto.pk])


def _voto(votazione, seggio, voto):
    """Come ha votato quel Comune; finché la votazione è aperta si dice soltanto se la scheda c’è."""
    if votazione.scrutinio == Votazione.Scrutinio.SEGRETO:
        return "Si vota in sala, su schede di carta." if votazione.e_aperta else "Votato in sala, a scrutinio segreto."
    if votazione.e_aperta:
        return f"{seggio.nome}: scheda consegnata." if voto else f"{seggio.nome}: manca la scheda."
    return f"{seggio.nome} ha votato: {voto.label.lower()}." if voto else f"{seggio.nome} non era presente."


def ultima(poteri):
    """L’ultima seduta conclusa che la persona può vedere, con quante deliberazioni ne sono uscite, o `None`."""
    concluse = Seduta.objects.visibili_a(poteri).filter(stato__in=[StatoSeduta.CHIUSA, StatoSeduta.DESERTA])
    return concluse.select_related("organo").annotate(atti=Count("deliberazioni")).order_by("-prima_convocazione").first()
