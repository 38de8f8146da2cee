"""Chi si avvisa quando un riparto si deposita, si delibera o si riscuote, e quando una rata scade.

La deliberazione si notifica Comune per Comune, con la sua quota: degli altri passi basta una frase uguale per tutti.
"""

from django.urls import reverse
from django.utils import timezone

from accordo.selezioni import riparti, riscossione, spiegazioni
from ambito.avvisi import Messaggio, avvisa, avvisa_ciascuno, persone_con, persone_dei_comuni
from ambito.nucleo.formati_italiani import conta, formatta_data, formatta_importo
from ambito.registri import OGNI_COMUNE, Annuncio

# Giorni dal termine di una rata in cui si ricorda: prima (positivi) e dopo (negativi).
GIORNI = (30, 7, 1, -1, -7, -30)


def _url(riparto):
    return reverse("accordo:riparto", args=[riparto.ambito.slug, riparto.pk])


def _ai_comuni(titolo, frase):
    def annuncio(riparto, nota):
        return Annuncio(titolo.format(riparto=riparto), frase.format(riparto=riparto), _url(riparto), "legge_comune", OGNI_COMUNE)

    return annuncio


ANNUNCI = {
    ("accordo.pianoriparto", "deposita"): _ai_comuni(
        "Depositato il riparto {riparto}",
        "Il riparto «{riparto}» è depositato per il voto: nella pagina c’è quanto toccherebbe a ogni Comune e perché.",
    ),
    ("accordo.pianoriparto", "riscuoti"): _ai_comuni(
        "Si può pagare il riparto {riparto}",
        "È aperta la riscossione del riparto «{riparto}»: nella pagina rate e termini.",
    ),
}


def notifica_le_quote(riparto, adesso):
    """A ogni Comune che paga: quanto, per quale atto, perché, dove leggerlo. Lo stesso atto non si notifica due volte."""
    quote = list(riparti.quote(riparto.proposto))
    frasi = spiegazioni.frasi(riparto, riparto.proposto, quote, riparti.quote_precedenti(riparto))
    persone = persone_dei_comuni("legge_comune", timezone.localdate(adesso), [q.comune_id for q in quote])
    messaggi = [
        Messaggio(persone[q.comune_id], q, *_della_quota(riparto, q, frasi[q.comune_id]), _estratto(riparto, q.comune))
        for q in quote
        if q.comune_id in persone
    ]
    avvisa_ciascuno(messaggi, genere="riparto.notifica", adesso=adesso, giorno=riparto.deliberato_il)


def _della_quota(riparto, quota, frase):
    """Titolo e testo della notifica."""
    atto = f"Deliberato con {riparto.deliberazione} del {formatta_data(riparto.deliberato_il, esteso=True)}: la quota è definitiva."
    poi = "Nell’estratto conto c’è come ci si è arrivati; rate e termini arrivano con la riscossione."
    titolo = f"{quota.comune} paga {formatta_importo(quota.importo)} € per {riparto}"
    return titolo, " ".join(parte for parte in (atto, frase, poi) if parte)


def _estratto(riparto, comune):
    return reverse("accordo:estratto", args=[riparto.ambito.slug, comune.codice_istat])


def ricorda(oggi, adesso):
    """Trenta, sette e un giorno prima e dopo il termine di una rata ricorda ai Comuni che non l’hanno pagata tutta."""
    for riparto in riscossione.in_riscossione().select_related("ambito"):
        rate = {r.pk: (r.scade_il - oggi).days for r in riparto.rate.all()}
        if any(giorni in GIORNI for giorni in rate.values()):
            _ricorda_ai_comuni(riparto, {pk for pk, giorni in rate.items() if giorni in GIORNI}, oggi, adesso)


def _ricorda_ai_comuni(riparto, rate, oggi, adesso):
    for conto in riscossione.conti(riparto):
        for dovuta in conto.rate:
            if dovuta.rata.pk in rate and dovuta.residuo:
                _ricorda(conto, dovuta, oggi, adesso)


def _ricorda(conto, dovuta, oggi, adesso):
    comune, scade = conto.quota.comune, dovuta.rata.scade_il
    verbo = "scade" if scade >= oggi else "è scaduta"
    resta = f"Restano da pagare {formatta_importo(dovuta.residuo)} €. Nel mandato scrivi: {conto.causale}."
    in_ritardo = f" Sono passati {conta((oggi - scade).days, 'giorno', 'giorni')} dal termine." if scade < oggi else ""
    avvisa(
        persone_con("legge_comune", oggi, comune_id=comune.pk),
        genere=f"riparto.rata.{dovuta.rata.pk}", oggetto=conto.quota, adesso=adesso, giorno=oggi,
        titolo=f"La rata {dovuta.rata.numero} di {conto.riparto} {verbo} il {formatta_data(scade, esteso=True)}",
        testo=f"{resta}{in_ritardo}",
        url=_estratto(conto.riparto, comune),
    )  # fmt: skip
