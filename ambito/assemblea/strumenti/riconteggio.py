#!/usr/bin/env python3
"""Riconta una votazione dell'Assemblea dal file scaricato dal portale, senza fidarsi del portale.

    python3 riconteggio.py votazione.json [--testa IMPRONTA]

Serve solo Python 3.9 o più recente. Controlla che nessuna riga sia stata cambiata, tolta, aggiunta o spostata, rifà i conti e il
verdetto dalle schede. Con --testa confronta anche con l'impronta scritta nel verbale: se il file fosse stato rifatto da capo, con
impronte nuove, soltanto così si vede. Scrive OK, oppure quale riga non torna (e in quel caso esce con 1).
"""

import hashlib
import json
import sys
import unicodedata

FORMATO = "portale-votazione/1"
SCELTE = {"favorevole": "favorevoli", "contrario": "contrari", "astenuto": "astenuti", "non_votante": "non_votanti"}
# Chi è in conflitto di interessi consegna la scheda per dirlo, e non è fra i presenti al voto.
CONFLITTO = "conflitto"


def normale(dato):
    """Testi nella forma NFC, ovunque siano."""
    if isinstance(dato, str):
        return unicodedata.normalize("NFC", dato)
    if isinstance(dato, dict):
        return {normale(chiave): normale(valore) for chiave, valore in dato.items()}
    if isinstance(dato, list):
        return [normale(valore) for valore in dato]
    return dato


