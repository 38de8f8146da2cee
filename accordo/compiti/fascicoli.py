"""Che cosa del fascicolo tocca a chi è di un ente del terzo settore."""

from django.urls import reverse

from accordo.parole.fascicoli import che_scadono, del_fascicolo, perche_sospeso
from accordo.selezioni import fascicoli
from accordo.stati.fascicolo import StatoDocumento, StatoFascicolo
from ambito.registri import Compito, Riquadro


def compiti(poteri, oggi):
    """Le voci di «Tocca a te»."""
    for ente, fascicolo in fascicoli.fascicoli_di(poteri.enti, oggi):
        if fascicolo.stato != StatoFascicolo.IDONEO:
            yield _del_referente(poteri, ente, fascicolo)


def _del_referente(poteri, ente, fascicolo):
    url = _pagina(poteri, ente)
    if fascicolo.stato == StatoFascicolo.IN_SCADENZA:
        prima = min(v.scade_il for v in fascicolo.con_stato(StatoDocumento.IN_SCADENZA))
        spiegazione = f"{_maiuscola(che_scadono(fascicolo))}. Dopo quel giorno l’ente è sospeso."
        return Compito(f"Rinnova i documenti di {ente}", spiegazione, url, prima)
    if fascicolo.con_stato(StatoDocumento.SCADUTO):
        frase = _maiuscola(perche_sospeso(fascicolo))
        return Compito(f"{ente} è sospeso: rinnova i documenti", f"{frase}.", url, tono="attenzione")
    return Compito(f"Completa il fascicolo di {ente}", f"Per essere idoneo {perche_sospeso(fascicolo)}.", url)


def _maiuscola(frase):
    return f"{frase[0].upper()}{frase[1:]}"


def da_seguire(poteri):
    """Il fascicolo che è a posto: la sua pagina si ritrova dalla casa anche quando non c’è niente da fare."""
    for ente, fascicolo in fascicoli.fascicoli_di(poteri.enti, poteri.oggi):
        if fascicolo.stato == StatoFascicolo.IDONEO:
            frase = del_fascicolo(fascicolo, di_casa=True)
            yield Riquadro(f"Fascicolo di {ente}", frase, _pagina(poteri, ente), fascicolo.etichetta, fascicolo.tono)


def _pagina(poteri, ente):
    return reverse("accordo:fascicolo", args=[poteri.ambito.slug, ente.pk])
