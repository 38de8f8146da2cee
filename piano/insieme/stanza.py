"""Una sezione aperta da una o più persone: il documento in memoria, ciò che arriva, quando diventa una revisione."""

import asyncio
import logging
import time

from django.utils import timezone
from pycrdt import Doc

from ambito.errori import ErroreAtteso
from ambito.templatetags.formati import ora
from piano import operazioni
from piano.insieme import protocollo
from piano.insieme.ingresso import MANCA, Rifiutato, riconosci
from piano.models import Sezione
from piano.selezioni.insieme import com_e_adesso

registro = logging.getLogger(__name__)
# Secondi: si salva quando nessuno scrive da un po’, e comunque ogni tanto.
QUIETE, AL_MASSIMO = 4, 20
BATTITO, CONTROLLO, SEGNO = 2, 30, 20
# Ciò che non si può salvare si riprova sempre più di rado, e comunque entro questi secondi.
ATTESA_MASSIMA = 60
GUASTO = 1011
# Un aggiornamento che non dice niente: l’editor lo manda quando arriva.
VUOTO = b"\0\0"


class Pazienza:
    """Quando riprovare ciò che non si può salvare: ogni volta si aspetta il doppio."""

    def __init__(self):
        self.subito()

    def subito(self):
        self.attesa, self.fine = 0, 0.0

    def aspetta(self):
        self.attesa = min(2 * (self.attesa or BATTITO), ATTESA_MASSIMA)
        self.fine = time.monotonic() + self.attesa

    @property
    def finita(self):
        return time.monotonic() >= self.fine


