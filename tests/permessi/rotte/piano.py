"""Le rotte del Piano di Zona."""

from base64 import b64decode
from decimal import Decimal

from django.utils import timezone

from piano import operazioni
from piano.models import (
    Aggiornamento,
    Azione,
    Indicatore,
    IniziativaFormativa,
    PartecipazioneFormazione,
    ProvaRilevazione,
    Sezione,
    VersionePiano,
    VoceAttuativo,
)
from piano.operazioni import attuativi, percorso
from piano.selezioni import coerenza, ritirate
from tests.permessi.rotta import UFFICIO, Rotta
from tests.piano import partecipazione
from tests.piano.fabbriche import congela_attuativo, giro_aperto, piano_pronto, rispondi, sezione_di
from tests.scena import ADESSO
from tests.servizi.fabbriche import crea_assegnazione

LEGGE = UFFICIO | {"segretario", "presidente", "revisore", "sindaco", "delegato", "operatore", "ragioneria", "ats"}
COORDINA = frozenset({"coordinatore"})


PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+M8AAAMBAQDJ/pLvAAAAAElFTkSuQmCC")


def prepara(lodi):
    """Un piano proposto una volta (quindi con una versione congelata) e tornato in bozza, con un esemplare di tutto."""
    chi = {"poteri": lodi.poteri("coordinatore"), "adesso": ADESSO}
    piano = piano_pronto(lodi)
    operazioni.proponi(piano, **chi)
    operazioni.rinvia_a_bozza(piano, **chi, nota="Da completare")
    percorso.prepara_percorso(piano, **chi)
    da_guardare = next(r for r in coerenza.rilievi(piano, ADESSO.date()) if not r.blocca)
    oggetti = {"sezione": sezione_di(piano).pk, "obiettivo": "D1", "versione": 1, "tappa": piano.percorso.first().pk}
    oggetti |= _scrittura(piano, chi) | _andamento(piano, chi) | _attuativo(piano, chi) | _ritirato(piano, chi)
    return {"triennio": piano.triennio, "rilievo": da_guardare.chiave, **oggetti, **_soldi(lodi, piano, chi),
            **_partecipazione(lodi, piano), **_giro(lodi, piano)}  # fmt: skip


def _scrittura(piano, chi):
    commento = operazioni.commenta(sezione_di(piano), "Da chiarire.", **chi)
    figura = operazioni.carica_figura(piano, byte=PIXEL, titolo="Accessi", descrizione="Crescono.", fonte="", **chi)
    return {"commento": commento.pk, "figura": figura.codice}


def _ritirato(piano, chi):
    """Un aggiornamento ritirato che ha tolto una sezione."""
    quando, persona = chi["adesso"], chi["poteri"].utente
    tolte = ritirate.fotografa(Sezione.objects.filter(piano=piano, codice="3.1"))
    ritirato = Aggiornamento.objects.create(
        piano=piano, parte_da=VersionePiano.objects.get(piano=piano), motivo="Di prova", aperto_il=quando, aperto_da=persona,
        com_era=tolte, esito="ritirato", chiuso_il=quando, nota="Non serve più",
    )  # fmt: skip
    return {"ritirato": ritirato.pk}


def _soldi(lodi, piano, chi):
    vincolata = crea_assegnazione(lodi, "500.00", annualita=2026, vincolata=Decimal(100), vincolo="Minori")
    quota = operazioni.collega_quota(piano.obiettivi.get(), vincolata, Decimal(40), **chi)
    return {"vincolata": vincolata.pk, "quota": quota.pk}


def _andamento(piano, chi):
    """Un valore letto con la sua prova, un’azione, un’iniziativa di formazione."""
    indicatore = Indicatore.objects.get()
    foglio = ("foglio.png", b"\x89PNG\r\n\x1a\n" + b"0" * 30 + b"IEND\xaeB`\x82")
    lettura = operazioni.rileva(indicatore, al=ADESSO.date(), valore=Decimal(12), prova=foglio, **chi)
    iniziativa = IniziativaFormativa(piano=piano, argomento="Un corso", anno=2025, ore=Decimal(8))
    persone = [PartecipazioneFormazione(figura="Educatore", attese=3, venute=2)]
    operazioni.salva_iniziativa(iniziativa, righe=persone, **chi)
    return {
        "indicatore": indicatore.pk,
        "lettura": lettura.pk,
        "prova": ProvaRilevazione.objects.get().pk,
        "azione": Azione.objects.get().pk,
        "iniziativa": iniziativa.pk,
    }


