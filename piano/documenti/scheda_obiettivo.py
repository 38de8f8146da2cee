"""La scheda di un obiettivo come documento a sé: tutti i suoi campi, ciò che se n’è letto, le proposte che ha accolto."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.fogli import scrivi_csv
from ambito.nucleo.formati_italiani import formatta_data, formatta_misura
from ambito.registri import TipoDocumento
from piano import documenti, selezioni
from piano.confronto.campi import numero_italiano
from piano.confronto.schede import CARATTERI, integrazione
from piano.documenti import schede
from piano.models import Azione, Obiettivo, Rilevazione, ValutazioneObiettivo, VersionePiano
from piano.models.indicatore import TipoIndicatore
from piano.selezioni import proposte, ritrovati

# I testi lunghi della scheda, ciascuno con il suo titolo.
SCRITTI = {
    "descrizione": "Che cosa e perché",
    "bisogno": "Il bisogno a cui risponde",
    "modalita": "Come si realizza",
    "innovazione": "Che cosa cambia rispetto a prima",
    "risorse_strumentali": "Sedi, mezzi, strumenti",
    "criticita": "Criticità previste",
}


class SchedaMancante(ErroreAtteso):
    """Per il periodo chiesto non c’è quell’obiettivo."""


def trova(triennio, anno, codice=""):
    """L’obiettivo con quel codice; senza codice il primo del piano."""
    obiettivi = selezioni.obiettivi(documenti.piano_del_periodo(triennio, anno))
    trovato = (obiettivi.filter(codice=codice) if codice else obiettivi).first()
    if trovato is None:
        raise SchedaMancante(f"Il piano non ha {f'l’obiettivo «{codice}»' if codice else 'ancora obiettivi'}.")
    return trovato


class SchedaDa(NamedTuple):
    """L’obiettivo e la versione da cui stamparne la scheda; senza versione, il testo su cui si lavora."""

    obiettivo: Obiettivo
    versione: VersionePiano | None


def prepara(oggetto, oggi):
    """La scheda di una `SchedaDa`: quella della versione, o quella di adesso, e si dice «bozza».

    Di un obiettivo e basta: la versione che leggono tutti se il piano non si scrive, altrimenti la bozza.
    """
    obiettivo, versione = oggetto if isinstance(oggetto, SchedaDa) else (oggetto, _di_tutti(oggetto.piano))
    piano = obiettivo.piano
    codice = _codice(obiettivo, versione)
    foto = versione and next((o for o in versione.dati["obiettivi"] if o["codice"] == codice), None)
    if versione and foto is None and piano.si_aggiorna:
        raise SchedaMancante("Questo obiettivo nasce con l’aggiornamento: nel piano in vigore non c’è ancora.")
    da = documenti.origine(versione if foto else piano, oggi)
    foto = foto or next(o for o in da.dati["obiettivi"] if o["id"] == obiettivo.pk)
    letture = _letture(obiettivo, foto, oggi)
    scheda = _impagina(foto, da.dati["anni"], letture)
    return Preparato(
        # Una bozza è un documento a sé, come quella del piano: durante un aggiornamento non sostituisce la scheda in vigore.
        oggetto_id=-obiettivo.pk if da.segni["bozza"] and piano.adottata_id else obiettivo.pk,
        titolo=f"Scheda dell’obiettivo {foto['codice']}",
        sottotitolo=f"{foto['titolo']}. {da.dati['titolo']}. {da.stato}",
        nome_file=documenti.nome_file(f"obiettivo-{foto['codice'].lower()}", da.dati, da.segni),
        dati={
            "o": scheda,
            "livelli": documenti.livelli(da.dati),
            "al": formatta_data(oggi, esteso=True),
            "avanzamento": _avanzamento(obiettivo, foto),
            "valutazioni": _valutazioni(obiettivo),
            "proposte": _proposte(obiettivo),
            **da.segni,
        },
        permesso="legge_piano",
        dimostrativo=da.dati["dimostrativo"],
        allegati=_allegati(foto, letture),
    )


def _di_tutti(piano):
    return None if piano.modificabile else selezioni.di_tutti(piano)


def _codice(obiettivo, versione):
    """Il codice dell’obiettivo nella versione: mentre il piano si aggiorna quella in vigore può averne un altro."""
    if versione and obiettivo.piano.si_aggiorna and versione.pk == obiettivo.piano.adottata_id:
        return next((codice for codice, chiave in ritrovati.obiettivi(obiettivo.piano).items() if chiave == obiettivo.pk), None)
    return obiettivo.codice


def _impagina(foto, anni, letture):
    """La scheda come nel piano, con ogni campo (anche vuoto), gli indicatori per tipo e i loro valori anno per anno."""
    return {
        **schede.impagina(foto, anni),
        "anni": anni,
        "campi": [{"nome": nome, "testo": testo or "non indicato"} for nome, testo in _campi(foto).items()],
        "scritti": [{"nome": nome, "testo": foto.get(campo, "")} for campo, nome in SCRITTI.items()],
        "gruppi": [_gruppo(tipo, foto, anni, letture) for tipo in TipoIndicatore],
    }


def _gruppo(tipo, foto, anni, letture):
    """Gli indicatori di un tipo."""
    suoi = [_indicatore(i, anni, letture) for i in foto["indicatori"] if i["tipo"] == tipo.value]
    return {"nome": str(tipo.label), "indicatori": suoi}


def _campi(foto):
    """I campi di una riga, nell’ordine della scheda."""
    caratteri = {nome[0].upper() + nome[1:]: "sì" if foto.get(campo) else "no" for campo, nome in CARATTERI.items()}
    return {
        "Altre aree": "; ".join(foto.get("aree_secondarie", [])),
        "Livelli essenziali (LEPS)": "; ".join(foto.get("leps", [])),
        "A chi si rivolge": ", ".join(foto["target"]),
        "Continuità": foto["continuita"],
        "Periodo": schede.periodo(foto),
        "Referente": foto["referente"],
        "Integrazione sociosanitaria": integrazione(foto),
        **caratteri,
        "Servizi collegati": "; ".join(foto.get("servizi", [])),
        "Enti coinvolti": "; ".join(f"{s['nome']} ({s['ruolo'].lower()})" for s in foto.get("soggetti", [])),
        "Peso per la premialità": str(foto.get("peso") or ""),
    }


def _indicatore(indicatore, anni, letture):
    attesi = {t["anno"]: t["valore"] for t in indicatore.get("traguardi", [])} | {anni[-1]: indicatore["atteso"]}
    lette = letture.get(indicatore["id"], [])
    return {
        **{campo: indicatore.get(campo, "") for campo in ("nome", "unita", "fonte", "responsabile", "verso")},
        "frequenza": indicatore.get("frequenza", "").lower(),
        "base": numero_italiano(indicatore["base"]),
        "per_anno": [
            {"anno": anno, "atteso": numero_italiano(attesi.get(anno, "")), "letto": formatta_misura(_ultima(lette, anno))}
            for anno in anni
        ],
    }


def _ultima(lette, anno):
    """L’ultimo valore letto di quell’anno, o `None`."""
    return next((r.valore for r in reversed(lette) if r.al.year == anno), None)


def _letture(obiettivo, foto, oggi):
    """Le letture che valgono, dalla più vecchia: `{indicatore della fotografia: [letture]}`."""
    raccolte = defaultdict(list)
    righe = Rilevazione.objects.filter(indicatore__obiettivo=obiettivo, attuale=True, al__lte=oggi)
    for riga in righe.order_by("al"):
        raccolte[riga.indicatore_id].append(riga)
    veri = ritrovati.indicatori(obiettivo.piano, {foto["codice"]: obiettivo.pk}, [foto])
    return {nella_foto: raccolte[vero] for nella_foto, vero in veri.items()}


def _avanzamento(obiettivo, foto):
    """A che punto è ogni azione della scheda, nell’ordine della scheda."""
    adesso = {a.titolo: a for a in Azione.objects.filter(obiettivo=obiettivo)}
    return [_punto(a, adesso.get(a["titolo"])) for a in schede.azioni(foto)]


def _punto(scritta, azione):
    stato = f"{azione.get_stato_display().lower()}, {azione.avanzamento} %" if azione else ""
    return {**scritta, "punto": stato}


def _valutazioni(obiettivo):
    righe = ValutazioneObiettivo.objects.filter(obiettivo=obiettivo).order_by("finale", "anno")
    return [
        {"quando": v.quando, "esito": v.get_esito_display(), "grado": v.grado, "perche": v.perche, "correttivi": v.correttivi}
        for v in righe
    ]


def _proposte(obiettivo):
    """Le proposte dei tavoli e dei cittadini che si ritrovano qui."""
    return [
        {"codice": p.codice, "origine": p.origine, "testo": p.testo, "esito": p.get_stato_display(), "motivo": p.motivo}
        for p in proposte.accolte_in(obiettivo)
    ]


def _allegati(foto, letture):
    """I numeri della scheda, da riusare: gli indicatori con gli attesi e i valori letti, le risorse per anno e fondo."""
    codice = foto["codice"]
    indicatori = [riga for i in foto["indicatori"] for riga in _righe_di(i, letture.get(i["id"], []))]
    risorse = [[str(r["anno"]), r["fondo"], Decimal(r["importo"])] for r in foto["risorse"]]
    return [
        _csv(f"indicatori-{codice}.csv", "Indicatori: partenza, attesi, letti",
             ["Indicatore", "Unità", "Che cosa", "A quale giorno", "Valore"], indicatori),
        _csv(f"risorse-{codice}.csv", "Risorse previste per anno e fondo", ["Anno", "Fondo", "Euro"], risorse),
    ]  # fmt: skip


def _righe_di(indicatore, lette):
    inizio = [indicatore["nome"], indicatore["unita"]]
    return [
        [*inizio, "partenza", None, _numero(indicatore["base"])],
        *[[*inizio, "atteso", date(t["anno"], 12, 31), _numero(t["valore"])] for t in indicatore.get("traguardi", [])],
        [*inizio, "atteso alla fine", None, _numero(indicatore["atteso"])],
        *[[*inizio, "letto", r.al, r.valore] for r in lette],
    ]


def _numero(testo):
    return Decimal(testo) if testo else None


def _csv(nome, descrizione, intestazioni, righe):
    return {"nome": nome, "descrizione": descrizione, "testo": scrivi_csv(intestazioni, righe).decode()}


SCHEDA = TipoDocumento(
    "scheda-obiettivo", "Scheda di un obiettivo", "documenti/scheda_obiettivo.html", trova=trova, prepara=prepara, per_codice=True
)
