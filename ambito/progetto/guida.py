"""Quale pagina della guida spiega ogni pagina del portale: una tavola sola, letta dal «?» della testata.

Sta nella radice di composizione, che nomina le app come stringhe. Vale la prima riga che corrisponde; una pagina senza riga è un
errore (tests/ambito/test_guida_del_portale.py).
"""

from fnmatch import fnmatchcase

from django.urls import reverse

TAVOLA = [
    ("radice", ""), ("guida", ""), ("pagina_guida", ""), ("ambito:guida", ""), ("ambito:pagina_guida", ""),
    ("ambito:home", "#la-prima-pagina"), ("ambito:storia", "#la-storia-e-che-cosa-seguo"),
    ("ambito:seguiti", "#la-storia-e-che-cosa-seguo"), ("ambito:avvio", "ruolo-coordinatore#l-avvio"),
    ("ambito:cerca", "#cercare"), ("vetrina", ""),
    ("accessibilita", "#elenchi-filtri-e-tastiera"), ("privacy", ""),
    ("account_*", "accesso"), ("mfa_*", "accesso"), ("openid_connect_*", "accesso"), ("ambito:accessi", "accesso"),
    ("invito", "persone"),
    ("cerca_verifica", "documenti"), ("verifica", "documenti"), ("ambito:documenti", "documenti"),
    ("ambito:documento", "documenti"), ("ambito:intestazione", "documenti"), ("ambito:aspetto", "documenti#lo-stemma"),
    ("ambito:lavori", "documenti"), ("ambito:lavoro", "documenti"),
    ("ambito:*scaden*", "scadenzario"),
    ("ambito:avvisi", "avvisi"), ("ambito:calendario", "avvisi#nel-tuo-calendario"), ("ambito:spedizioni", "avvisi"),
    ("ambito:invio", "avvisi"),
    ("ambito:pubblicazione", "trasparenza#decidere-il-giorno"), ("trasparenza", "trasparenza"), ("piani_pubblici", "trasparenza"),
    ("amministrazione_trasparente", "trasparenza#amministrazione-trasparente"),
    ("piano_pubblico", "trasparenza"), ("pdf_piano_pubblico", "trasparenza"), ("sezione_pubblica", "trasparenza"),
    ("figura_pubblica", "trasparenza"), ("piano:figure", "piano#figure"), ("piano:figura", "piano#figure"),
    ("relazione_finale_pubblica", "trasparenza"), ("pdf_relazione_finale", "trasparenza"),
    ("obiettivo_pubblico", "trasparenza"), ("sedut*_pubblic*", "trasparenza"), ("att*_pubblic*", "trasparenza"),
    ("spes*_pubblic*", "trasparenza"),
    ("dati_aperti", "dati-aperti"), ("insieme_aperto", "dati-aperti"), ("api_guida", "dati-aperti#l-api-per-i-programmi"),
    ("ambito:caricamento", "importare"), ("ambito:errori_caricamento", "importare"),
    ("ambito:comuni", "persone"), ("ambito:comune", "persone"), ("ambito:registro", "persone"),
    ("ambito:conservazione", "documenti#quanto-si-conserva"),
    ("ambito:poteri", "#perche-non-vedo-una-pagina"),
    ("ambito:persone", "persone"), ("ambito:nuovo_*", "persone"), ("ambito:termina_incarico", "persone"),
    ("ambito:inviti", "persone"), ("ambito:rimanda_inviti", "persone"), ("ambito:*_persone", "persone#molte-persone-da-un-foglio"),
    ("gestione:andamento", "gestione#l-andamento"), ("gestione:*", "gestione"),
    ("corrispondenze:*", "gestione#le-corrispondenze"),
    ("votazione_pubblica", "assemblea"), ("assemblea:*", "assemblea"),
    ("consultazioni_pubbliche", "piano"), ("consultazione_pubblica", "piano"), ("scrivi_contributo", "piano"), ("piano:*", "piano"),
    ("servizi_pubblici", "servizi"), ("accreditati_pubblici", "servizi"), ("servizi:*", "servizi"),
    ("adesioni_pubbliche", "adesioni"), ("chiedi_di_aderire", "adesioni"), ("verifica_richiesta", "adesioni"),
    ("accordi_pubblici", "accordo"), ("accordo_pubblico", "accordo"), ("testo_accordo_pubblico", "accordo"),
    ("accordo:*riparto*", "riparti"), ("accordo:riparti", "riparti"), ("accordo:estratto", "riparti"),
    ("accordo:*scenario", "riparti"),
    ("accordo:perimetro", "riparti"), ("accordo:*_dato", "riparti"), ("accordo:dato", "riparti"),
    ("accordo:riscossione", "riparti"), ("accordo:riscuoti", "riparti"),
    ("accordo:*_pagamento", "riparti"),
    ("accordo:panoramica", "adesioni"), ("accordo:fascicol*", "adesioni"), ("accordo:*_documento", "adesioni"),
    ("accordo:*avviso", "adesioni"),
    ("accordo:chi_protocolla", "adesioni"), ("accordo:adesion*", "adesioni"), ("accordo:ent*", "adesioni"),
    ("accordo:invita_enti", "adesioni"), ("accordo:richiesta", "adesioni"), ("accordo:sollecito", "adesioni"),
    ("accordo:dati", "adesioni"), ("accordo:aree", "adesioni"), ("accordo:risorse", "adesioni"), ("accordo:invio", "adesioni"),
    ("accordo:istruttoria", "adesioni"), ("accordo:protocollo", "adesioni"), ("accordo:rilievi", "adesioni"),
    ("accordo:ricevuta", "adesioni"), ("accordo:ritira", "adesioni"),
    ("accordo:sospendi", "adesioni"), ("accordo:riattiva", "adesioni"), ("accordo:annulla_allegato", "adesioni"),
    ("accordo:conferma", "adesioni"), ("accordo:rimanda", "adesioni"),
    ("accordo:*", "accordo"),
    ("rendicontazione:*", "rendicontazione"),
]  # fmt: skip


def pagina_per(rotta):
    """La pagina della guida (con l’eventuale ancora) per quella rotta, o `None` se la tavola non la conosce."""
    return next((pagina for modello, pagina in TAVOLA if fnmatchcase(rotta, modello)), None)


def guida(request):
    """Processore di contesto: l’indirizzo della guida per la pagina in cui si è, dentro l’Ambito se ci si lavora."""
    trovata = getattr(request, "resolver_match", None)
    nome, segno, punto = (pagina_per(trovata.view_name or "") or "" if trovata else "").partition("#")
    vista = getattr(request, "vista", None)
    spazio, argomenti = ("ambito:", [vista.ambito.slug]) if vista else ("", [])
    indirizzo = reverse(f"{spazio}pagina_guida", args=[*argomenti, nome]) if nome else reverse(f"{spazio}guida", args=argomenti)
    return {"url_guida": f"{indirizzo}{segno}{punto}"}
