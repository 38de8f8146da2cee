"""Ciò che la rendicontazione aggiunge a «Tocca a te» e alla scheda di un Comune, a chi lo può fare."""

from django.urls import reverse

from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import Compito, Riquadro
from rendicontazione import selezioni
from rendicontazione.stati import MODIFICABILI, StatoRendiconto


def compiti(poteri, oggi):
    """Le cose da fare sulla spesa per questa persona."""
    voci = []
    if propri := poteri.comuni_con("compila_spesa"):
        voci += [_da_compilare(poteri, r, oggi) for r in selezioni.da_lavorare(propri, MODIFICABILI, oggi)]
    if propri := poteri.comuni_con("certifica_spesa"):
        inviati = selezioni.da_lavorare(propri, [StatoRendiconto.INVIATO], oggi)
        voci += [_da_certificare(poteri, r) for r in inviati]
    if poteri.puo("controlla_rendiconti"):
        voci += _dell_ufficio(poteri, oggi)
    return voci


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
        frase = f"Il termine ({formatta_data(campagna.chiude, esteso=True)}) è passato: si può ancora inviare."
        return Compito(titolo, frase, url, tono="attenzione")
    return Compito(titolo, "Con il modulo, riga per riga, oppure caricando un foglio.", url, campagna.chiude)


def _da_certificare(poteri, rendiconto):
    campagna, comune = rendiconto.campagna, rendiconto.comune
    url = _url(poteri, "comune", campagna.anno, comune.codice_istat)
    return Compito(
        f"Certifica la spesa {campagna.anno} di {comune}", "È stata inviata: conferma che torna con la contabilità.", url
    )


def _dell_ufficio(poteri, oggi):
    """Controllo, ritardi, emissione: una sola lettura delle campagne."""
    campagne = list(selezioni.campagne())
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
        yield Compito(titolo, "L’hanno inviata: si valida o si rimanda con il motivo.", f"{url}?stato=da_controllare")
    if not poteri.puo("esporta_rendiconti"):
        return
    if mancano and oggi > campagna.chiude:
        titolo = _conta(mancano, "Un Comune è in ritardo con la spesa {a}", "{n} Comuni sono in ritardo con la spesa {a}", anno)
        frase = f"Il termine ({formatta_data(campagna.chiude, esteso=True)}) è passato."
        yield Compito(titolo, frase, url, tono="attenzione")
    if not mancano and not campagna.da_controllare:
        yield Compito(f"Emetti la rendicontazione {anno}", "Tutti i Comuni sono validati: il PDF si può emettere.", url)


def _conta(quanti, uno, molti, anno):
    return (uno if quanti == 1 else molti).format(n=quanti, a=anno)


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
