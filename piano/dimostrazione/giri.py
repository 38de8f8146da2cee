"""I giri di osservazioni dimostrativi: uno chiuso, con i riscontri; uno aperto, così chi prova ha qualcosa da fare.

Comuni veri; osservazioni, contrari e riscontri inventati, e lo dicono.
"""

from datetime import timedelta

from django.utils import timezone

from ambito.models import Incarico
from ambito.poteri import Poteri
from ambito.selezioni import appartenenze
from piano import operazioni
from piano.dimostrazione.dati import leggi
from piano.models import GiroOsservazioni, Sezione

APERTO, CHIUSO, SECONDO = timedelta(days=20), timedelta(days=9), timedelta(days=3)
GIORNI, ANCORA = 10, 12
# Nel secondo giro hanno già risposto in pochi.
PRESTO = 6
# Chi prova il portale entra come questo Sindaco: nel secondo giro lascia qualcosa da fare a lui.
DA_PROVARE = "Codogno"


def svolgi(scena, piano):
    """Il primo giro per intero, una correzione al testo, il secondo appena cominciato."""
    voci = leggi("giri.json")
    sindaci = _sindaci(scena)
    primo = _apri(scena, piano, voci["primo"], scena.adesso - APERTO, GIORNI)
    _rispondono(scena, primo, sindaci, voci["osservazioni"], scena.adesso - APERTO + timedelta(days=2))
    operazioni.ogni_giorno(timezone.localdate(scena.adesso - CHIUSO), scena.adesso - CHIUSO)
    _riscontra(scena, primo, voci["osservazioni"], scena.adesso - CHIUSO + timedelta(days=2))
    chiuso = GiroOsservazioni.objects.get(pk=primo.pk)
    operazioni.richiedi_esito(chiuso, utente=scena.persona("udp"), adesso=scena.adesso - CHIUSO + timedelta(days=2, hours=1))
    _corregge(scena, piano, voci["correzione"], scena.adesso - CHIUSO + timedelta(days=3))
    secondo = _apri(scena, piano, voci["secondo"], scena.adesso - SECONDO, ANCORA)
    presto = {nome: chi for nome, chi in list(sindaci.items())[:PRESTO] if nome != DA_PROVARE}
    _rispondono(scena, secondo, presto, voci["osservazioni_secondo"], scena.adesso - timedelta(days=1))


def _poteri(scena, utente, quando):
    return {"poteri": Poteri(utente, scena.ambito, timezone.localdate(quando)), "adesso": quando}


def _sindaci(scena):
    """Nome del Comune → (Comune, Sindaco), per chi un Sindaco ce l’ha."""
    oggi = timezone.localdate(scena.adesso)
    incarichi = Incarico.objects.vigenti(oggi).filter(ruolo="sindaco").select_related("utente")
    per_comune = {i.comune_id: i.utente for i in incarichi}
    return {a.comune.nome: (a.comune, per_comune[a.comune_id]) for a in appartenenze(oggi) if a.comune_id in per_comune}


def _apri(scena, piano, voce, quando, giorni):
    chi = _poteri(scena, scena.persona("coordinatore"), quando)
    chiude = timezone.localdate(quando) + timedelta(days=giorni)
    giro = operazioni.prepara_giro(piano, **voce, chiude=chiude, silenzio="nessuna", **chi)
    return operazioni.apri_giro(giro, **chi)


def _rispondono(scena, giro, sindaci, osservazioni, quando):
    """Chi ha qualcosa da dire lo scrive; due Sindaci su tre rispondono al resto, gli altri tacciono."""
    for n, (nome, (comune, sindaco)) in enumerate(sindaci.items()):
        chi = _poteri(scena, sindaco, quando + timedelta(minutes=7 * n))
        for voce in (v for v in osservazioni if v["comune"] == nome):
            operazioni.rispondi(giro, comune, voce["sezione"], voce["esito"], voce["testo"], partenza=0, **chi)
        if n % 3 != 2:
            operazioni.rispondi_al_resto(giro, comune, **chi)


def _riscontra(scena, giro, osservazioni, quando):
    """L’Ufficio di Piano risponde a ciò per cui un riscontro c’è: un’osservazione ne resta senza, perché si veda."""
    chi = _poteri(scena, scena.persona("udp"), quando)
    sezioni = {s.codice: s for s in Sezione.objects.filter(piano=giro.piano_id)}
    for scritta in giro.osservazioni.exclude(testo="").select_related("comune"):
        voce = next(v for v in osservazioni if (v["comune"], v["sezione"]) == (scritta.comune.nome, scritta.codice))
        if riscontro := voce.get("riscontro"):
            sezione = sezioni.get(voce.get("cambiata"))
            operazioni.riscontra(
                scritta, riscontro=riscontro, motivo=voce["motivo"], sezione=sezione, partenza=scritta.revisione, **chi
            )


def _corregge(scena, piano, voce, quando):
    """Il testo cambia come promesso: nel secondo giro si vede che cosa è cambiato."""
    sezione = Sezione.objects.get(piano=piano, codice=voce["sezione"])
    testo = sezione.testo + voce["aggiunta"]
    operazioni.salva_sezione(sezione, testo, partenza=sezione.revisione, utente=scena.persona("udp"), adesso=quando)