def impronta(dato):
    """SHA-256 del JSON con le chiavi in ordine e senza spazi, in UTF-8."""
    testo = json.dumps(normale(dato), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(testo.encode("utf-8")).hexdigest()


def controlla_fila(nome, righe, precedente, fine, come_finisce):
    """I guasti di una fila di righe legate: posti, impronte, ultima impronta."""
    guasti = []
    for atteso, riga in enumerate(righe, start=1):
        chi, posto = f"{nome}, riga {atteso} ({riga.get('codice')})", riga.get("posto")
        if posto != atteso:
            guasti.append(f"{chi}: il posto scritto è {posto!r} e ci si aspetta {atteso}: manca, è doppia o è spostata.")
        corpo = {chiave: valore for chiave, valore in riga.items() if chiave != "impronta"}
        if impronta({**corpo, "precedente": precedente}) != riga.get("impronta"):
            guasti.append(f"{chi}: l'impronta non torna, la riga o quella prima è stata cambiata.")
        precedente = riga.get("impronta")
    if precedente != fine:
        guasti.append(
            f"{nome}: l'ultima riga, la {len(righe)}, non è quella indicata da «{come_finisce}»: manca qualcosa in fondo."
        )
    return guasti


def controlla_urna(dati):
    """I guasti di un voto segreto: nessuna scheda con un nome, presenti che siedono, voti non più dei presenti."""
    urna, guasti = dati["urna"], controlla_fila("urna", [dati["urna"]], dati["radice"], dati["testa"], "testa")
    if dati["schede"]:
        guasti.append("schede: in un voto segreto non ce ne sono.")
    if len(set(urna["presenti"])) != len(urna["presenti"]) or set(urna["presenti"]) - {s["codice"] for s in dati["seggi"]}:
        guasti.append("urna, presenti: c'è chi non siede, o due volte lo stesso.")
    if min(urna["totali"].values()) < 0 or sum(urna["totali"].values()) > len(urna["presenti"]):
        guasti.append("urna, totali: sono più dei presenti, o meno di zero.")
    return guasti


def supera(soglia, valore, base):
    sinistra, destra = valore * soglia["denominatore"], base * soglia["numeratore"]
    return sinistra > destra if soglia.get("stretta") else sinistra >= destra


def conta(dati):
    """I conti rifatti dalle schede: quanti seggi e quanto peso per ogni gruppo."""
    uno = dati["testata"]["regola"].get("tipo_peso") == "uno_per_comune"
    pesi = {seggio["codice"]: 1 if uno else seggio["peso"] for seggio in dati["seggi"]}
    if "urna" in dati:
        return conta_urna(dati, pesi)
    gruppi = {nome: [] for nome in SCELTE.values()}
    presenti = [scheda for scheda in dati["schede"] if scheda["espressione"] != CONFLITTO]
    for scheda in presenti:
        gruppi[SCELTE[scheda["espressione"]]].append(scheda["codice"])
    gruppi["componenti"] = list(pesi)
    gruppi["presenti"] = [scheda["codice"] for scheda in presenti]
    gruppi["votanti"] = gruppi["favorevoli"] + gruppi["contrari"]
    return {nome: {"teste": len(chi), "peso": sum(pesi[codice] for codice in chi)} for nome, chi in gruppi.items()}


def conta_urna(dati, pesi):
    """I conti di un voto segreto: i presenti per nome, i voti soltanto nei totali proclamati; ognuno ha un voto."""
    totali, presenti = dati["urna"]["totali"], [pesi[codice] for codice in dati["urna"]["presenti"]]
    conti = {"componenti": len(pesi), "presenti": len(presenti), **totali, "votanti": totali["favorevoli"] + totali["contrari"]}
    conti["non_votanti"] = conti["presenti"] - sum(totali.values())
    return {nome: {"teste": quanti, "peso": quanti} for nome, quanti in conti.items()}


def numero_legale(regola, convocazione, conti):
    quorum = regola["quorum_prima" if convocazione == 1 else "quorum_seconda"]
    prove = [supera(quorum[m], conti["presenti"][m], conti["componenti"][m]) for m in ("teste", "peso") if quorum.get(m)]
    unisci = any if quorum.get("combinatore") == "o" and prove else all
    return conti["presenti"]["teste"] >= quorum.get("minimo_presenti", 1) and unisci(prove)


def verdetto(dati, conti):
    """(approvata, da rivotare), dalla regola e dai conti."""
    testata, regola = dati["testata"], dati["testata"]["regola"]
    if not numero_legale(regola, testata["convocazione"], conti) or not conti["favorevoli"]["teste"]:
        return False, False
    maggioranza = regola["maggioranze"].get(testata["materia"], regola["maggioranze"]["ordinaria"])
    prove, pari = [], []
    for misura, quale in (("teste", "base"), ("peso", "base_peso")):
        soglia = maggioranza.get(misura)
        if soglia:
            base, valore = conti[maggioranza[quale]][misura], conti["favorevoli"][misura]
            meta = soglia.get("stretta") and 2 * soglia["numeratore"] == soglia["denominatore"]
            prove.append(supera(soglia, valore, base))
            pari.append(bool(meta and maggioranza[quale] != "componenti" and base > 0 and 2 * valore == base))
    unisci = any if maggioranza.get("combinatore") == "o" else all
    if unisci(prove):
        return True, False
    if not unisci([prova or parita for prova, parita in zip(prove, pari, strict=False)]):
        return False, False
    if regola.get("parita") == "rivota":
        return False, True
    voto = {scheda["codice"]: scheda["espressione"] for scheda in dati["schede"]}.get(testata["presidente"])
    return regola.get("parita") == "voto_presidente" and voto == "favorevole", False


def attesi(dati, conti):
    """Le voci dell'esito come si ricavano dalle righe."""
    testata = dati["testata"]
    approvata, da_rivotare = verdetto(dati, conti)
    return {
        "approvata": approvata,
        "da_rivotare": da_rivotare,
        **{nome: testata[nome] for nome in ("materia", "convocazione", "regola", "presidente")},
        "schede": {scheda["codice"]: scheda["espressione"] for scheda in dati["schede"]},
        "seggi": [{nome: seggio[nome] for nome in ("codice", "nome", "peso")} for seggio in dati["seggi"]],
        **({nome: dati["urna"][nome] for nome in ("presenti", "totali")} if "urna" in dati else {}),
    }


def controlla_conti(dati):
    """I guasti fra ciò che il file dichiara nell'esito e ciò che si riconta."""
    esito, conti, guasti = dati["esito"], conta(dati), []
    for nome, conto in sorted(conti.items()):
        for misura, valore in conto.items():
            if esito["conteggi"][nome][misura] != valore:
                guasti.append(
                    f"esito, conteggi, {nome}, {misura}: è scritto {esito['conteggi'][nome][misura]!r}, si ricontano {valore}."
                )
    voci = attesi(dati, conti)
    guasti += [f"esito, {nome}: non è quello che si ricava dalle righe." for nome in voci if esito.get(nome) != voci[nome]]
    if esito["numero_legale"]["valido"] is not numero_legale(dati["testata"]["regola"], dati["testata"]["convocazione"], conti):
        guasti.append("esito, numero legale: non è quello che si ricava dalle righe.")
    if impronta(esito) != dati["impronta"]:
        guasti.append("esito: l'impronta del conto non torna, l'esito è stato cambiato.")
    return guasti


def controlla(dati, testa=None):
    """Tutto ciò che non torna, una frase per riga; vuoto se torna tutto."""
    if dati["testata"].get("formato") != FORMATO:
        return [f"testata, formato: questo programma legge «{FORMATO}»."]
    guasti = []
    if impronta(dati["testata"]) != dati["impronta_testata"]:
        guasti.append("testata: l'impronta non torna, l'intestazione è stata cambiata.")
    guasti += controlla_fila("seggi", dati["seggi"], dati["impronta_testata"], dati["radice"], "radice")
    if (dati["testata"]["scrutinio"] == "segreto_carta") is not ("urna" in dati):
        return ["urna: c'è soltanto, e sempre, in un voto segreto."]
    if "urna" in dati:
        guasti += controlla_urna(dati)
    else:
        guasti += controlla_fila("schede", dati["schede"], dati["radice"], dati["testa"], "testa")
    codici = [scheda["codice"] for scheda in dati["schede"]]
    seggi = {seggio["codice"] for seggio in dati["seggi"]}
    guasti += [f"schede, {c}: più di una scheda per lo stesso seggio." for c in sorted(set(codici)) if codici.count(c) > 1]
    guasti += [f"schede, {c}: la scheda è di chi non ha un seggio." for c in sorted(set(codici) - seggi)]
    if testa is not None and testa.strip().lower() != dati["testa"]:
        guasti.append(f"testa: nel verbale è scritto {testa.strip().lower()}, nel file {dati['testa']}.")
    return guasti or controlla_conti(dati)


def principale(argomenti):
    testa = None
    if "--testa" in argomenti:
        posto = argomenti.index("--testa")
        testa = (argomenti[posto + 1 : posto + 2] or [""])[0]
        argomenti = argomenti[:posto] + argomenti[posto + 2 :]
    if len(argomenti) != 1:
        print(__doc__)
        return 2
    try:
        with open(argomenti[0], encoding="utf-8") as file:
            dati = json.load(file)
        guasti = controlla(dati, testa)
    except (OSError, ValueError) as errore:
        guasti = [f"il file non si legge: {errore}"]
    except (KeyError, TypeError, AttributeError, IndexError) as errore:
        guasti = [f"il file non ha la forma giusta: manca o non va {errore}"]
    if guasti:
        print("NON TORNA", *(f"- {guasto}" for guasto in guasti), sep="\n")
        return 1
    esito = "approvata" if dati["esito"]["approvata"] else "non approvata"
    print(f"OK: {len(dati['seggi'])} seggi, {len(dati['schede'])} schede, proposta {esito}; testa {dati['testa']}")
    return 0


if __name__ == "__main__":
    sys.exit(principale(sys.argv[1:]))
