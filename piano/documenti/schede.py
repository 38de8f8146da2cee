"""La scheda obiettivo come si congela e come si mostra. Una scheda congelata ieri può non avere ciò che si è aggiunto oggi."""

from decimal import Decimal

from django.db.models import Prefetch

from ambito.nucleo.formati_italiani import formatta_importo
from piano import selezioni
from piano.confronto.campi import giorno_italiano, numero_italiano
from piano.confronto.schede import CARATTERI, integrazione
from piano.models import Azione, Indicatore, QuotaVincolata, RisorsaObiettivo

SEMPLICI = (
    "id",
    "codice",
    "titolo",
    "descrizione",
    "bisogno",
    "modalita",
    "referente",
    "risorse_strumentali",
    "criticita",
    "innovazione",
)


def da_fotografare(obiettivi):
    """Gli obiettivi con tutto ciò che la fotografia legge, in un numero fisso di interrogazioni."""
    return obiettivi.prefetch_related(
        "target", "aree_secondarie", "leps", "servizi", "soggetti", "personale",
        Prefetch("azioni", Azione.objects.order_by("id")),
        Prefetch("indicatori", Indicatore.objects.order_by("id").prefetch_related("traguardi")),
        Prefetch("risorse", RisorsaObiettivo.objects.select_related("fondo")),
        Prefetch("quote", QuotaVincolata.objects.select_related("assegnazione__fondo")),
    )  # fmt: skip


def fotografa(obiettivo):
    """La scheda in soli testi, interi e sì/no."""
    return {
        **{campo: getattr(obiettivo, campo) for campo in (*SEMPLICI, *CARATTERI)},
        "area": obiettivo.area.nome,
        "continuita": obiettivo.get_continuita_display(),
        "integrazione_sociosanitaria": obiettivo.get_integrazione_sociosanitaria_display(),
        "peso": obiettivo.peso,
        **{nome: [str(voce) for voce in getattr(obiettivo, nome).all()] for nome in ("aree_secondarie", "leps", "servizi")},
        "target": [area.nome for area in obiettivo.target.all()],
        "soggetti": [{"nome": s.nome, "ruolo": s.get_ruolo_display()} for s in obiettivo.soggetti.all()],
        "personale": [
            {"figura": p.figura, "ore": _decimale(p.ore_settimanali), "tempo_pieno": _decimale(p.tempo_pieno), "ente": p.ente}
            for p in obiettivo.personale.all()
        ],
        "inizio": _giorno(obiettivo.inizio),
        "fine": _giorno(obiettivo.fine),
        "azioni": [
            {"id": a.pk, "titolo": a.titolo, "responsabile": a.responsabile, "inizio": _giorno(a.inizio), "fine": _giorno(a.fine)}
            for a in obiettivo.azioni.all()
        ],
        "indicatori": [_indicatore(i) for i in obiettivo.indicatori.all()],
        "risorse": [{"anno": r.anno, "fondo": r.fondo.nome, "importo": _decimale(r.importo)} for r in obiettivo.risorse.all()],
        **_vincoli(obiettivo),
    }  # fmt: skip


def _vincoli(obiettivo):
    """Le quote vincolate, solo dove ci sono: un piano che non ne ha conserva la forma, e l’impronta, di prima che esistessero."""
    quote = [
        {
            "anno": q.assegnazione.annualita,
            "fondo": q.assegnazione.fondo.nome,
            "vincolo": q.assegnazione.vincolo,
            "importo": _decimale(q.importo),
        }
        for q in obiettivo.quote.all()
    ]
    return {"vincoli": quote} if quote else {}


def _indicatore(indicatore):
    return {
        "id": indicatore.pk,
        "tipo": indicatore.tipo,
        "nome": indicatore.nome,
        "unita": indicatore.unita,
        "verso": indicatore.get_verso_display(),
        "base": _decimale(indicatore.base),
        "atteso": _decimale(indicatore.atteso),
        "traguardi": [{"anno": t.anno, "valore": _decimale(t.valore)} for t in indicatore.traguardi.all()],
        "frequenza": indicatore.get_frequenza_display(),
        "fonte": indicatore.fonte,
        "responsabile": indicatore.responsabile,
    }


