"""Le rotte dell’Assemblea."""

from datetime import date, timedelta

from django.utils import timezone

from ambito import inviti
from ambito.assemblea.models import AddettoUfficio, Deliberazione, Elezione, Osservazione, Richiesta, Seguito, VerbaleFirmato
from ambito.assemblea.operazioni import atti, aula, consultazioni
from ambito.models import ContenutoDocumento, Documento, Incarico
from ambito.nucleo.elezione import RegolaElezione
from tests.assemblea.conftest import QUANDO, Assemblea
from tests.assemblea.test_atti import tratta
from tests.nucleo.test_fascicolo import documento
from tests.permessi.rotta import UFFICIO, Rotta

CONVOCA = frozenset({"segretario"})
LEGGE = UFFICIO | {"segretario", "presidente", "revisore", "sindaco", "delegato", "ats"}
VOTA = CONVOCA | {"sindaco", "delegato"}


GUIDA = frozenset({"coordinatore"})
SIEDE = frozenset({"sindaco", "delegato"})
SINDACO = frozenset({"sindaco"})


def prepara(lodi):
    """Una seduta conclusa (con verbale e deliberazione), una in corso con la votazione aperta, una in preparazione."""
    assemblea = Assemblea(lodi)
    conclusa = assemblea.in_corso()
    tratta(assemblea, conclusa)
    aula.chiudi(conclusa, poteri=assemblea.poteri, adesso=QUANDO + timedelta(hours=1))
    _avviso(lodi, conclusa)
    gia_chiuso = aula.chiudi(assemblea.in_corso(), poteri=assemblea.poteri, adesso=QUANDO + timedelta(hours=1)).verbale
    atti.chiudi_verbale(gia_chiuso, poteri=assemblea.poteri, adesso=QUANDO)
    votazione = assemblea.al_voto()
    bozza = assemblea.bozza(punti=2)
    return {
        "organo": assemblea.organo.pk,
        "bozza": bozza.pk,
        "convocata": assemblea.convocata().pk,
        "punto": bozza.punti.first().pk,
        "in_corso": votazione.seduta_id,
        "chiamato": votazione.punto_id,
        "votazione": votazione.pk,
        "conclusa": conclusa.pk,
        "deliberazione": Deliberazione.objects.get().pk,
        "addetto": AddettoUfficio.objects.create(nome="Ida Neri", figura="assistente", ore=30, dal=date(2025, 1, 1)).pk,
        "verbale": gia_chiuso.pk,
        "delega": Incarico.objects.get(ruolo="delegato").pk,
        "invito_delegato": _invito(lodi).pk,
        "elezione": Elezione.objects.create(
            seduta=votazione.seduta,
            punto=votazione.punto,
            carica="vice",
            regola=RegolaElezione().to_dict(),
            aperta_il=QUANDO,
        ).pk,
        "firmato": VerbaleFirmato.objects.create(
            verbale=conclusa.verbale,
            documento=Documento.objects.first(),
            nome_file="verbale.pdf",
            sha256="0" * 64,
            byte=b"%PDF-",
            firme=[],
            caricato_da=lodi.utenti["segretario"],
            caricato_il=QUANDO,
        ).pk,
        "osservazione": Osservazione.objects.create(
            verbale=conclusa.verbale, autore=lodi.utenti["sindaco"], testo="Ero presente.", scritta_il=QUANDO
        ).pk,
        "consultazione": consultazioni.apri(
            assemblea.organo,
            oggetto="Proroga",
            testo="",
            materia="ordinaria",
            scade_il=QUANDO,
            poteri=assemblea.poteri,
            adesso=QUANDO - timedelta(days=9),
        ).pk,
        "richiesta": Richiesta.objects.create(organo=assemblea.organo, oggetto="Trasporti", chiesta_il=QUANDO).pk,
        "codogno": lodi.comuni["Codogno"].pk,
        "seguito": Seguito.objects.create(
            deliberazione=Deliberazione.objects.get(),
            che_cosa="Avvisare i Comuni",
            incaricato=lodi.utenti["udp"],
            entro=date.today(),
        ).pk,
        "seggio": assemblea.seggio(votazione.seduta, "Codogno").pk,
    }


