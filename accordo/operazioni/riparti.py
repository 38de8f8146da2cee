"""Le scritture dei riparti: ciò che si divide, gli scenari, il deposito e il voto."""

from django.db import IntegrityError, transaction
from django.db.models import Q

from accordo.annunci.riparti import notifica_le_quote
from accordo.models import ComuneScenario, CriterioScenario, PianoRiparto, QuotaComune, Scenario
from accordo.selezioni.calcolo import calcola
from accordo.stati import ADOTTATI, StatoRiparto
from ambito import documenti, flusso
from ambito.errori import ErroreAtteso, ErroreDiCampo
from ambito.nucleo.importi import ErroreRiparto
from ambito.registro import annota
from ambito.selezioni import comuni as comuni_dell_ambito

LETTERE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Gli scenari che dividono con un dato raccolto, o vi guardano per il correttivo.
CON_DATI = Q(criteri__dato__isnull=False) | Q(criteri__guarda__isnull=False)


class RipartoDoppio(ErroreDiCampo):
    """In quell’anno c’è già un riparto con lo stesso nome."""


class RipartoChiuso(ErroreAtteso):
    """Il riparto è depositato o deliberato: non si cambia più."""


class RipartoCambiato(ErroreAtteso):
    """Un collega ha salvato dopo che questa pagina era stata aperta."""


class ScenarioNonAmmesso(ErroreAtteso):
    """Lo scenario non si può aggiungere, togliere o scegliere."""


@transaction.atomic
def crea_riparto(*, poteri, adesso, **campi):
    """Un riparto nuovo, con il suo primo scenario vuoto; `RipartoDoppio` se nell’anno c’è già."""
    poteri.esigi("tiene_riparti")
    riparto = PianoRiparto(**campi)
    _salva(riparto)
    annota(riparto, "pianoriparto.crea", f"Creato il riparto {riparto}", autore=poteri.utente, quando=adesso, dopo=_scritti(campi))
    aggiungi_scenario(riparto, nome="Primo scenario", poteri=poteri, adesso=adesso)
    return riparto


def _salva(riparto, campi=None):
    try:
        with transaction.atomic():
            riparto.save(update_fields=campi)
    except IntegrityError as errore:
        if "riparto_unico" in str(errore):
            raise RipartoDoppio(
                f"Per il {riparto.anno} c’è già un riparto con questo nome: scrivine un altro.", "titolo"
            ) from errore
        raise


def _scritti(campi):
    return {nome: str(valore) if valore is not None else None for nome, valore in campi.items()}


@transaction.atomic
def modifica_riparto(riparto, revisione, *, poteri, adesso, **campi):
    """Cambia importi, testi e confronto di un riparto in bozza, e ricalcola gli scenari."""
    riparto = _da_scrivere(riparto, poteri)
    _esigi_revisione(riparto, revisione)
    _esigi_dati_dell_anno(riparto, campi.get("anno", riparto.anno))
    prima = {nome: getattr(riparto, nome) for nome in campi}
    for nome, valore in campi.items():
        setattr(riparto, nome, valore)
    riparto.revisione += 1
    _salva(riparto, [*campi, "revisione"])
    cambiati = [nome for nome in campi if prima[nome] != campi[nome]]
    annota(riparto, "pianoriparto.modifica", f"Modificato il riparto {riparto}", autore=poteri.utente, quando=adesso,
           prima=_scritti({n: prima[n] for n in cambiati}), dopo=_scritti({n: campi[n] for n in cambiati}))  # fmt: skip
    for scenario in riparto.scenari.all():
        _ricalcola(scenario, adesso)
    return riparto


def _esigi_dati_dell_anno(riparto, anno):
    """I dati raccolti sono di un anno: un riparto che li usa non cambia anno da sotto."""
    if anno != riparto.anno and riparto.scenari.filter(CON_DATI).exists():
        raise RipartoChiuso(f"Gli scenari dividono con dati del {riparto.anno}: toglili dai criteri prima di cambiare anno.")


def _da_scrivere(riparto, poteri):
    """Il riparto bloccato e in bozza: chi scrive uno scenario aspetta chi lo deposita, e viceversa."""
    poteri.esigi("tiene_riparti")
    riparto = PianoRiparto.objects.select_for_update(of=("self",)).get(pk=riparto.pk)
    if not riparto.modificabile:
        raise RipartoChiuso(f"Il riparto è «{riparto.get_stato_display().lower()}»: importi, criteri e Comuni non cambiano più.")
    return riparto


def _esigi_revisione(oggetto, revisione):
    if oggetto.revisione != revisione:
        raise RipartoCambiato(
            "Nel frattempo un collega ha salvato. Qui sotto c’è ancora ciò che hai scritto tu: controlla e salva di nuovo."
        )


