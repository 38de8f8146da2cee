"""Letture dell’Assemblea: che cosa si vede, le carte di un punto, a chi va la convocazione."""

from collections import defaultdict

from django.db.models import Count
from django.utils import timezone

from ambito.assemblea.models import Organo, PuntoOdg, RegolaVoto, Seduta, Verbale, Votazione, Voto
from ambito.assemblea.parole import frasi_della_regola
from ambito.assemblea.registri import OGGETTI_DI_VOTO
from ambito.assemblea.selezioni import agenda, elezioni, verbali
from ambito.assemblea.stati import CONCLUSE, StatoSeduta, StatoVotazione
from ambito.avvisi import anteprima
from ambito.models import ContenutoDocumento, Incarico
from ambito.permessi import RUOLI
from ambito.selezioni import comuni, documenti_visibili, ultimo_documento


def organi():
    """Gli organi dell’Ambito in corso."""
    return Organo.objects.all()


def organi_con_regola(oggi):
    """Ogni organo con la sua regola in vigore (o `None`), le frasi che la spiegano, chi è in carica."""
    voci = []
    for organo in organi():
        regola = RegolaVoto.objects.vigente(organo, oggi)
        frasi = in_frasi(regola) if regola else []
        voci.append({"organo": organo, "regola": regola, "frasi": frasi, "cariche": elezioni.in_carica(organo, oggi)})
    return voci


def in_frasi(regola):
    """La versione della regola, detta in frasi."""
    enti = [ammesso.ente.denominazione for ammesso in regola.enti_ammessi()]
    richiesta = (regola.soglia_richiesta, regola.richiesta_giorni)
    frasi = frasi_della_regola(regola.regola(), regola.preavviso, enti, regola.articoli, richiesta)
    return [*frasi, *regola.regola_elezione.frasi()]


def regola_di(seduta):
    """La regola della seduta: quella fermata alla convocazione, o quella in vigore il giorno in cui è prevista; anche `None`."""
    return seduta.regola or RegolaVoto.objects.vigente(seduta.organo, timezone.localdate(seduta.prima_convocazione))


def sedute(poteri):
    """Le sedute che la persona può vedere."""
    return Seduta.objects.visibili_a(poteri).select_related("organo").annotate(numero_punti=Count("punti"))


def prossime(poteri):
    """Quelle non ancora concluse, la più vicina per prima."""
    return sedute(poteri).exclude(stato__in=CONCLUSE).order_by("prima_convocazione")


def passate(poteri):
    """Quelle concluse, la più recente per prima."""
    return sedute(poteri).filter(stato__in=CONCLUSE).select_related("verbale").order_by("-prima_convocazione")


def seduta(pk, poteri):
    """La seduta, se la persona può vederla; altrimenti `None`."""
    return Seduta.objects.visibili_a(poteri).per_pagina().filter(pk=pk).first()


def punto(pk, poteri):
    """Il punto di una seduta visibile, o `None`."""
    return PuntoOdg.objects.filter(pk=pk, seduta__in=Seduta.objects.visibili_a(poteri)).select_related("seduta__organo").first()


def votazione(pk, poteri):
    """La votazione, se la persona può leggere le sedute; altrimenti `None`."""
    visibili = Votazione.objects.per_pagina().filter(seduta__in=Seduta.objects.visibili_a(poteri))
    return visibili.select_related("deliberazione__organo", "seduta__seggio_presidente").filter(pk=pk).first()


def votazioni_chiuse():
    """Tutte le votazioni chiuse dell’Ambito in corso, in ordine di tempo."""
    chiuse = Votazione.objects.per_pagina().filter(stato=StatoVotazione.CHIUSA)
    return chiuse.select_related("seduta__seggio_presidente").order_by("chiusa_il", "pk")


def verbale(seduta_pk, poteri):
    """Il verbale di una seduta visibile, o `None`."""
    visibili = Verbale.objects.filter(seduta__in=Seduta.objects.visibili_a(poteri))
    return visibili.select_related("seduta__organo", "organo").filter(seduta=seduta_pk).first()


def voti_pubblici(votazione):
    """Le schede di una votazione chiusa, per Comune; finché è aperta nessuno vede come votano gli altri."""
    if votazione.stato != StatoVotazione.CHIUSA:
        return Voto.objects.none()
    return votazione.voti.select_related("seggio").order_by("seggio__nome")


def proponibili(seduta):
    """Ciò che si può mettere ai voti in quella seduta: coppie («tipo:id», testo) per genere."""
    return [
        (genere.etichetta, [(f"{nome}:{oggetto_id}", testo) for oggetto_id, testo in genere.proponibili(seduta)])
        for nome, genere in OGGETTI_DI_VOTO.items()
    ]