def _avviso(lodi, seduta):
    """Il PDF dell’avviso di quella seduta, di una pagina vuota: basta perché ci sia un fascicolo."""
    avviso = Documento.objects.create(
        tipo="convocazione", oggetto_id=seduta.pk, versione=1, titolo="Avviso", nome_file="avviso.pdf", dati={},
        impronta_dati="0" * 64, codice=f"{lodi.ambito.pk}-3333-3333-3333", sha256="0" * 64, dimensione=4, permesso="legge_sedute",
        emesso_il=QUANDO,
    )  # fmt: skip
    ContenutoDocumento.objects.create(documento=avviso, byte=documento(1))


def _invito(lodi):
    """Un delegato di Codogno che non ha ancora risposto."""
    return inviti.invita(
        email="invitato@altrove.example", nome="Ida", cognome="Neri", ruolo="delegato", comune=lodi.comuni["Codogno"],
        dal=date.today(), atto="Delega di prova", autore=lodi.utenti["sindaco"], adesso=timezone.now(),
    )  # fmt: skip


def _pk(nome):
    return lambda oggetti: {"pk": oggetti[nome]}


def _seggio(oggetti):
    return {"seggio": oggetti["seggio"], "espressione": "favorevole"}


ROTTE = [
    Rotta("assemblea:sedute", LEGGE),
    Rotta("assemblea:istituisci", None, CONVOCA),
    Rotta("assemblea:ufficio", LEGGE),
    Rotta("assemblea:nuovo_regolamento", GUIDA, GUIDA),
    Rotta("assemblea:nuovo_addetto", GUIDA, GUIDA),
    Rotta("assemblea:fine_addetto", GUIDA, GUIDA, argomenti=_pk("addetto")),
    Rotta("assemblea:compiti_ufficio", GUIDA, GUIDA),
    Rotta("assemblea:nuovo_organo", CONVOCA, CONVOCA),
    Rotta("assemblea:nuova_seduta", CONVOCA, CONVOCA),
    Rotta(
        "assemblea:rinomina_organo",
        CONVOCA,
        CONVOCA,
        argomenti=_pk("organo"),
        dati=lambda o: {"nome": "X", "nome_atto": "decisione"},
    ),
    Rotta("assemblea:regola", LEGGE, argomenti=_pk("organo")),
    Rotta("assemblea:nuova_regola", CONVOCA, CONVOCA, argomenti=_pk("organo")),
    Rotta("assemblea:seduta", LEGGE, argomenti=_pk("in_corso")),
    Rotta("assemblea:modifica_seduta", CONVOCA, CONVOCA, argomenti=_pk("bozza")),
    Rotta("assemblea:sposta_seduta", CONVOCA, CONVOCA, argomenti=_pk("convocata")),
    Rotta("assemblea:riprendi", None, CONVOCA, argomenti=_pk("bozza")),
    Rotta("assemblea:convoca", None, CONVOCA, argomenti=_pk("bozza")),
    Rotta("assemblea:emetti_convocazione", None, CONVOCA, argomenti=_pk("bozza")),
    Rotta("assemblea:calendario", LEGGE, argomenti=_pk("in_corso")),
    Rotta("assemblea:annulla_seduta", None, CONVOCA, argomenti=_pk("bozza")),
    Rotta("assemblea:nuovo_punto", CONVOCA, CONVOCA, argomenti=_pk("bozza")),
    Rotta("assemblea:apri", None, CONVOCA, argomenti=_pk("in_corso")),
    Rotta("assemblea:sala", LEGGE, argomenti=_pk("in_corso")),
    Rotta("assemblea:schermo", LEGGE, argomenti=_pk("in_corso")),
    Rotta("assemblea:presenza", None, VOTA, argomenti=_pk("in_corso"), dati=_seggio, del_comune=True),
    Rotta("assemblea:appello", None, CONVOCA, argomenti=_pk("in_corso")),
    Rotta("assemblea:delegato", None, CONVOCA, argomenti=_pk("in_corso")),
    Rotta("assemblea:inizio", None, CONVOCA, argomenti=_pk("in_corso")),
    Rotta("assemblea:passo_sala", None, CONVOCA, argomenti=_pk("in_corso"), dati=lambda oggetti: {"passo": "chiudi"}),
    Rotta("assemblea:verbale", LEGGE, CONVOCA, argomenti=_pk("conclusa")),
    Rotta("assemblea:osserva", None, SIEDE, argomenti=_pk("conclusa")),
    Rotta(
        "assemblea:rispondi_osservazione",
        None,
        CONVOCA,
        argomenti=lambda o: {"pk": o["conclusa"], "osservazione": o["osservazione"]},
    ),
    Rotta("assemblea:scarica_firmato", LEGGE, argomenti=_pk("conclusa")),
    Rotta("assemblea:allega_firmato", None, CONVOCA, argomenti=_pk("conclusa")),
    Rotta("assemblea:recapiti", CONVOCA, argomenti=_pk("conclusa")),
    Rotta("assemblea:foglio_recapiti", CONVOCA, argomenti=_pk("conclusa")),
    Rotta("assemblea:emetti_relata", None, CONVOCA, argomenti=_pk("conclusa")),
    Rotta("assemblea:fascicolo", LEGGE, argomenti=_pk("conclusa")),
    Rotta("assemblea:foglio_presenze", LEGGE, argomenti=_pk("conclusa")),
    Rotta("assemblea:iscrivi_verbale", None, CONVOCA, argomenti=lambda o: {"pk": o["bozza"], "verbale": o["verbale"]}),
    Rotta("assemblea:chiudi_verbale", None, CONVOCA, argomenti=_pk("conclusa")),
    Rotta("assemblea:emetti_verbale", None, CONVOCA, argomenti=_pk("conclusa")),
    Rotta("assemblea:punto", CONVOCA, CONVOCA, argomenti=_pk("punto")),
    Rotta("assemblea:togli_punto", None, CONVOCA, argomenti=_pk("punto")),
    Rotta("assemblea:sposta_punto", None, CONVOCA, argomenti=_pk("punto")),
    Rotta("assemblea:passo_punto", None, CONVOCA, argomenti=_pk("chiamato"), dati=lambda oggetti: {"passo": "chiama"}),
    Rotta("assemblea:rinvia_punto", None, CONVOCA, argomenti=_pk("chiamato")),
    Rotta("assemblea:apri_elezione", None, CONVOCA, argomenti=_pk("chiamato"), dati=lambda oggetti: {"carica": "vice"}),
    Rotta("assemblea:elezione", LEGGE, CONVOCA, argomenti=_pk("elezione")),
    Rotta("assemblea:annulla_elezione", None, CONVOCA, argomenti=_pk("elezione")),
    Rotta("assemblea:votazione", LEGGE, SIEDE, argomenti=_pk("votazione"), dati=_seggio, del_comune=True),
    Rotta("assemblea:mani", CONVOCA, CONVOCA, argomenti=_pk("votazione")),
    Rotta("assemblea:chiudi_votazione", None, CONVOCA, argomenti=_pk("votazione")),
    Rotta("assemblea:annulla_votazione", None, CONVOCA, argomenti=_pk("votazione")),
    Rotta("assemblea:nuova_consultazione", CONVOCA, CONVOCA),
    Rotta(
        "assemblea:consultazione",
        LEGGE,
        SIEDE,
        argomenti=_pk("consultazione"),
        dati=lambda o: {"comune": o["codogno"]},
        del_comune=True,
    ),
    Rotta("assemblea:chiudi_consultazione", None, CONVOCA, argomenti=_pk("consultazione")),
    Rotta("assemblea:annulla_consultazione", None, CONVOCA, argomenti=_pk("consultazione")),
    Rotta("assemblea:richieste", LEGGE, SIEDE),
    Rotta(
        "assemblea:firma_richiesta",
        None,
        SIEDE,
        argomenti=_pk("richiesta"),
        dati=lambda o: {"comune": o["codogno"]},
        del_comune=True,
    ),
    Rotta("assemblea:deleghe", SINDACO, SINDACO),
    Rotta("assemblea:revoca_delega", None, SINDACO, argomenti=_pk("delega"), del_comune=True),
    Rotta("assemblea:emetti_delega", None, SINDACO, argomenti=_pk("delega"), del_comune=True),
    Rotta("assemblea:revoca_invito", None, SINDACO, argomenti=_pk("invito_delegato"), del_comune=True),
    Rotta("assemblea:deliberazioni", LEGGE),
    Rotta("assemblea:deliberazione", LEGGE, argomenti=_pk("deliberazione")),
    Rotta("assemblea:pubblica", None, CONVOCA, argomenti=_pk("deliberazione")),
    Rotta("assemblea:revoca_deliberazione", None, CONVOCA, argomenti=_pk("deliberazione")),
    Rotta("assemblea:affida", None, CONVOCA, argomenti=_pk("deliberazione")),
    Rotta("assemblea:emetti_estratto", None, CONVOCA, argomenti=_pk("deliberazione")),
    Rotta("assemblea:segna_fatto", None, frozenset({"segretario", "udp"}), argomenti=_pk("seguito")),
]