@transaction.atomic
def aggiungi_scenario(riparto, *, nome, poteri, adesso, copia=None):
    """Uno scenario in più, copiato da un altro (`copia`) o vuoto, fra tutti i Comuni dell’Ambito."""
    riparto = _da_scrivere(riparto, poteri)
    libere = [lettera for lettera in LETTERE if lettera not in set(riparto.scenari.values_list("lettera", flat=True))]
    if not libere:
        raise ScenarioNonAmmesso("Gli scenari sono già tanti quante le lettere: togline uno prima.")
    fissa = {"quota_fissa": copia.quota_fissa} if copia else {}
    scenario = Scenario(riparto=riparto, lettera=libere[0], nome=nome, impedimento="Da calcolare.", **fissa)
    scenario.save()
    comuni = copia.comuni.all() if copia else comuni_dell_ambito(poteri.oggi)
    ComuneScenario.objects.bulk_create(ComuneScenario(scenario=scenario, comune=c) for c in comuni)
    for criterio in copia.criteri.all() if copia else []:
        criterio.pk, criterio.scenario = None, scenario
        criterio.save(force_insert=True)
    annota(scenario, "scenario.aggiungi", f"Aggiunto lo {_minuscolo(scenario)}, a {riparto}", autore=poteri.utente, quando=adesso)
    return _ricalcola(scenario, adesso)


def _minuscolo(scenario):
    return f"scenario {scenario.lettera}, {scenario.nome}"


def _ricalcola(scenario, adesso):
    """Rifà le quote e le conserva; se non si può, restano vuote con la frase che dice perché."""
    QuotaComune.objects.filter(scenario=scenario).delete()
    try:
        fatto = calcola(scenario)
    except ErroreRiparto as errore:
        scenario.colonne, scenario.calcolato_il, scenario.impedimento = [], None, str(errore)
    else:
        QuotaComune.objects.bulk_create(fatto.quote)
        scenario.colonne, scenario.calcolato_il, scenario.impedimento = fatto.colonne, adesso, ""
    scenario.save(update_fields=["colonne", "calcolato_il", "impedimento"])
    return scenario


def _scenario_da_scrivere(scenario, poteri):
    _da_scrivere(scenario.riparto, poteri)
    return Scenario.objects.select_for_update(of=("self",)).select_related("riparto").get(pk=scenario.pk)


@transaction.atomic
def salva_scenario(scenario, revisione, *, campi, criteri, poteri, adesso):
    """Salva nome, quota fissa e criteri (elenco di valori, nell’ordine) e ricalcola; `RipartoCambiato` se altri hanno salvato."""
    scenario = _scenario_da_scrivere(scenario, poteri)
    _esigi_revisione(scenario, revisione)
    for nome, valore in campi.items():
        setattr(scenario, nome, valore)
    scenario.revisione += 1
    scenario.save(update_fields=[*campi, "revisione"])
    scenario.criteri.all().delete()
    CriterioScenario.objects.bulk_create(CriterioScenario(scenario=scenario, ordine=n, **riga) for n, riga in enumerate(criteri, 1))
    scritti = [f"{c}: {c.valore} {c.get_misura_display().lower()}" for c in scenario.criteri.select_related("dato")]
    annota(scenario, "scenario.salva", f"Salvati i criteri dello {_minuscolo(scenario)}", autore=poteri.utente, quando=adesso,
           dopo={**_scritti(campi), "criteri": scritti})  # fmt: skip
    return _ricalcola(scenario, adesso)


@transaction.atomic
def salva_perimetro(scenario, revisione, comuni, *, poteri, adesso):
    """Cambia i Comuni fra cui lo scenario divide e ricalcola: che cosa succede se uno entra o esce."""
    scenario = _scenario_da_scrivere(scenario, poteri)
    _esigi_revisione(scenario, revisione)
    prima, dopo = set(scenario.comuni.values_list("nome", flat=True)), {c.nome for c in comuni}
    if not dopo:
        raise ScenarioNonAmmesso("Lascia almeno un Comune.")
    scenario.comuni.set(comuni)
    scenario.revisione += 1
    scenario.save(update_fields=["revisione"])
    annota(scenario, "scenario.perimetro", f"Cambiati i Comuni dello {_minuscolo(scenario)}", autore=poteri.utente, quando=adesso,
           dopo={"entrano": sorted(dopo - prima), "escono": sorted(prima - dopo)})  # fmt: skip
    return _ricalcola(scenario, adesso)


@transaction.atomic
def ricalcola(scenario, *, poteri, adesso):
    """Rifà il calcolo con i dati di adesso."""
    scenario = _scenario_da_scrivere(scenario, poteri)
    annota(scenario, "scenario.ricalcola", f"Ricalcolato lo {_minuscolo(scenario)}", autore=poteri.utente, quando=adesso)
    return _ricalcola(scenario, adesso)