def punti_con_carte(seduta):
    """L’ordine del giorno: ogni punto con l’ora prevista (finché serve), le carte da leggere, le votazioni, le elezioni, l’atto."""
    punti = list(seduta.punti.prefetch_related("votazioni__deliberazione__organo", "elezioni").order_by("ordine"))
    entro, titoli = deposito(seduta), agenda.titoli(punti)
    orari = {} if seduta.e_conclusa else agenda.orari(seduta.prima_convocazione, punti)
    da_approvare = verbali.sedute_di(p.oggetto_id for p in punti if p.oggetto_tipo == verbali.OGGETTO)
    return [
        {
            "punto": p,
            "titolo": p.pk in titoli,
            "ora": None if p.pk in titoli else orari.get(p.pk),
            "carte": _con_deposito(carte(p), entro),
            "verbale": da_approvare.get(p.oggetto_id) if p.oggetto_tipo == verbali.OGGETTO else None,
            "votazioni": list(p.votazioni.all()),
            "elezioni": list(p.elezioni.all()),
        }
        for p in punti
    ]


def da_leggere(seduta, poteri):
    """L’avviso e le carte di ogni punto che la persona può leggere, come coppie (titolo, byte); per il fascicolo."""
    avviso = ultimo_documento("convocazione", seduta.pk)
    voci = [("Avviso di convocazione", avviso)] if avviso else []
    voci += [(f"{p.numero}. {p.oggetto}: {carta.titolo}", carta) for p in seduta.punti.all() for carta in carte(p)]
    visibili = set(documenti_visibili(poteri).filter(pk__in=[documento.pk for _, documento in voci]).values_list("pk", flat=True))
    scelte = [(titolo, documento.pk) for titolo, documento in voci if documento.pk in visibili]
    byte = dict(ContenutoDocumento.objects.filter(documento__in=[pk for _, pk in scelte]).values_list("documento", "byte"))
    return [(titolo, bytes(byte[pk])) for titolo, pk in scelte]


def deposito(seduta):
    """Entro quando si depositano le carte, o `None` se la regola non lo dice."""
    regola = regola_di(seduta)
    return regola.preavviso.deposito(seduta.prima_convocazione) if regola else None


def _con_deposito(carte, entro):
    """Ogni carta, e se è stata depositata dopo il termine."""
    return [(carta, bool(entro and carta.emesso_il > entro)) for carta in carte]


def appello(seduta):
    """Ogni seggio con le sue presenze nella convocazione in corso (o in quella valida), per Comune."""
    presenze = {}
    for presenza in seduta.presenze.filter(convocazione=seduta.convocazione or 1).order_by("entrata"):
        presenze.setdefault(presenza.seggio_id, []).append(presenza)
    seggi = seduta.seggi.order_by("nome")
    return [(seggio, presenze.get(seggio.pk, [])) for seggio in seggi]


def presidente(oggi):
    """Il nome di chi ha l’incarico di presidente oggi, o vuoto."""
    incarico = Incarico.objects.vigenti(oggi).filter(ruolo="presidente").select_related("utente").first()
    return incarico.utente.nome_completo if incarico else ""


def carte(punto):
    """I documenti da leggere prima di votare il punto; nessuno se il genere non è (più) registrato."""
    genere = OGGETTI_DI_VOTO.get(punto.oggetto_tipo)
    return list(genere.carte(punto.oggetto_id)) if genere else []


def seduta_da_convocare(triennio, anno):
    """L’ultima seduta convocata nell’anno, nel triennio o in assoluto; `None` se non ce n’è."""
    convocate = Seduta.objects.exclude(stato__in=[StatoSeduta.BOZZA, StatoSeduta.ANNULLATA]).per_pagina()
    return _nel_periodo(convocate.order_by("-prima_convocazione"), triennio, anno).first()


def seduta_del_verbale(triennio, anno):
    """L’ultima seduta conclusa nell’anno, nel triennio («2025-2027»), o in assoluto; `None` se non ce n’è."""
    chiuse = Seduta.objects.filter(stato__in=[StatoSeduta.CHIUSA, StatoSeduta.DESERTA]).order_by("-prima_convocazione")
    return _nel_periodo(chiuse, triennio, anno).first()


def _nel_periodo(sedute, triennio, anno):
    if anno:
        return sedute.filter(prima_convocazione__year=int(anno))
    if triennio:
        inizio, fine = (int(a) for a in str(triennio).replace("–", "-").split("-"))
        return sedute.filter(prima_convocazione__year__range=(inizio, fine))
    return sedute


def avviso_di_convocazione(seduta, *, autore, oggi, adesso):
    """Che cosa partirà convocando: il messaggio, i Comuni con chi lo riceve per ciascuno, i Comuni in cui non lo riceve nessuno."""
    annuncio, persone = anteprima(seduta, "convoca", autore=autore, adesso=adesso)
    riceve = set(persone.values_list("pk", flat=True))
    vota = [r.codice for r in RUOLI.values() if annuncio.permesso in r.comune]
    per_comune = defaultdict(list)
    for incarico in Incarico.objects.vigenti(oggi).filter(ruolo__in=vota, utente__in=riceve).select_related("utente"):
        per_comune[incarico.comune_id].append(incarico.utente)
    tutti = list(comuni(oggi))
    righe = [(comune, per_comune[comune.pk]) for comune in tutti if per_comune[comune.pk]]
    return {"annuncio": annuncio, "quanti": len(riceve), "righe": righe, "senza": [c for c in tutti if not per_comune[c.pk]]}
