// Il collegamento con la stanza: sincronizzazione e presenze di Yjs, più le notizie della stanza. Vedi piano/insieme/protocollo.py.
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';

const SINCRONIZZA = 0;
const PRESENZE = 1;
const NOTIZIA = 100;
// Codici oltre il 4000: è una risposta, non un guasto. Chi manda messaggi storti (4400) può riprovare da capo.
const DEFINITIVI = [4401, 4403, 4404, 4409];
const RIPROVE = [300, 600, 1200, 2000];

export class Collegamento {
  constructor(indirizzo, documento, presenze, ascolta) {
    Object.assign(this, { indirizzo, documento, presenze, ascolta });
    this.stato = 'cerca';
    this.mandati = 0;
    this.confermati = 0;
    this.riprove = 0;
    // La stanza ha chiesto che cosa le manca: prima di allora ciò che si scrive entra in quella risposta.
    this.accolto = false;
    documento.on('update', (dati, origine) => {
      if (origine !== this) this.manda(SINCRONIZZA, (busta) => writeUpdate(busta, dati), true);
    });
    presenze.on('update', ({ added, updated, removed }, origine) => {
      if (origine !== this) this.mandaPresenze([...added, ...updated, ...removed]);
    });
    presenze.on('change', () => this.dilloPresenti());
  }

  /** Quanti aggiornamenti non sono ancora conservati. Scollegati, ciò che si scrive è tutto da mandare. */
  get inAttesa() { return this.mandati - this.confermati; }

  apri() {
    this.accolto = false;
    this.presa = new WebSocket(this.indirizzo);
    this.presa.binaryType = 'arraybuffer';
    this.presa.onopen = () => this.manda(SINCRONIZZA, (busta) => writeSyncStep1(busta, this.documento));
    this.presa.onmessage = ({ data }) => this.ricevi(new Uint8Array(data));
    this.presa.onclose = ({ code, reason }) => this.caduto(code, reason);
  }

  chiudi() {
    this.stato = 'finito';
    clearTimeout(this.orologio);
    this.presenze.destroy();
    if (this.presa) this.presa.close();
  }

  cambia(stato, dettaglio = {}) {
    this.stato = stato;
    this.ascolta.stato(stato, dettaglio);
  }

  caduto(codice, motivo) {
    if (this.stato === 'finito') return;
    removeAwarenessStates(this.presenze, [...this.presenze.getStates().keys()].filter((c) => c !== this.documento.clientID), this);
    if (DEFINITIVI.includes(codice)) { this.cambia('finito', { codice, motivo }); return; }
    if (this.stato === 'insieme') this.cambia('interrotto');
    const fra = RIPROVE[Math.min(this.riprove, RIPROVE.length - 1)];
    this.riprove += 1;
    this.orologio = setTimeout(() => this.apri(), fra);
  }

  manda(tipo, scrivi, conta = false) {
    if (conta) this.mandati += 1;
    if (!this.presa || this.presa.readyState !== WebSocket.OPEN || (conta && !this.accolto)) return;
    const busta = createEncoder();
    writeVarUint(busta, tipo);
    scrivi(busta);
    this.presa.send(toUint8Array(busta));
  }

  mandaPresenze(clienti) {
    this.manda(PRESENZE, (busta) => writeVarUint8Array(busta, encodeAwarenessUpdate(this.presenze, clienti)));
  }

  // Uscendo si è stati salutati con il numero seguente: per essere rivisti ne serve uno più alto ancora.
  ripresentati() {
    const stato = this.presenze.getLocalState();
    if (stato) { this.presenze.setLocalState(stato); this.presenze.setLocalState({ ...stato }); }
  }

  notizia(contenuto) {
    this.manda(NOTIZIA, (busta) => writeVarString(busta, JSON.stringify(contenuto)));
  }

  ricevi(messaggio) {
    const lettore = createDecoder(messaggio);
    const tipo = readVarUint(lettore);
    if (tipo === SINCRONIZZA) this.sincronizza(lettore);
    else if (tipo === PRESENZE) applyAwarenessUpdate(this.presenze, readVarUint8Array(lettore), this);
    else if (tipo === NOTIZIA) this.notiziaRicevuta(JSON.parse(readVarString(lettore)));
  }

  // La stanza chiede prima ciò che le manca, e quella risposta contiene tutto: da lì si ricomincia a contare.
  sincronizza(lettore) {
    const risposta = createEncoder();
    writeVarUint(risposta, SINCRONIZZA);
    const passo = readSyncMessage(lettore, risposta, this.documento, this);
    if (passo === 0) {
      this.accolto = true;
      this.mandati = 1;
      this.confermati = 0;
      this.presa.send(toUint8Array(risposta));
    } else if (passo === 1) {
      this.riprove = 0;
      this.cambia('insieme');
      this.ripresentati();
    }
  }

  notiziaRicevuta(notizia) {
    if (notizia.tipo === 'ricevuto') this.confermati = notizia.quanti;
    this.ascolta.notizia(notizia);
  }

  dilloPresenti() {
    const altri = [...this.presenze.getStates()].filter(([cliente]) => cliente !== this.documento.clientID);
    this.ascolta.presenti([...new Set(altri.map(([, stato]) => stato.user && stato.user.nome).filter(Boolean))]);
  }
}
