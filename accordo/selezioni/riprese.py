"""Da dove si comincia: ciò che l’Ambito sa di chi aderisce e, se aveva aderito a un triennio di prima, ciò che aveva scritto."""

from accordo.models import Adesione, RisorsaOfferta
from accordo.selezioni.adesioni import aree, comuni_dell_ambito, di_chi, obiettivi_in_vigore, obiettivi_sostenuti, tavoli
from accordo.stati import ENTRATE
from ambito.models import Ente, Incarico

# Tutto ciò che descrive chi aderisce e che cosa vuole fare; mai l’atto, le dichiarazioni, la firma, gli allegati.
CAMPI = (
    "denominazione", "natura_giuridica", "codice_fiscale", "partita_iva", "runts_numero", "runts_data", "sede", "sede_operativa",
    "sito", "pec", "email", "telefono", "rappresentante_nome", "rappresentante_carica", "rappresentante_cf", "referente_nome",
    "referente_email", "referente_telefono", "sostituto_nome", "sostituto_email", "tipo", "esperienza",
)  # fmt: skip
DELLA_RISORSA = ("tipo", "descrizione", "quantita", "unita", "valore_stimato")


def precompilata(avviso, soggetto, utente, oggi):
    """Un’adesione non salvata con ciò che l’Ambito sa già di chi aderisce e di chi la compila.

    Chi aveva aderito a un triennio di prima riprende da lì.
    """
    noto = _noto_dell_ente(soggetto) if isinstance(soggetto, Ente) else _noto_del_comune(soggetto, oggi)
    if vecchia := ultima_accolta(avviso, soggetto):
        return Adesione(avviso=avviso, ripresa_da=vecchia, **di_chi(soggetto), **campi_ripresi(vecchia, noto))
    nome = utente.nome_completo[:120]
    return Adesione(avviso=avviso, referente_nome=nome, referente_email=utente.email, **di_chi(soggetto), **noto)


def _noto_dell_ente(ente):
    return {"denominazione": ente.denominazione, "codice_fiscale": ente.codice_fiscale, "pec": ente.pec}


def _noto_del_comune(comune, oggi):
    sindaco = Incarico.objects.vigenti(oggi).filter(ruolo="sindaco", comune=comune).select_related("utente").first()
    return {
        "denominazione": f"Comune di {comune.nome}",
        "codice_fiscale": comune.codice_fiscale,
        "sede": f"{comune.cap} {comune.nome} ({comune.provincia})".strip(),
        "rappresentante_nome": sindaco.utente.nome_completo[:120] if sindaco else "",
        "rappresentante_carica": "Sindaco" if sindaco else "",
    }


def ultima_accolta(avviso, soggetto):
    """L’ultima adesione accolta di quel soggetto a un triennio precedente, o `None`."""
    sue = Adesione.objects.filter(stato__in=ENTRATE, avviso__triennio_inizio__lt=avviso.triennio_inizio, **di_chi(soggetto))
    return sue.select_related("avviso").order_by("-avviso__triennio_inizio").first()


def campi_ripresi(vecchia, noti):
    """I dati da riprendere: ciò che l’Ambito sa oggi vince, e di un rappresentante cambiato non si tiene il codice fiscale."""
    ripresi = {nome: getattr(vecchia, nome) for nome in CAMPI} | {nome: valore for nome, valore in noti.items() if valore}
    if ripresi["rappresentante_nome"] != vecchia.rappresentante_nome:
        ripresi["rappresentante_cf"] = ""
    return ripresi


def scelte_riprese(adesione, oggi):
    """Le scelte dell’adesione da cui si riprende, fra quelle che ci sono anche adesso: `{"aree_target": […], …}`.

    Tavoli e obiettivi sono di un altro piano: si riconoscono da come si chiamano.
    """
    if not (vecchia := adesione.ripresa_da):
        return {}
    avviso = adesione.avviso
    scelte = {
        "aree_target": aree(avviso).filter(pk__in=vecchia.aree_target.values("pk")),
        "tavoli": tavoli(avviso).filter(nome__in=vecchia.tavoli.values("nome")),
    }
    if adesione.ente_id:
        operava = vecchia.comuni_operativita.values("pk")
        scelte["comuni_operativita"] = comuni_dell_ambito(oggi).filter(pk__in=operava)
        # I titoli in vigore, dell’uno e dell’altro piano: quelli di un aggiornamento in corso nessuno li ha ancora decisi.
        sostenuti = {obiettivo.titolo for obiettivo in obiettivi_sostenuti(vecchia)}
        scelte["obiettivi"] = [o for o in obiettivi_in_vigore(avviso) if o.titolo in sostenuti] if sostenuti else []
    return {nome: list(righe) for nome, righe in scelte.items()}


def risorse_riprese(adesione):
    """Le risorse offerte allora, da proporre di nuovo (non salvate)."""
    vecchie = adesione.ripresa_da.risorse.all() if adesione.ripresa_da else []
    return [RisorsaOfferta(**{nome: getattr(riga, nome) for nome in DELLA_RISORSA}) for riga in vecchie]
