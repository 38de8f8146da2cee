"""Letture dell’Assemblea: che cosa si vede, la situazione della sala, le carte di un punto."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils import timezone

from ambito.assemblea.models import Organo, PuntoOdg, RegolaVoto, Seduta, Verbale, Votazione, Voto
from ambito.assemblea.parole import frasi_della_regola
from ambito.assemblea.registri import OGGETTI_DI_VOTO
from ambito.assemblea.selezioni import agenda, elezioni
from ambito.assemblea.selezioni.deleghe import per_delega
from ambito.assemblea.selezioni.segno import segni
from ambito.assemblea.stati import CONCLUSE, StatoSeduta, StatoVotazione
from ambito.avvisi import anteprima
from ambito.models import ContenutoDocumento, Incarico
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.nucleo.verdetto import numero_legale, scrutina
from ambito.permessi import RUOLI
from ambito.selezioni import comuni, documenti_visibili, ultimo_documento

BARRE = {
    "popolazione": ("residenti", "abitanti rappresentati"),
    "quote": ("peso", "quote rappresentate"),
    "fasce": ("peso", "voti rappresentati"),
}


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
    return [
        {
            "punto": p,
            "titolo": p.pk in titoli,
            "ora": None if p.pk in titoli else orari.get(p.pk),
            "carte": _con_deposito(carte(p), entro),
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


@dataclass(frozen=True)
class MioSeggio:
    """Un seggio per cui la persona vota: presenza aperta e scheda nella votazione in corso, se ci sono; se ci siede per delega."""

    seggio: object
    presenza: object
    voto: object
    per_delega: bool = False

    @property
    def siede_un_altro(self):
        """In sala c’è il Sindaco mentre la persona è il delegato, o il delegato mentre è il Sindaco."""
        return bool(self.presenza) and self.presenza.del_delegato != self.per_delega


class Situazione:
    """La sala in questo momento, con un numero fisso di interrogazioni: presenti, numero legale, punto e votazione in corso."""

    def __init__(self, seduta, poteri):
        self.seduta, self.poteri = seduta, poteri

    @cached_property
    def seggi(self):
        return list(self.seduta.seggi.order_by("nome"))

    @cached_property
    def presenze(self):
        """Presenze aperte, per seggio."""
        return {p.seggio_id: p for p in self.seduta.presenze.filter(uscita__isnull=True)}

    @cached_property
    def presenti(self):
        return [s for s in self.seggi if s.pk in self.presenze]

    @property
    def in_aula(self):
        """Coppie seggio e presenza di chi è in sala."""
        return [(s, self.presenze[s.pk]) for s in self.presenti]

    @cached_property
    def assenti(self):
        return [s for s in self.seggi if s.pk not in self.presenze]

    @cached_property
    def punti(self):
        return list(self.seduta.punti.order_by("ordine"))

    @property
    def chiamabili(self):
        """I punti ancora da trattare, senza i titoli."""
        titoli = agenda.titoli(self.punti)
        return [p for p in self.punti if p.stato == "iscritto" and p.pk not in titoli]

    @property
    def punto(self):
        """Il punto in discussione, o `None`."""
        return next((p for p in self.punti if p.stato == "in_discussione"), None)

    @cached_property
    def votazione(self):
        """La votazione aperta, o `None`."""
        return self.seduta.votazioni.filter(stato=StatoVotazione.APERTA).select_related("punto").order_by().first()

    @cached_property
    def ricevute(self):
        """Quante schede sono arrivate nella votazione aperta."""
        return self.votazione.voti.exclude(ricevuta="").count()

    @property
    def si_vota_in_segreto(self):
        """La regola permette un voto segreto? Con i pesi no: il peso fa riconoscere il Comune."""
        return self.seduta.regola_di_voto.tipo_peso == "uno_per_comune"

    @property
    def si_vota_solo_in_segreto(self):
        """Per la materia del punto in discussione la regola vuole il voto segreto?"""
        return bool(self.punto) and self.seduta.regola_di_voto.maggioranza(self.punto.materia).scrutinio == "segreto"

    @cached_property
    def ultima_chiusa(self):
        chiuse = self.seduta.votazioni.filter(stato=StatoVotazione.CHIUSA)
        return chiuse.select_related("punto").order_by("-numero").first()

    @cached_property
    def legale(self):
        """Il numero legale adesso, o `None` se l’appello non è ancora cominciato."""
        if not self.seduta.convocazione:
            return None
        return numero_legale(self.seduta.regola_di_voto, self.seduta.convocazione, *self._motore())

    def _motore(self, materia=None):
        """Seggi e presenti per il motore: quelli che contano per il numero legale della seduta, o che votano su quella materia."""
        seggi = [s for s in self.seggi if s.conta_per(materia)]
        return [s.per_motore() for s in seggi], {s.codice for s in seggi if s.pk in self.presenze}

    @property
    def elettori(self):
        """I presenti che votano nella votazione aperta."""
        return [s for s in self.presenti if s.conta_per(self.votazione.punto.materia)]

    @cached_property
    def basterebbero(self):
        """I pochi Comuni assenti che ridarebbero il numero legale, dal più pesante; vuoto se c’è già o se non bastano tutti."""
        if self.legale is None or self.legale.valido:
            return []
        seggi, codici = self._motore()
        scelti = []
        for seggio in sorted(self._assenti_che_contano(), key=lambda s: (-s.peso, s.nome)):
            scelti.append(seggio)
            codici.add(seggio.codice)
            if numero_legale(self.seduta.regola_di_voto, self.seduta.convocazione, seggi, codici).valido:
                return scelti
        return []

    def _assenti_che_contano(self):
        return [s for s in self.assenti if s.conta_per(None)]

    @cached_property
    def irraggiungibile(self):
        """I passaggi del conto se, votando tutti i presenti a favore, il punto in discussione non passerebbe; altrimenti vuoto."""
        if self.punto is None or not self.legale.valido:
            return ()
        seggi, codici = self._motore(self.punto.materia)
        regola, convocazione = self.seduta.regola_di_voto, self.seduta.convocazione
        esito = scrutina(regola, self.punto.materia, convocazione, seggi, codici, dict.fromkeys(codici, "favorevole"))
        return () if esito.approvata else esito.passaggi

    @property
    def barre(self):
        """Le due barre, per Comuni e per peso (i residenti, se la regola non ne usa altri): quanto c’è, quanto serve."""
        regola = self.seduta.regola_di_voto
        quorum = regola.quorum(self.seduta.convocazione or 1)
        seggi = [s for s in self.seggi if s.conta_per(None)]
        presenti = [s for s in seggi if s.pk in self.presenze]
        di_chi, etichetta = BARRE.get(regola.tipo_peso, BARRE["popolazione"])
        pesi = [sum(getattr(s, di_chi) for s in gruppo) for gruppo in (presenti, seggi)]
        per_peso = None if regola.tipo_peso == "uno_per_comune" else quorum.peso
        return [_barra("Comuni presenti", len(presenti), len(seggi), quorum.teste), _barra(etichetta, *pesi, per_peso)]

    @cached_property
    def miei(self):
        """I seggi per cui la persona può votare: si leggono da soli, quanti che siano gli altri."""
        comuni = self.poteri.comuni_con("vota")
        seggi = list(self.seduta.seggi.filter(comune__in=comuni).order_by("nome")) if comuni else []
        if not seggi:
            return []
        presenze = {p.seggio_id: p for p in self.seduta.presenze.filter(uscita__isnull=True, seggio__in=seggi)}
        voti = {}
        if self.votazione:
            voti = {v.seggio_id: v for v in self.votazione.voti.filter(seggio__in=seggi).exclude(ricevuta="")}
        return [MioSeggio(s, presenze.get(s.pk), voti.get(s.pk), per_delega(self.poteri, s.comune_id)) for s in seggi]

    @cached_property
    def _segni(self):
        return segni(self.seduta.pk, self.poteri.comuni_con("vota"))

    @property
    def segno_comune(self):
        """Cambia quando cambia ciò che vedono tutti: la parte di pagina uguale per tutti si compone una volta sola."""
        return self._segni[0]

    @property
    def segno(self):
        """Cambia quando cambia qualcosa da mostrare: chi ha già questo segno non ha bisogno di ricevere la pagina."""
        return self._segni[1]


def _barra(etichetta, valore, massimo, soglia):
    serve = f"Ne servono almeno {formatta_numero(soglia.minimo(massimo))}." if soglia else ""
    return {
        "frase": f"{formatta_numero(valore)} su {formatta_numero(massimo)} {etichetta}",
        "valore": str(valore),
        "massimo": str(massimo or 1),
        "serve": serve,
        "raggiunta": soglia.raggiunta(valore, massimo) if soglia else None,
    }


def senza_scheda(situazione):
    """I presenti che possono votare e non hanno ancora votato nella votazione aperta."""
    votato = set(situazione.votazione.voti.values_list("seggio_id", flat=True))
    return [s for s in situazione.elettori if s.pk not in votato]


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
