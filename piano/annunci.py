"""Chi si avvisa: il segretario di un piano da iscrivere, l’Ufficio di come è andato il voto, i Sindaci di ciò su cui rispondono.

Chi commenta sa che gli si è risposto; e, quando un termine si avvicina o è passato, chi scrive una sezione o legge un indicatore.
"""

from collections import defaultdict
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from ambito.avvisi import avvisa, persone_con
from ambito.nucleo import traiettoria
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registri import OGNI_COMUNE, Annuncio
from ambito.solleciti import Parole
from piano import selezioni
from piano.selezioni import andamento
from piano.stati import RISPONDE

# Giorni che mancano al termine (negativo: giorni di ritardo) e come comincia l’avviso.
PROMEMORIA_SEZIONE = {7: "Fra una settimana scade", 1: "Domani scade", -1: "È scaduta ieri"}
# Quanti giorni mancano al termine per scrivere una lettura (di meno di zero: è già passato).
GIORNI_DEL_PROMEMORIA = (7, 1, -1, -7)
NOMI_DETTI = 5


def _url(piano, nome="piano", *argomenti):
    return reverse(f"piano:{nome}", args=[piano.ambito.slug, piano.triennio, *argomenti])


def url_commento(commento):
    """La pagina della sezione con i suoi commenti, su quel commento."""
    piano = commento.sezione.piano
    return reverse("piano:commenti", args=[piano.ambito.slug, piano.triennio, commento.sezione_id]) + f"#commento-{commento.pk}"


def _proposto(piano, nota):
    testo = f"Il {piano} è proposto al voto: va iscritto all’ordine del giorno di una seduta."
    return Annuncio(f"Proposto il {piano}", testo, _url(piano), "convoca_sedute")


def _approvato(piano, nota):
    testo = f"{piano.ambito.organo.con_il_maiuscolo} ha approvato il {piano} ({nota})."
    return Annuncio(f"Approvato il {piano}", testo, _url(piano), "redige_piano")


def _in_aggiornamento(piano, nota):
    testo = (
        f"L’Ufficio di Piano ha aperto un aggiornamento del {piano}. Fino al voto {piano.ambito.organo.con_di} vale la versione "
        f"{piano.adottata.numero}.\n\nMotivo: {nota.strip()}"
    )
    return Annuncio(f"Si aggiorna il {piano}", testo, _url(piano), RISPONDE, OGNI_COMUNE)


def _aggiornamento_proposto(piano, nota):
    testo = f"L’aggiornamento del {piano} è proposto al voto: va iscritto all’ordine del giorno di una seduta."
    return Annuncio(f"Proposto l’aggiornamento del {piano}", testo, _url(piano), "convoca_sedute")


def _aggiornato(piano, nota):
    chi = piano.ambito.organo.con_il_maiuscolo
    testo = f"{chi} ha adottato l’aggiornamento del {piano} ({nota}): in vigore è la versione {piano.adottata.numero}."
    return Annuncio(f"Aggiornato il {piano}", testo, _url(piano), "redige_piano")


def _non_si_aggiorna(piano, nota):
    testo = (
        f"L’Ufficio di Piano ha ritirato l’aggiornamento del {piano}: vale ancora la versione {piano.adottata.numero}."
        f"\n\nMotivo: {nota.strip()}"
    )
    return Annuncio(f"Ritirato l’aggiornamento del {piano}", testo, _url(piano), RISPONDE, OGNI_COMUNE)


def _non_piu_proposto(piano, nota):
    testo = (
        f"L’aggiornamento del {piano} non è più proposto al voto: se è all’ordine del giorno di una seduta va tolto, perché "
        f"votarlo non avrebbe effetto.\n\nMotivo: {nota.strip()}"
    )
    return Annuncio(f"Non è più proposto l’aggiornamento del {piano}", testo, _url(piano), "convoca_sedute")


def _ai_sindaci(titolo, frase):
    def annuncio(giro, nota):
        parole = {"piano": giro.piano, "giro": giro.titolo, "chiude": formatta_data(giro.chiude, esteso=True)}
        motivo = f"\n\nMotivo: {nota.strip()}" if nota.strip() else ""
        testo = f"{frase.format(**parole)}{motivo}"
        # Un termine si può spostare due volte nello stesso giorno: sono due annunci.
        edizione = f".{giro.chiude:%y%m%d}"
        return Annuncio(
            titolo.format(**parole), testo, _url(giro.piano, "giro", giro.numero), RISPONDE, OGNI_COMUNE, edizione=edizione
        )

    return annuncio