@transaction.atomic
def elimina_scenario(scenario, *, poteri, adesso):
    """Toglie uno scenario; almeno uno resta, e quello scelto per il deposito non si toglie."""
    scenario = _scenario_da_scrivere(scenario, poteri)
    if scenario.riparto.proposto_id == scenario.pk:
        raise ScenarioNonAmmesso("È lo scenario scelto per il deposito: scegline prima un altro.")
    if scenario.riparto.scenari.count() == 1:
        raise ScenarioNonAmmesso("Un riparto ha almeno uno scenario: correggi questo, o aggiungine prima un altro.")
    annota(scenario, "scenario.elimina", f"Tolto lo {_minuscolo(scenario)}", autore=poteri.utente, quando=adesso)
    QuotaComune.objects.filter(scenario=scenario).delete()
    scenario.delete()


@transaction.atomic
def scegli(scenario, *, poteri, adesso):
    """Sceglie lo scenario da depositare per il voto."""
    riparto = _da_scrivere(scenario.riparto, poteri)
    riparto.proposto = scenario
    riparto.save(update_fields=["proposto"])
    annota(riparto, "pianoriparto.scegli", f"Scelto lo {_minuscolo(scenario)}, per {riparto}", autore=poteri.utente, quando=adesso)
    return riparto


@transaction.atomic
def deposita(scenario, *, poteri, adesso):
    """Sceglie lo scenario, lo deposita per il voto e ne prepara il prospetto: da qui il riparto non cambia."""
    riparto = scegli(scenario, poteri=poteri, adesso=adesso)
    riparto = flusso.esegui(riparto, "deposita", poteri=poteri, adesso=adesso)
    documenti.richiedi("riparto", riparto, utente=poteri.utente, adesso=adesso)
    return riparto


@transaction.atomic
def ritira(riparto, motivo, *, poteri, adesso):
    """Ritira il deposito: il riparto torna in bozza e nessuno scenario è più quello scelto."""
    riparto = flusso.esegui(riparto, "ritira", poteri=poteri, adesso=adesso, nota=motivo)
    riparto.proposto = None
    riparto.save(update_fields=["proposto"])
    return riparto


@transaction.atomic
def registra_atto(riparto, *, deliberazione, deliberato_il, poteri, adesso):
    """L’Assemblea ha deliberato fuori dal portale: l’Ufficio ne scrive gli estremi."""
    poteri.esigi("tiene_riparti")
    riparto = PianoRiparto.objects.select_for_update(of=("self",)).get(pk=riparto.pk)
    if riparto.stato == StatoRiparto.DEPOSITATO:
        riparto.deliberazione, riparto.deliberato_il = deliberazione, deliberato_il
        riparto.save(update_fields=["deliberazione", "deliberato_il"])
    riparto = flusso.esegui(riparto, "registra_atto", poteri=poteri, adesso=adesso, nota=deliberazione)
    notifica_le_quote(riparto, adesso)
    return riparto


@transaction.atomic
def registra_voto(scenario, deliberazione, *, giorno, adesso):
    """Porta nel riparto l’esito del voto: deliberato, se lo scenario è quello depositato; altrimenti la frase che spiega.

    Se l’Ufficio ne ha già scritto gli estremi a mano non cambia niente.
    """
    riparto = PianoRiparto.objects.select_for_update(of=("self",)).get(pk=scenario.riparto_id)
    depositato = riparto.stato == StatoRiparto.DEPOSITATO and riparto.proposto_id == scenario.pk
    if deliberazione and depositato:
        riparto.deliberazione, riparto.deliberato_il = deliberazione[:120], giorno
        riparto.esito_voto = f"Approvato {riparto.ambito.organo.con_da}."
        riparto.save(update_fields=["deliberazione", "deliberato_il", "esito_voto"])
        riparto = flusso.esegui(riparto, "delibera", poteri=None, adesso=adesso, nota=deliberazione)
        notifica_le_quote(riparto, adesso)
        return riparto
    if deliberazione and riparto.stato in ADOTTATI and riparto.proposto_id == scenario.pk:
        return riparto
    chi = riparto.ambito.organo.con_il_maiuscolo
    superato = f"{chi} ha approvato lo scenario {scenario.lettera}, che non è più quello depositato: lo stato non cambia."
    riparto.esito_voto = superato if deliberazione else f"{chi} non ha approvato lo scenario {scenario.lettera}."
    riparto.save(update_fields=["esito_voto"])
    annota(riparto, "pianoriparto.voto", riparto.esito_voto, autore=None, quando=adesso)
    return riparto


def ricalcola_con(dato, adesso):
    """Rifà gli scenari delle bozze che dividono con quel dato, cambiato adesso. Va chiamata nella transazione di chi lo cambia."""
    usano = Q(criteri__dato=dato) | Q(criteri__guarda=dato)
    toccati = Scenario.objects.filter(usano, riparto__stato=StatoRiparto.BOZZA).values("riparto")
    # Ordinati per chiave: due dati cambiati insieme bloccano le stesse righe nello stesso ordine.
    for riparto in PianoRiparto.objects.select_for_update(of=("self",)).filter(pk__in=toccati).order_by("pk"):
        for scenario in riparto.scenari.filter(usano).distinct():
            _ricalcola(scenario, adesso)