def _giorno(valore):
    return valore.isoformat() if valore else ""


def _decimale(valore):
    return "" if valore is None else f"{valore:.2f}"


def impagina(obiettivo, anni):
    """La scheda pronta da mostrare, in pagina e nel PDF."""
    intermedi = [a for a in anni[:-1] if any(_al_traguardo(i, a) for i in obiettivo["indicatori"])]
    return {
        **obiettivo,
        "periodo": periodo(obiettivo),
        "in_breve": _in_breve(obiettivo),
        "testi": _testi(obiettivo),
        "personale": [
            {**p, "ore": numero_italiano(p["ore"]), "tempo_pieno": numero_italiano(p["tempo_pieno"])}
            for p in obiettivo.get("personale", [])
        ],
        "azioni": azioni(obiettivo),
        "anni_intermedi": intermedi,
        "indicatori": [_con_i_traguardi(i, intermedi) for i in obiettivo["indicatori"]],
        "risorse": quadro(anni, obiettivo["risorse"]),
        "vincoli": [{**v, "importo": formatta_importo(Decimal(v["importo"]))} for v in obiettivo.get("vincoli", [])],
    }


def periodo(obiettivo):
    """Da quando a quando, in parole."""
    return f"dal {giorno_italiano(obiettivo['inizio'])} al {giorno_italiano(obiettivo['fine'])}"


def azioni(obiettivo):
    """Le azioni con le date scritte."""
    return [{**a, "dal": giorno_italiano(a["inizio"]), "al": giorno_italiano(a["fine"])} for a in obiettivo["azioni"]]


def _in_breve(obiettivo):
    """Le voci di una riga che la scheda ha: `[{"nome", "testo"}]`."""
    soggetti = [f"{s['nome']} ({s['ruolo'].lower()})" for s in obiettivo.get("soggetti", [])]
    voci = {
        "Altre aree": "; ".join(obiettivo.get("aree_secondarie", [])),
        "Integrazione": integrazione(obiettivo),
        "Livelli essenziali": "; ".join(obiettivo.get("leps", [])),
        "Servizi": "; ".join(obiettivo.get("servizi", [])),
        "Caratteri": "; ".join(parole for campo, parole in CARATTERI.items() if obiettivo.get(campo)),
        "Enti coinvolti": "; ".join(soggetti),
        "Peso": str(obiettivo.get("peso") or ""),
    }
    return [{"nome": nome, "testo": testo} for nome, testo in voci.items() if testo]


def _testi(obiettivo):
    titoli = {
        "risorse_strumentali": "Sedi, mezzi, strumenti",
        "criticita": "Criticità previste",
        "innovazione": "Che cosa cambia rispetto a prima",
    }
    return [{"nome": nome, "testo": obiettivo[campo]} for campo, nome in titoli.items() if obiettivo.get(campo)]


def _con_i_traguardi(indicatore, anni):
    return {
        **indicatore,
        "base": numero_italiano(indicatore["base"]),
        "atteso": numero_italiano(indicatore["atteso"]),
        "intermedi": [numero_italiano(_al_traguardo(indicatore, anno)) for anno in anni],
    }


def _al_traguardo(indicatore, anno):
    """Il valore atteso alla fine di quell’anno, o vuoto."""
    return next((t["valore"] for t in indicatore.get("traguardi", []) if t["anno"] == anno), "")


def quadro(anni, risorse):
    """Fondo per anno con i totali, in euro già scritti."""
    tabella = selezioni.tabella_per_anno(anni, [(r["fondo"], r["anno"], Decimal(r["importo"])) for r in risorse])
    return {
        "anni": anni,
        "righe": [
            {"fondo": fondo, "importi": [formatta_importo(v) for v in importi], "totale": formatta_importo(totale)}
            for fondo, importi, totale in tabella["righe"]
        ],
        "totali": [formatta_importo(v) for v in tabella["totali"]],
        "totale": formatta_importo(tabella["totale"]),
    }