_CHIUSO = _ai_sindaci(
    "Chiuso il giro di osservazioni sul {piano}",
    "«{giro}» è chiuso: nella pagina ci sono le risposte dei Comuni e, man mano, i riscontri dell’Ufficio di Piano.",
)


def _riscontrata(osservazione, nota):
    url = _url(osservazione.giro.piano, "risposta", osservazione.giro.numero, osservazione.comune.codice_istat)
    testo = (
        f"Sull’osservazione di {osservazione.comune} alla sezione {osservazione.titolo_sezione} l’Ufficio di Piano ha risposto: "
        f"{osservazione.get_riscontro_display().lower()}."
    )
    motivo = f"\n\nMotivo: {osservazione.motivo}" if osservazione.motivo else ""
    titolo = f"Un riscontro per {osservazione.comune}, sezione {osservazione.codice}"
    # Un riscontro si può cambiare nello stesso giorno: sono due annunci.
    edizione = f".{osservazione.riscontro_il:%H%M%S}"
    return Annuncio(titolo, testo + motivo, url, RISPONDE, osservazione.comune_id, edizione=edizione)


def promemoria(giro, comune):
    """Ciò che si ricorda a un Comune che non ha ancora risposto a tutto: titolo, testo, indirizzo."""
    chiude = formatta_data(giro.chiude, esteso=True)
    return {
        "titolo": f"{comune} può rispondere sul {giro.piano} fino al {chiude}",
        "testo": f"«{giro.titolo}»: ci sono sezioni a cui {comune} non ha ancora risposto. {frase_del_silenzio(giro)}",
        "url": _url(giro.piano, "risposta", giro.numero, comune.codice_istat),
    }


def testi_del_sollecito(giro):
    """Titolo e pagina del sollecito a ciascun Comune."""
    return Parole(
        titolo=lambda comune: promemoria(giro, comune)["titolo"],
        url=lambda comune: promemoria(giro, comune)["url"],
    )


def testo_del_sollecito(giro):
    """Il testo proposto per sollecitare chi non ha risposto."""
    return (
        f"«{giro.titolo}»: ci sono sezioni a cui il vostro Comune non ha ancora risposto. Si risponde fino al "
        f"{formatta_data(giro.chiude, esteso=True)}, compreso; se va bene tutto basta un gesto. {frase_del_silenzio(giro)}"
    )


def frase_del_silenzio(giro):
    """Che cosa vale il silenzio, in una frase."""
    return f"{giro.get_silenzio_display()}."


def convocazione(incontro):
    """La convocazione di un incontro: la stessa nell’anteprima, nel portale e per posta."""
    quando = timezone.localtime(incontro.quando)
    giorno = f"{formatta_data(quando.date(), esteso=True)}, ore {quando:%H:%M}"
    dove = incontro.luogo or "a distanza"
    righe = [f"{incontro.tavolo} del {incontro.tavolo.piano}", f"Quando: {giorno}", f"Dove: {dove}"]
    if incontro.collegamento:
        righe.append(f"Per partecipare a distanza: {incontro.collegamento}")
    testo = "\n".join([*righe, "", "Ordine del giorno:", incontro.ordine_del_giorno.strip()])
    titolo = f"Convocazione: {incontro.tavolo}, {formatta_data(quando.date(), esteso=True)}"
    piano = incontro.tavolo.piano
    url = reverse("piano:incontro", args=[piano.ambito.slug, piano.triennio, incontro.pk])
    return Annuncio(titolo[:200], testo, url, "legge_piano")


