"""Ciò che del nucleo si trova cercando: Comuni, persone, documenti; e le pagine con un nome che si può scrivere."""

from django.db.models import Value
from django.urls import reverse
from django.utils.http import urlencode

from ambito import selezioni
from ambito.cerca.espressioni import fra_spazi, giorno, insieme, scelta
from ambito.models import Comune, Documento, Incarico
from ambito.permessi import RUOLI
from ambito.registri import Cercabile, Pagina


def vede(permesso):
    """Chi ha quel diritto sull’Ambito."""
    return lambda poteri: poteri.puo(permesso)


def rotta(nome):
    """L’indirizzo di una pagina senza altri pezzi che l’Ambito."""
    return lambda ambito: reverse(nome, args=[ambito.slug])


def a(nome):
    """Come `rotta`, per una cosa trovata: le sue chiavi completano l’indirizzo."""
    return lambda slug, *chiavi: reverse(nome, args=[slug, *chiavi])


def se_puo(permesso, righe):
    """Le righe per chi ha quel diritto sull’Ambito; per gli altri nessun genere da leggere."""
    return lambda poteri, oggi: righe() if poteri.puo(permesso) else None


def comuni_che_vede(poteri, oggi, permesso="legge_comune"):
    """I Comuni vigenti su cui la persona ha quel diritto, in proprio o per tutto l’Ambito."""
    vigenti = selezioni.comuni(oggi).order_by()
    return vigenti if poteri.ovunque(permesso) else vigenti.filter(pk__in=poteri.comuni_con(permesso))


def _comuni(poteri, oggi):
    return Comune.objects.filter(pk__in=selezioni.comuni(oggi).order_by().values("pk"))


def _persone(poteri, oggi):
    return Incarico.objects.vigenti(oggi) if poteri.puo("legge_persone") else None


def _documenti(poteri, oggi):
    visibili = selezioni.documenti_visibili(poteri).order_by()
    return Documento.objects.filter(pk__in=visibili.values("pk"))


def _persona(slug, email):
    return f"{reverse('ambito:persone', args=[slug])}?{urlencode({'q': email})}"


_RUOLO = scelta("ruolo", [(r.codice, r.nome) for r in RUOLI.values()])

CERCABILI = [
    Cercabile(
        "comune", "Comuni", "Comune", _comuni, "nome", a("ambito:comune"), ("codice_istat",),
        nota=insieme(Value("provincia di "), "provincia"), testo=fra_spazi(Value("Comune"), "nome_altra_lingua"),
    ),
    Cercabile(
        "persona", "Persone", "Persona", _persone, insieme("utente__nome", Value(" "), "utente__cognome"),
        _persona, ("utente__email",),
        nota=fra_spazi(_RUOLO, "comune__nome", "ente__denominazione"), testo="utente__email",
    ),
    Cercabile(
        "documento", "Documenti emessi", "Documento", _documenti, "titolo", a("ambito:documento"),
        nota=insieme(Value("Versione "), "versione", Value(", emesso il "), giorno("emesso_il")), testo="codice",
    ),
]  # fmt: skip

PAGINE = [
    Pagina("Che cosa posso fare qui", rotta("ambito:poteri"), vede("entra"), "poteri permessi diritti ruoli incarichi miei"),
    Pagina("Avvio", rotta("ambito:avvio"), vede("conferisce_incarichi"), "cominciare tappe da fare nuovo ambito triennio lista"),
    Pagina("Avvisi", rotta("ambito:avvisi"), vede("entra"), "notifiche messaggi posta email"),
    Pagina("Lavori in secondo piano", rotta("ambito:lavori"), vede("entra"), "coda pdf preparazione avanzamento"),
    Pagina("Persone e incarichi", rotta("ambito:persone"), vede("legge_persone"), "utenti ruoli sindaci operatori account"),
    Pagina("Inviti", rotta("ambito:inviti"), vede("conferisce_incarichi"), "invita nuova persona utente account"),
    Pagina("Nuovo incarico", rotta("ambito:nuovo_incarico"), vede("conferisce_incarichi"), "conferisci ruolo nomina persona"),
    Pagina("Persone da foglio", rotta("ambito:foglio_persone"), vede("conferisce_incarichi"), "molti incarichi inviti csv xlsx"),
    Pagina("Registro delle operazioni", rotta("ambito:registro"), vede("legge_registro"), "storia chi ha fatto che cosa log"),
    Pagina("Quanto si conserva", rotta("ambito:conservazione"), vede("entra"), "conservazione scarto cancellazione privacy durata"),
    Pagina("Sicurezza degli accessi", rotta("ambito:accessi"), vede("regola_accessi"), "secondo fattore password sessioni"),
    Pagina("Intestazione dei documenti", rotta("ambito:intestazione"), vede("cura_documenti"), "stemma logo"),
    Pagina("Colore della testata", rotta("ambito:aspetto"), vede("cura_documenti"), "aspetto tinta grafica marchio"),
    Pagina("Spedizioni", rotta("ambito:spedizioni"), vede("legge_lavori"), "posta email inviate avvisi recapito"),
]