def _attuativo(piano, chi):
    attuativo = attuativi.apri_attuativo(piano, 2025, **chi)
    voce = attuativi.salva_voce(VoceAttuativo(attuativo=attuativo, obiettivo=piano.obiettivi.get()), **chi)
    return {"anno": 2025, "voce": voce.pk, "versione_anno": congela_attuativo(attuativo).numero}


def _partecipazione(lodi, piano):
    """Un tavolo con membro, incontro e allegato, una proposta, una consultazione con un contributo."""
    tavolo, membro = partecipazione.tavolo_con_membro(lodi, piano)
    incontro = partecipazione.incontro(lodi, tavolo)
    aperta = partecipazione.consultazione(lodi, piano)
    return {
        "tavolo": tavolo.pk,
        "membro": membro.pk,
        "incontro": incontro.pk,
        "allegato": partecipazione.allegato(lodi, incontro).pk,
        "proposta": partecipazione.proposta(lodi, tavolo).numero,
        "consultazione": aperta.pk,
        "contributo": partecipazione.contributo(aperta).pk,
    }


def _giro(lodi, piano):
    """Un giro aperto adesso, con un’osservazione."""
    giro = giro_aperto(lodi, piano, adesso=timezone.now())
    osservazione = rispondi(lodi, giro, "3.1", "osservazione", "Di prova.", adesso=timezone.now())
    return {"giro": giro.numero, "osservazione": osservazione.pk}


# Oggetto → come si chiama nell’indirizzo, dove non è `pk`.
CHIAVI = {
    "obiettivo": "codice",
    "figura": "codice",
    "versione": "numero",
    "versione_anno": "numero",
    "giro": "numero",
    "proposta": "numero",
    "anno": "anno",
    "membro": "membro",
    "allegato": "allegato",
    "commento": "commento",
}


def _piano(*nomi):
    return lambda oggetti: {"triennio": oggetti["triennio"], **{CHIAVI.get(n, "pk"): oggetti[n] for n in nomi}}


