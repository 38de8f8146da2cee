"""Ciò che la rendicontazione aggiunge a «Tocca a te» e alla scheda di un Comune, a chi lo può fare."""

from django.urls import reverse
from django.utils import timezone

from ambito.db.pronte import pronta
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import Compito, Riquadro
from rendicontazione import selezioni
from rendicontazione.stati import DA_CONTROLLARE, MODIFICABILI, StatoRendiconto


def compiti(poteri, oggi):
    """Le cose da fare sulla spesa per questa persona."""
    voci = []
    compila, certifica = poteri.comuni_con("compila_spesa"), poteri.comuni_con("certifica_spesa")
    for rendiconto in poteri.una_volta(_in_corso, tuple({*compila, *certifica}), oggi):
        if rendiconto.stato in MODIFICABILI and rendiconto.comune_id in compila:
            voci.append(_da_compilare(poteri, rendiconto, oggi))
        elif rendiconto.stato == StatoRendiconto.INVIATO and rendiconto.comune_id in certifica:
            voci.append(_da_certificare(poteri, rendiconto))
    if poteri.puo("controlla_rendiconti"):
        voci += _dell_ufficio(poteri, oggi)
    return voci


def _in_corso(comuni, oggi):
    """I rendiconti di quei Comuni che aspettano qualcuno: chi compila, chi certifica, chi controlla."""
    return list(selezioni.da_lavorare(comuni, [*MODIFICABILI, *DA_CONTROLLARE], oggi)) if comuni else []


def _url(poteri, nome, *argomenti):
    return reverse(f"rendicontazione:{nome}", args=[poteri.ambito.slug, *argomenti])


def _da_compilare(poteri, rendiconto, oggi):
    campagna, comune = rendiconto.campagna, rendiconto.comune
    url = _url(poteri, "comune", campagna.anno, comune.codice_istat)
    if rendiconto.stato == StatoRendiconto.RETTIFICA_RICHIESTA:
        titolo = f"Correggi la spesa {campagna.anno} di {comune}"
        return Compito(titolo, f"L’Ufficio di Piano l’ha rimandata: {rendiconto.motivo}", url, campagna.chiude, "attenzione")
    titolo = f"Inserisci e invia la spesa {campagna.anno} di {comune}"
    if rendiconto.e_in_ritardo(oggi):
        return Compito(titolo, "Il termine è passato: si può ancora inviare.", url, campagna.chiude, "attenzione")
    return Compito(titolo, "Con il modulo, riga per riga, oppure caricando un foglio.", url, campagna.chiude)


def _da_certificare(poteri, rendiconto):
    campagna, comune = rendiconto.campagna, rendiconto.comune
    url = _url(poteri, "comune", campagna.anno, comune.codice_istat)
    return Compito(
        f"Certifica la spesa {campagna.anno} di {comune}", "È stata inviata: conferma che torna con la contabilità.", url
    )


@pronta
def _campagne():
    return selezioni.campagne()


def _dell_ufficio(poteri, oggi):
    """Controllo, ritardi, emissione: una sola lettura delle campagne."""
    campagne = poteri.una_volta(_campagne)
    if not campagne:
        frase = "Non c’è ancora nessuna raccolta: si apre in un minuto."
        return [Compito("Apri la campagna della spesa sociale", frase, _url(poteri, "nuova_campagna"))]
    return [c for campagna in campagne if campagna.e_aperta for c in _della_campagna(poteri, campagna, oggi)]


def _della_campagna(poteri, campagna, oggi):
    url, anno, mancano = _url(poteri, "quadro", campagna.anno), campagna.anno, campagna.comuni - campagna.inviati
    if campagna.da_controllare:
        titolo = _conta(
            campagna.da_controllare, "Controlla la spesa {a} di un Comune", "Controlla la spesa {a} di {n} Comuni", anno
        )
        yield Compito(titolo, "L’hanno inviata: si valida o si rimanda con il motivo.", f"{url}?stato=da_controllare#comuni")
    if not poteri.puo("esporta_rendiconti"):
        return
    if mancano and oggi > campagna.chiude:
        titolo = _conta(mancano, "Un Comune è in ritardo con la spesa {a}", "{n} Comuni sono in ritardo con la spesa {a}", anno)
        yield Compito(titolo, "Il termine è passato: sollecita, o chiama.", url, campagna.chiude, "attenzione")
    if not mancano and not campagna.da_controllare:
        yield Compito(f"Emetti la rendicontazione {anno}", "Tutti i Comuni sono validati: il PDF si può emettere.", url)


def _conta(quanti, uno, molti, anno):
    return (uno if quanti == 1 else molti).format(n=quanti, a=anno)


def da_seguire(poteri):
    """La spesa inviata dai Comuni della persona su cui deve pronunciarsi un altro; a chi la raccoglie, chi non l’ha mandata."""
    compila, certifica = poteri.comuni_con("compila_spesa"), poteri.comuni_con("certifica_spesa")
    for rendiconto in poteri.una_volta(_in_corso, tuple({*compila, *certifica}), poteri.oggi):
        da_me = rendiconto.stato == StatoRendiconto.INVIATO and rendiconto.comune_id in certifica
        if rendiconto.stato in DA_CONTROLLARE and not da_me:
            yield _inviato(poteri, rendiconto)
    if poteri.puo("esporta_rendiconti"):
        for campagna in poteri.una_volta(_campagne):
            if campagna.e_aperta and campagna.apre <= poteri.oggi and campagna.inviati < campagna.comuni:
                yield _attesa_dai_comuni(poteri, campagna)


def _inviato(poteri, rendiconto):
    campagna, comune = rendiconto.campagna, rendiconto.comune
    chi = f"Ragioneria di {comune}" if rendiconto.stato == StatoRendiconto.INVIATO else "Ufficio di Piano"
    return Riquadro(
        f"Spesa {campagna.anno} di {comune}", "È stata inviata.", _url(poteri, "comune", campagna.anno, comune.codice_istat),
        rendiconto.get_stato_display(), rendiconto.tono, timezone.localdate(rendiconto.inviato_il), chi,
    )  # fmt: skip


def _attesa_dai_comuni(poteri, campagna):
    mancano = campagna.comuni - campagna.inviati
    return Riquadro(
        f"Spesa {campagna.anno} dei Comuni", f"Termine per l’invio: {formatta_data(campagna.chiude, esteso=True)}.",
        _url(poteri, "quadro", campagna.anno), f"{campagna.inviati} su {campagna.comuni} inviate", "attesa", campagna.apre,
        "un Comune" if mancano == 1 else f"{mancano} Comuni", _url(poteri, "sollecito", campagna.anno),
    )  # fmt: skip


def riquadri(comune, poteri):
    """La spesa del Comune nell’ultima campagna, per chi può vederla."""
    if not poteri.puo("legge_comune", comune.pk):
        return []
    ultimo = selezioni.rendiconti_di([comune.pk]).first()
    if ultimo is None:
        return []
    url = reverse("rendicontazione:comune", args=[poteri.ambito.slug, ultimo.campagna.anno, comune.codice_istat])
    testo = f"Termine per l’invio: {formatta_data(ultimo.campagna.chiude, esteso=True)}."
    return [Riquadro(f"Spesa sociale {ultimo.campagna.anno}", testo, url, ultimo.get_stato_display(), ultimo.tono)]