ANNUNCI = {
    ("piano.pianodizona", "proponi"): _proposto,
    ("piano.pianodizona", "approva"): _approvato,
    ("piano.pianodizona", "apri_aggiornamento"): _in_aggiornamento,
    ("piano.pianodizona", "proponi_aggiornamento"): _aggiornamento_proposto,
    ("piano.pianodizona", "adotta_aggiornamento"): _aggiornato,
    ("piano.pianodizona", "ritira_aggiornamento"): _non_si_aggiorna,
    ("piano.pianodizona", "rinvia_aggiornamento"): _non_piu_proposto,
    # Ritirarlo quando era già proposto: i Sindaci leggono che è ritirato, chi convoca che cosa farne.
    ("piano.pianodizona", "ritira_proposta"): _non_piu_proposto,
    ("piano.giroosservazioni", "apri"): _ai_sindaci(
        "Il {piano} aspetta le osservazioni del tuo Comune",
        "«{giro}»: si legge e si risponde sezione per sezione, anche dal telefono, fino al {chiude} compreso.",
    ),
    ("piano.giroosservazioni", "proroga"): _ai_sindaci(
        "Più tempo per le osservazioni sul {piano}", "«{giro}»: si risponde fino al {chiude} compreso."
    ),
    ("piano.giroosservazioni", "riapri"): _ai_sindaci(
        "Riaperto il giro di osservazioni sul {piano}", "«{giro}»: si risponde di nuovo fino al {chiude} compreso."
    ),
    ("piano.giroosservazioni", "chiudi"): _CHIUSO,
    ("piano.giroosservazioni", "scadi"): _CHIUSO,
    ("piano.osservazione", "riscontra"): _riscontrata,
}


def ricorda_sezioni(oggi, adesso):
    """A chi scrive una sezione: sette giorni e un giorno prima del termine, e il giorno dopo; soltanto se può ancora scriverla."""
    inizi = {oggi + timedelta(days=mancano): inizio for mancano, inizio in PROMEMORIA_SEZIONE.items()}
    in_scadenza = list(selezioni.sezioni_in_scadenza(inizi))
    scrivono = set(selezioni.persone_dell_ufficio(oggi)) if in_scadenza else set()
    for sezione in in_scadenza:
        if sezione.assegnata_a in scrivono:
            _ricorda_sezione(sezione, inizi[sezione.entro], oggi, adesso)


def _ricorda_sezione(sezione, inizio, oggi, adesso):
    piano = sezione.piano
    avvisa(
        [sezione.assegnata_a],
        genere="sezione.promemoria", oggetto=sezione, adesso=adesso, giorno=oggi,
        titolo=f"{inizio} la sezione {sezione}",
        testo=f"Va finita entro il {formatta_data(sezione.entro, esteso=True)}: quando lo è, segnala come completa. {piano}.",
        url=reverse("piano:sezione", args=[piano.ambito.slug, piano.triennio, sezione.pk]),
    )  # fmt: skip


def ricorda_letture(oggi, adesso):
    """Sette e un giorno prima e dopo il termine di una lettura: un avviso solo per persona, con tutte quelle di quel giorno."""
    per_chi = defaultdict(list)
    for indicatore, fine in andamento.dovute(oggi):
        mancano = (traiettoria.entro(fine) - oggi).days
        if mancano in GIORNI_DEL_PROMEMORIA:
            per_chi[indicatore.obiettivo.piano, indicatore.incaricato, mancano].append(indicatore)
    for (piano, persona, mancano), indicatori in per_chi.items():
        _ricorda_letture(piano, persona, mancano, indicatori, oggi, adesso)


def _ricorda_letture(piano, persona, mancano, indicatori, oggi, adesso):
    quante = conta(len(indicatori), "rilevazione", "rilevazioni")
    termine = formatta_data(oggi + timedelta(days=mancano), esteso=True)
    titolo = f"{quante} del {piano} entro il {termine}" if mancano > 0 else f"{quante} del {piano} in ritardo dal {termine}"
    nomi = [f"{i.obiettivo.codice} {i.nome}" for i in indicatori[:NOMI_DETTI]]
    altri = f" e {conta(len(indicatori) - NOMI_DETTI, 'altro', 'altri')}" if len(indicatori) > NOMI_DETTI else ""
    avvisa(
        [persona] if persona else persone_con("redige_piano", oggi),
        genere=f"rilevazioni.{mancano}{'' if persona else '.ufficio'}", oggetto=piano, adesso=adesso, giorno=oggi,
        titolo=titolo, testo=f"Da scrivere: {'; '.join(nomi)}{altri}.",
        url=reverse("piano:andamento", args=[piano.ambito.slug, piano.triennio]) + "#da-scrivere",
    )  # fmt: skip