ROTTE = [
    Rotta("piano:piani", LEGGE, UFFICIO),
    Rotta("piano:piano", LEGGE, argomenti=_piano()),
    Rotta("piano:passo", None, COORDINA, argomenti=_piano()),
    Rotta("piano:proroga", COORDINA, COORDINA, argomenti=_piano()),
    Rotta("piano:documento", None, LEGGE, argomenti=_piano()),
    Rotta("piano:indice", UFFICIO, argomenti=_piano()),
    Rotta("piano:nuova_voce", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:livelli", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:modifica_voce", UFFICIO, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:sposta_voce", None, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:togli_voce", None, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:affida", UFFICIO, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:in_breve", LEGGE, argomenti=_piano()),
    Rotta("piano:opuscolo", None, LEGGE, argomenti=_piano()),
    Rotta("piano:sezione", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:completa", None, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:sintesi", UFFICIO, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:conflitto", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:revisioni", LEGGE, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:dati", LEGGE, argomenti=_piano()),
    Rotta("piano:figure", LEGGE, UFFICIO, argomenti=_piano()),
    Rotta("piano:figura", UFFICIO, UFFICIO, argomenti=_piano("figura")),
    Rotta("piano:togli_figura", None, UFFICIO, argomenti=_piano("figura")),
    Rotta("piano:immagine", LEGGE, argomenti=_piano("figura")),
    Rotta("piano:coerenza", LEGGE, argomenti=_piano()),
    Rotta("piano:motiva", UFFICIO, UFFICIO, argomenti=lambda o: {"triennio": o["triennio"], "chiave": o["rilievo"]}),
    Rotta("piano:relazione", None, LEGGE, argomenti=lambda o: {"triennio": o["triennio"], "anno": 2025}),
    Rotta("piano:relazione_finale", None, COORDINA, argomenti=_piano()),
    Rotta("piano:word", LEGGE, argomenti=_piano()),
    Rotta("piano:presenza", None, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:commenti", LEGGE, LEGGE, argomenti=_piano("sezione")),
    Rotta("piano:rispondi", None, LEGGE, argomenti=_piano("sezione", "commento")),
    Rotta("piano:esito_commento", None, UFFICIO, argomenti=_piano("sezione", "commento")),
    Rotta("piano:sezione_in_word", LEGGE, argomenti=_piano("sezione")),
    Rotta("piano:importa", UFFICIO, UFFICIO, argomenti=_piano("sezione")),
    Rotta("piano:obiettivi", LEGGE, argomenti=_piano()),
    Rotta("piano:nuovo_obiettivo", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:obiettivo", LEGGE, argomenti=_piano("obiettivo")),
    Rotta("piano:modifica_obiettivo", UFFICIO, UFFICIO, argomenti=_piano("obiettivo")),
    Rotta("piano:togli_obiettivo", None, UFFICIO, argomenti=_piano("obiettivo")),
    Rotta("piano:documento_obiettivo", None, LEGGE, argomenti=_piano("obiettivo")),
    Rotta("piano:vincoli", LEGGE, argomenti=_piano()),
    Rotta("piano:collega_quota", UFFICIO, UFFICIO, argomenti=_piano("vincolata")),
    Rotta("piano:quota", UFFICIO, UFFICIO, argomenti=_piano("quota")),
    Rotta("piano:togli_quota", None, UFFICIO, argomenti=_piano("quota")),
    Rotta("piano:andamento", LEGGE, argomenti=_piano()),
    Rotta("piano:andamento_obiettivo", LEGGE, argomenti=_piano("obiettivo")),
    Rotta("piano:valuta_obiettivo", UFFICIO, UFFICIO, argomenti=lambda o: {**_piano("obiettivo")(o), "quando": "2025"}),
    Rotta("piano:rileva", UFFICIO, UFFICIO, argomenti=_piano("indicatore")),
    Rotta("piano:correggi_rilevazione", UFFICIO, UFFICIO, argomenti=_piano("lettura")),
    Rotta("piano:prova", UFFICIO, argomenti=_piano("prova")),
    Rotta("piano:avanza_azione", UFFICIO, UFFICIO, argomenti=_piano("azione")),
    Rotta("piano:formazione", LEGGE, argomenti=_piano()),
    Rotta("piano:nuova_iniziativa", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:iniziativa", LEGGE, UFFICIO, argomenti=_piano("iniziativa")),
    Rotta("piano:modifica_iniziativa", UFFICIO, UFFICIO, argomenti=_piano("iniziativa")),
    Rotta("piano:passo_iniziativa", UFFICIO, UFFICIO, argomenti=lambda o: {**_piano("iniziativa")(o), "passo": "annulla"}),
    Rotta("piano:tavoli", LEGGE, argomenti=_piano()),
    Rotta("piano:nuovo_tavolo", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:tavolo", LEGGE, argomenti=_piano("tavolo")),
    Rotta("piano:modifica_tavolo", UFFICIO, UFFICIO, argomenti=_piano("tavolo")),
    Rotta("piano:nuovo_membro", UFFICIO, UFFICIO, argomenti=_piano("tavolo")),
    Rotta("piano:membro", UFFICIO, UFFICIO, argomenti=_piano("tavolo", "membro")),
    Rotta("piano:nuovo_incontro", UFFICIO, UFFICIO, argomenti=_piano("tavolo")),
    Rotta("piano:incontro", LEGGE, argomenti=_piano("incontro")),
    Rotta("piano:modifica_incontro", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:convoca_incontro", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:presenze", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:verbale", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:approva_verbale", None, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:annulla_incontro", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:allega_incontro", UFFICIO, UFFICIO, argomenti=_piano("incontro")),
    Rotta("piano:allegato_incontro", LEGGE, argomenti=_piano("incontro", "allegato")),
    Rotta("piano:proposte", LEGGE, argomenti=_piano()),
    Rotta("piano:nuova_proposta", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:documento_esito", None, LEGGE, argomenti=_piano()),
    Rotta("piano:proposta", LEGGE, argomenti=_piano("proposta")),
    Rotta("piano:modifica_proposta", UFFICIO, UFFICIO, argomenti=_piano("proposta")),
    Rotta("piano:valuta", UFFICIO, UFFICIO, argomenti=_piano("proposta")),
    Rotta("piano:rivaluta", UFFICIO, UFFICIO, argomenti=_piano("proposta")),
    Rotta("piano:consultazioni", LEGGE, argomenti=_piano()),
    Rotta("piano:nuova_consultazione", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:consultazione", UFFICIO, UFFICIO, argomenti=_piano("consultazione")),
    Rotta("piano:modifica_consultazione", UFFICIO, UFFICIO, argomenti=_piano("consultazione")),
    Rotta("piano:pubblica_contributo", None, UFFICIO, argomenti=_piano("contributo")),
    Rotta("piano:non_pubblicare", UFFICIO, UFFICIO, argomenti=_piano("contributo")),
    Rotta("piano:percorso", LEGGE, UFFICIO, argomenti=_piano()),
    Rotta("piano:nuova_tappa", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:tappa", UFFICIO, UFFICIO, argomenti=_piano("tappa")),
    Rotta("piano:giri", LEGGE, argomenti=_piano()),
    Rotta("piano:nuovo_giro", COORDINA, COORDINA, argomenti=_piano()),
    Rotta("piano:giro", LEGGE, argomenti=_piano("giro")),
    Rotta("piano:modifica_giro", COORDINA, COORDINA, argomenti=_piano("giro")),
    Rotta("piano:apri_giro", COORDINA, COORDINA, argomenti=_piano("giro")),
    Rotta("piano:termine_giro", COORDINA, COORDINA, argomenti=_piano("giro")),
    Rotta("piano:chiudi_giro", COORDINA, COORDINA, argomenti=_piano("giro")),
    Rotta("piano:ricorda_giro", COORDINA, COORDINA, argomenti=_piano("giro")),
    Rotta("piano:documento_giro", None, UFFICIO, argomenti=_piano("giro")),
    Rotta("piano:quadro_giro", LEGGE, argomenti=_piano("giro")),
    Rotta("piano:osservazioni", LEGGE, argomenti=_piano("giro")),
    Rotta("piano:riscontro", UFFICIO, UFFICIO, argomenti=_piano("giro", "osservazione")),
    Rotta(
        "piano:risposta", LEGGE, frozenset({"sindaco", "delegato"}), del_comune=True,
        argomenti=lambda o: {"triennio": o["triennio"], "numero": o["giro"], "istat": "098019"}, dati=lambda o: {"resto": "1"},
    ),
    Rotta("piano:versioni", LEGGE, argomenti=_piano()),
    Rotta("piano:congela", UFFICIO, UFFICIO, argomenti=_piano()),
    Rotta("piano:confronto", LEGGE, LEGGE, argomenti=_piano()),
    Rotta("piano:versione", LEGGE, LEGGE, argomenti=_piano("versione")),
    Rotta("piano:ritirato", LEGGE, argomenti=_piano("ritirato")),
    Rotta("piano:attuativi", LEGGE, UFFICIO, argomenti=_piano()),
    Rotta("piano:attuativo", LEGGE, argomenti=_piano("anno")),
    Rotta("piano:passo_attuativo", None, UFFICIO, argomenti=_piano("anno")),
    Rotta("piano:documento_attuativo", None, LEGGE, argomenti=_piano("anno")),
    Rotta("piano:sintesi_attuativo", UFFICIO, UFFICIO, argomenti=_piano("anno")),
    Rotta("piano:nuova_scheda_anno", UFFICIO, UFFICIO, argomenti=_piano("anno")),
    Rotta("piano:scheda_anno", UFFICIO, UFFICIO, argomenti=_piano("anno", "voce")),
    Rotta("piano:togli_scheda_anno", None, UFFICIO, argomenti=_piano("anno", "voce")),
    Rotta("piano:versione_attuativo", LEGGE, LEGGE, argomenti=_piano("anno", "versione_anno")),
]  # fmt: skip