class Stanza:
    """Il documento di una sezione e chi vi scrive. Vive nel ciclo degli eventi; la banca dati passa da `lavoro`."""

    def __init__(self, ambito_id, sezione_id, lavoro):
        self.ambito_id, self.sezione_id, self.lavoro = ambito_id, sezione_id, lavoro
        self.persone, self.autori, self.presenze = set(), {}, {}
        self.arrivati, self.campana = [], asyncio.Event()
        self.fila, self.salvataggio = asyncio.Lock(), asyncio.Lock()
        self.da, self.ultimo, self.rotta = None, 0.0, False
        # `frase`: perché il testo non si può salvare, come chi scrive l’ha già letto. `vista`: la revisione all’ultimo battito.
        self.pazienza, self.frase, self.vista = Pazienza(), "", None

    async def apri(self):
        sezione = await self._db(None, Sezione.objects.get, pk=self.sezione_id)
        aperta = await self._db(None, operazioni.apri_insieme, sezione, adesso=timezone.now())
        self.pk, self.fino, self.revisione = aperta.pk, aperta.fino, aperta.revisione
        self.doc = Doc()
        self.doc.apply_update(aperta.documento)
        self.autori = {persona.pk: persona for persona in aperta.in_attesa}
        await self.salva()
        self.compiti = [asyncio.create_task(compito) for compito in (self._conserva(), self._batti(), self._segna_viva())]

    async def chiudi(self):
        """Nessuno scrive più: l’ultimo testo diventa una revisione, o resta nella bozza in cui è stato messo da parte."""
        # Ciò che è in corso finisce: interrotto a metà, la stanza non saprebbe che cosa è stato conservato e salvato.
        async with self.salvataggio, self.fila:
            for compito in self.compiti:
                compito.cancel()
        await asyncio.gather(*self.compiti, return_exceptions=True)
        if not self.rotta:
            await self._conserva_arrivati()
            esito = await self.salva()
            if esito and esito.motivo:
                await self._db(None, operazioni.riporta_insieme, self.sezione_id, adesso=timezone.now())
            await self._db(None, operazioni.segna_viva, self.pk, adesso=None)
            # Chi fosse ancora collegato non vi scrive più: la si riapre dalla banca dati.
            self.rotta = True

    async def _db(self, utente, funzione, *argomenti, **altri):
        return await self.lavoro.nell_ambito(self.ambito_id, utente and utente.pk, funzione, *argomenti, **altri)

    # --- chi c’è

    def entra(self, persona):
        self.persone.add(persona)
        persona.manda(protocollo.sincronizza(protocollo.CHIEDE, self.doc.get_state()))
        persona.manda(protocollo.presenze(list(self.presenze.values())))
        persona.manda(protocollo.notizia("salvato", revisione=self.revisione))

    def esce(self, persona):
        self.persone.discard(persona)
        if assenze := persona.assenze():
            for assente in assenze:
                self.presenze.pop(assente.cliente, None)
            self._dillo(protocollo.presenze(assenze))

    def _dillo(self, messaggio, tranne=None):
        for persona in self.persone:
            if persona is not tranne:
                persona.manda(messaggio)

    def _saluta_tutti(self, codice, frase):
        for persona in self.persone:
            persona.saluta(codice, frase)

    # --- ciò che arriva

    async def ricevi(self, persona, messaggio):
        """Un messaggio dell’editor; `MessaggioStorto` se non lo è."""
        tipo, passo, dati = protocollo.leggi(messaggio)
        if tipo == protocollo.PRESENZE:
            self._presenti(persona, dati)
        elif tipo == protocollo.NOTIZIA:
            if dati.get("tipo") == "salva":
                await self._salva_per(persona)
        elif passo == protocollo.CHIEDE:
            persona.manda(protocollo.sincronizza(protocollo.RISPONDE, self._manca(dati)))
            if self.frase:
                persona.manda(protocollo.notizia("non salvato", frase=self.frase))
        else:
            self._accetta(persona, dati)

    def _manca(self, stato):
        try:
            return self.doc.get_update(stato)
        except ValueError as errore:
            raise protocollo.MessaggioStorto("stato") from errore

    def _accetta(self, persona, dati):
        # Qui si guarda soltanto se è ben fatto: nel documento entra quando è conservato.
        try:
            Doc().apply_update(dati)
        except ValueError as errore:
            raise protocollo.MessaggioStorto("aggiornamento") from errore
        if dati == VUOTO:
            persona.conferma(1)
        else:
            self.arrivati.append((persona, dati))
            self.campana.set()

    def _presenti(self, persona, dati):
        altrui = {cliente for altra in self.persone if altra is not persona for cliente in altra.cursori}
        proprie = persona.firma(dati, altrui)
        self.presenze |= {p.cliente: p for p in proprie}
        self._dillo(protocollo.presenze(proprie), tranne=persona)

    # --- ciò che si conserva

    async def _conserva(self):
        while True:
            await self.campana.wait()
            try:
                await self._conserva_arrivati()
            except Exception:
                registro.exception("Sezione %s: aggiornamenti non conservati.", self.sezione_id)
                return

    async def _conserva_arrivati(self):
        """Prima nella banca dati, tutti quelli arrivati in una volta; poi nel documento e agli altri; poi la conferma."""
        async with self.fila:
            self.campana.clear()
            arrivati, self.arrivati = self.arrivati, []
            if self.rotta or not arrivati:
                return
            pezzi = [(persona.utente.pk, dati) for persona, dati in arrivati]
            try:
                self.fino = await self._db(None, operazioni.conserva_pezzi, self.pk, pezzi, adesso=timezone.now())
            except Exception:
                # Nulla è stato confermato: gli editor hanno ancora tutto e si ricollegano, o salvano da sé.
                self.rotta = True
                self._saluta_tutti(GUASTO, "La scrittura insieme si è fermata.")
                raise
        self.pazienza.subito()
        for persona, dati in arrivati:
            self.doc.apply_update(dati)
            self._attribuisci([persona.utente])
            self._dillo(protocollo.sincronizza(protocollo.AGGIORNA, dati), tranne=persona)
            persona.conferma(1)
        self.ultimo = time.monotonic()

    def _attribuisci(self, persone):
        """Hanno scritto: l’ultimo che ha toccato il testo sta in fondo."""
        for persona in persone:
            self.autori.pop(persona.pk, None)
            self.autori[persona.pk] = persona
        self.da = self.da or time.monotonic()

    async def salva(self):
        """Il testo di adesso in una revisione, se qualcuno ha scritto; e qui dentro ciò che è stato salvato da fuori."""
        async with self.salvataggio:
            if self.rotta:
                return None
            autori, self.autori, self.da = list(self.autori.values()), {}, None
            try:
                esito = await self._db(
                    autori[-1] if autori else None, operazioni.salva_insieme, self.sezione_id, self.doc.get_update(),
                    fino=self.fino, revisione=self.revisione, autori=autori, adesso=timezone.now(),
                )  # fmt: skip
            except ErroreAtteso as errore:
                self._rimanda(autori, errore.frase)
                return None
            except Exception:
                self._riprova(autori)
                raise
            self._riferisci(esito, autori)
            return esito

    def _rimanda(self, autori, frase):
        """Così non si può salvare: chi scrive lo legge una volta, e si riprova quando il testo cambia o fra un po’."""
        self._riprova(autori)
        self.pazienza.aspetta()
        if frase != self.frase:
            self.frase = frase
            self._dillo(protocollo.notizia("non salvato", frase=frase))

    def _riprova(self, autori):
        """Non è diventato revisione: chi l’ha scritto resta in attesa, prima di chi ha scritto intanto."""
        if autori:
            intanto, self.autori = list(self.autori.values()), {}
            self._attribuisci([*autori, *intanto])

    def _riferisci(self, esito, autori):
        self.revisione = esito.revisione
        if esito.unione:
            self.doc.apply_update(esito.unione)
            self._dillo(protocollo.sincronizza(protocollo.AGGIORNA, esito.unione))
        if esito.motivo:
            self._rimanda(autori, esito.motivo)
            return
        self.frase = ""
        self.pazienza.subito()
        if autori or esito.unione:
            dati = {"contrasti": esito.contrasti, "da_fuori": bool(esito.unione)}
            self._dillo(protocollo.notizia("salvato", revisione=esito.revisione, alle=ora(timezone.now()), **dati))

    async def _salva_per(self, persona):
        """Chi preme «Salva» vuole il testo com’è nella revisione: lo manderà con il modulo, e nessuno lo troverà diverso."""
        await self._conserva_arrivati()
        if (esito := await self.salva()) and not esito.motivo:
            persona.manda(protocollo.notizia("testo", revisione=esito.revisione, testo=esito.testo))

    # --- ciò che passa

    async def _batti(self):
        giro = 0
        while True:
            await asyncio.sleep(BATTITO)
            giro += BATTITO
            try:
                await self._guarda(giro % CONTROLLO == 0)
            except Sezione.DoesNotExist:
                self._saluta_tutti(MANCA, "Un collega ha tolto questa sezione dall’indice.")
            except Exception:
                # La banca dati che manca per un momento non chiude la stanza: al prossimo battito si riprova.
                registro.exception("Sezione %s: battito mancato.", self.sezione_id)

    async def aggiorna(self):
        """Accoglie ciò che è stato salvato da fuori; dice se il piano si può ancora scrivere."""
        sezione = await self._db(None, com_e_adesso, self.sezione_id)
        if sezione.revisione != self.vista:
            self.vista = sezione.revisione
            self.pazienza.subito()
        adesso = time.monotonic()
        ferma = self.da and (adesso - self.ultimo >= QUIETE or adesso - self.da >= AL_MASSIMO)
        if self.pazienza.finita and (ferma or sezione.revisione != self.revisione or not sezione.piano.modificabile):
            await self.salva()
        return sezione.piano.modificabile

    async def _guarda(self, anche_i_diritti):
        si_scrive = await self.aggiorna()
        if anche_i_diritti or not si_scrive:
            await asyncio.gather(*(self._ricontrolla(persona) for persona in list(self.persone)))

    async def _ricontrolla(self, persona):
        try:
            await self.lavoro.fai(riconosci, persona.biglietto)
        except Rifiutato as rifiuto:
            persona.saluta(rifiuto.codice, rifiuto.frase)

    async def _segna_viva(self):
        while True:
            await self._db(None, operazioni.segna_viva, self.pk, adesso=timezone.now())
            await asyncio.sleep(SEGNO)
