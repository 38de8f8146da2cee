"""La regola di voto e le date, dette come le direbbe una persona."""

from dataclasses import replace

from django.utils import timezone

from ambito.nucleo.formati_italiani import conta, formatta_data

BASI = {"votanti": "dei votanti", "presenti": "dei presenti", "componenti": "dei componenti"}
PARITA = {
    "respinta": "Se i voti sono pari la proposta è respinta.",
    "voto_presidente": "Se i voti sono pari prevale il voto di chi presiede.",
    "rivota": "Se i voti sono pari si vota di nuovo.",
}
DELEGHE = {
    "nessuna": "Il Sindaco non può farsi sostituire.",
    "stesso_comune": "Il Sindaco può delegare un assessore o un consigliere del suo Comune; se c’è anche lui, vota lui.",
    "altro_comune": "Il Sindaco può delegare anche chi siede per un altro Comune (al più {} a testa); se c’è anche lui, vota lui.",
}
VOCI = {
    "seggi": "Chi siede", "numero_legale": "Numero legale", "maggioranza": "Maggioranza", "parita": "Parità", "delega": "Delega",
    "preavviso": "Preavviso e carte",
}  # fmt: skip


def giorno(istante):
    """«12 febbraio 2025», nell’ora di Roma."""
    return formatta_data(timezone.localtime(istante).date(), esteso=True)


def ora(istante):
    """«18:30», nell’ora di Roma."""
    return f"{timezone.localtime(istante):%H:%M}"


def giorno_e_ora(istante):
    """«12 febbraio 2025, ore 18:30»."""
    return f"{giorno(istante)}, ore {ora(istante)}"


def elenco(voci):
    """«a, b e c»."""
    voci = list(voci)
    return voci[0] if len(voci) == 1 else f"{', '.join(voci[:-1])} e {voci[-1]}" if voci else ""


def frasi_della_regola(regola, preavviso, enti=(), articoli=None, richiesta=(None, 0)):
    """La regola in frasi: chi siede, quando la seduta è valida, quando si approva, la parità, la delega, il preavviso.

    `enti`: i nomi degli enti che votano soltanto sulle materie sociosanitarie. `articoli`: voce di `VOCI` → articolo da citare.
    `richiesta`: la soglia di Comuni che può chiedere di convocare, ed entro quanti giorni si convoca.
    """
    siedono = f"Siedono i {regola.seggio_plurale} dell’Ambito, con il Sindaco o chi lo rappresenta."
    frasi = [
        ("seggi", f"{siedono} Il voto è del {regola.seggio_singolare}, uno solo."),
        *[("seggi", frase) for frase in _frase_enti(enti)],
        ("numero_legale", _frase_quorum("In prima convocazione", regola.quorum_prima, regola)),
        ("numero_legale", _frase_quorum("In seconda convocazione", regola.quorum_seconda, regola)),
        ("numero_legale", _frase_intervallo(regola)),
        *[("maggioranza", _frase_maggioranza(materia, m, regola)) for materia, m in regola.maggioranze.items()],
        ("parita", PARITA[regola.parita]),
        ("delega", DELEGHE[regola.delega].format(conta(regola.deleghe_massime, "delega", "deleghe"))),
        *[("preavviso", frase) for frase in [*_frasi_preavviso(preavviso), *_frase_richiesta(regola, *richiesta)]],
    ]
    citante = replace(regola, articoli=articoli or {})
    return [citante.cita(voce, frase) for voce, frase in frasi]


def _frasi_preavviso(preavviso):
    urgenza = f", mai meno di {conta(preavviso.urgenza_ore, 'ora', 'ore')}" if preavviso.urgenza_ore else ""
    frasi = [f"L’avviso parte almeno {preavviso.in_parole()} prima; con meno preavviso si scrive il motivo dell’urgenza{urgenza}."]
    if preavviso.deposito_ore:
        frasi.append(f"Le carte si depositano almeno {conta(preavviso.deposito_ore, 'ora', 'ore')} prima della seduta.")
    if preavviso.aggiunta_ore:
        ore = conta(preavviso.aggiunta_ore, "ora", "ore")
        frasi.append(f"L’ordine del giorno si può integrare fino a {ore} prima della seduta.")
    return frasi


def _frase_richiesta(regola, soglia, giorni):
    if soglia is None:
        return []
    chi = _di(soglia, f"dei {regola.seggio_plurale}", f"la totalità dei {regola.seggio_plurale}")
    return [f"Se lo chiede {chi}, l’organo si convoca entro {conta(giorni, 'giorno', 'giorni')}."]


def _frase_enti(enti):
    if not enti:
        return []
    verbi = "siede e vota" if len(enti) == 1 else "siedono e votano"
    return [f"Sulle sole materie sociosanitarie {verbi} anche {elenco(enti)}; il numero legale della seduta lo fanno i Comuni."]


def _di(soglia, genitivo, tutti):
    """«più della metà dei Comuni», ma «tutti i Comuni»."""
    return tutti if soglia.in_parole() == "tutti" else f"{soglia.in_parole()} {genitivo}"


def _del_peso(regola):
    """«degli abitanti», «delle quote», «dei voti»."""
    return {"abitanti": "degli abitanti", "quote": "delle quote"}.get(regola.unita_di_peso(), "dei voti")


def _frase_quorum(quando, quorum, regola):
    parti = []
    if quorum.teste:
        parti.append(f"è presente {_di(quorum.teste, f'dei {regola.seggio_plurale}', 'la totalità dei componenti')}")
    if quorum.peso:
        parti.append(f"i presenti rappresentano {_di(quorum.peso, _del_peso(regola), f'la totalità {_del_peso(regola)}')}")
    minimo = quorum.minimo_presenti
    almeno = f"almeno {conta(minimo, f'{regola.seggio_singolare} presente', f'{regola.seggio_plurale} presenti')}"
    if not parti:
        return f"{quando} la seduta è valida con {almeno if minimo > 1 else 'qualunque numero di presenti'}."
    coda = f", e comunque con {almeno}" if minimo > 1 else ""
    return f"{quando} la seduta è valida se {_unite(parti, quorum.combinatore)}{coda}."


def _unite(parti, combinatore):
    return (" e " if combinatore == "e" else " oppure ").join(parti)


def _frase_intervallo(regola):
    altro_giorno = " e si cambia giorno" if regola.seconda_giorno_diverso else ""
    ore = conta(regola.seconda_intervallo_ore, "ora", "ore")
    return f"Fra la prima e la seconda convocazione passano almeno {ore}{altro_giorno}."


def _frase_maggioranza(materia, maggioranza, regola):
    inizio = (
        "Si approva"
        if materia == "ordinaria"
        else "Sulle persone si approva"
        if materia == "persone"
        else f"Per la materia «{materia.replace('_', ' ')}» si approva"
    )
    parti = []
    if maggioranza.teste:
        parti.append(f"vota a favore {_di(maggioranza.teste, BASI[maggioranza.base], f'la totalità {BASI[maggioranza.base]}')}")
    if maggioranza.peso:
        base = f"{_del_peso(regola)} {BASI[maggioranza.base_peso]}"
        parti.append(f"i favorevoli rappresentano {_di(maggioranza.peso, base, f'la totalità {base}')}")
    coda = " Chi si astiene non conta fra i votanti." if "votanti" in (maggioranza.base, maggioranza.base_peso) else ""
    coda += " Si vota in segreto, su schede di carta." if maggioranza.scrutinio == "segreto" else ""
    return f"{inizio} se {_unite(parti, maggioranza.combinatore)}.{coda}"
