// Pagina di scrittura di una sezione: monta l'editor e salva da sé, senza mai perdere ciò che è stato scritto.
// La textarea porta data-editor e data-autosalva (indirizzo del POST); il modulo contiene csrfmiddlewaretoken e revisione.
(function () {
  'use strict';

  const ATTESA = 3000;
  const RIPROVA = 15000;

  class Salvataggio {
    constructor(area) {
      this.area = area;
      this.modulo = area.form;
      this.revisione = this.modulo.elements.revisione;
      // Per persona: su un computer condiviso nessuno deve ritrovarsi il testo di un altro.
      this.chiave = `sezione:${document.body.dataset.persona}:${area.dataset.autosalva}`;
      this.salvato = area.value;
      this.inViaggio = false;
      this.fermo = false;
      this.orologio = null;
      // Finché si scrive insieme (insieme.js) il testo parte a ogni lettera: qui non resta niente da salvare.
      this.insieme = null;
      this.stato = this.creaStato();
    }

    creaStato() {
      const stato = document.createElement('p');
      stato.className = 'salvataggio';
      stato.setAttribute('role', 'status');
      return stato;
    }

    di(frase, esito = '', collegamento = null) {
      this.stato.dataset.esito = esito;
      this.stato.textContent = frase;
      if (!collegamento) return;
      const link = document.createElement('a');
      link.href = collegamento.url;
      link.textContent = collegamento.testo;
      this.stato.append(' ', link);
    }

    // La copia nel browser esiste solo finché il server non ha confermato quel testo. Porta con sé la revisione da cui è
    // partita: ripresa giorni dopo, si unisce a ciò che i colleghi hanno scritto intanto invece di coprirlo.
    tieniCopia(inviato = false) {
      const copia = { testo: this.area.value, revisione: this.revisione.value, quando: Date.now(), inviato };
      try {
        localStorage.setItem(this.chiave, JSON.stringify(copia));
      } catch { this.di('Il browser non conserva copie: non chiudere la pagina prima del salvataggio.', 'errore'); }
    }

    scordaCopia() {
      try { localStorage.removeItem(this.chiave); } catch { /* memoria del browser non disponibile: non c'è copia da togliere */ }
    }

    leggiCopia() {
      try { return JSON.parse(localStorage.getItem(this.chiave)); } catch { return null; }
    }

    cambiato() {
      if (this.insieme) { this.insieme.cambiato(); return; }
      if (this.area.value === this.salvato) return;
      this.tieniCopia();
      if (this.fermo) return;
      this.di('Modifiche non ancora salvate…');
      this.programma(ATTESA);
    }

    programma(fra) {
      clearTimeout(this.orologio);
      this.orologio = setTimeout(() => this.salva(), fra);
    }

    corpo() {
      const dati = new URLSearchParams();
      dati.set('testo', this.area.value);
      dati.set('revisione', this.revisione.value);
      dati.set('csrfmiddlewaretoken', this.modulo.elements.csrfmiddlewaretoken.value);
      return dati;
    }

    async salva({ uscita = false } = {}) {
      clearTimeout(this.orologio);
      if (this.fermo || this.area.value === this.salvato || (this.insieme && !this.insieme.inSospeso)) return;
      if (this.inViaggio) { this.programma(ATTESA); return; }
      const testo = this.area.value;
      this.inViaggio = true;
      try {
        const corpo = this.corpo();
        // keepalive ammette 64 kB: oltre, all'uscita resta la copia nel browser.
        const breve = corpo.toString().length < 60000;
        const risposta = await fetch(this.area.dataset.autosalva, {
          method: 'POST', body: corpo, credentials: 'same-origin', redirect: 'manual', keepalive: uscita && breve,
          headers: { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
        });
        await this.ricevi(risposta, testo);
      } catch {
        this.di('Connessione assente: il testo è conservato in questo browser, riprovo fra poco.', 'errore');
        this.programma(RIPROVA);
      } finally { this.inViaggio = false; }
    }

    async ricevi(risposta, testo) {
      if (risposta.ok) {
        const esito = await risposta.json();
        this.revisione.value = esito.revisione;
        this.salvato = testo;
        if (this.area.value !== testo) this.programma(ATTESA);
        else { this.scordaCopia(); this.confermato(esito); }
      } else if (risposta.status === 409) {
        await this.conflitto(await risposta.json());
      } else if (risposta.status === 403 || risposta.status === 401 || risposta.type === 'opaqueredirect') {
        this.fermo = true;
        document.body.dataset.scaduta = '1';
        this.di('La sessione è scaduta: il testo è conservato in questo browser.', 'errore',
          { url: this.area.dataset.accesso || `/accedi/?next=${encodeURIComponent(location.pathname + location.search)}`, testo: 'Accedi di nuovo' });
      } else {
        this.di('Salvataggio non riuscito: il testo è conservato in questo browser, riprovo fra poco.', 'errore');
        this.programma(RIPROVA);
      }
    }

    // Se un collega ha scritto altrove il server ha unito i due testi: qui non si cambia sotto le dita di chi scrive,
    // ma lo si può vedere. `revisione` resta quella del testo inviato, quindi continuare non copre nessuno.
    confermato({ salvato, testo }) {
      if (testo === undefined) this.di(`Salvato alle ${salvato}`, 'fatto');
      else this.di(`Salvato alle ${salvato}, insieme a ciò che un collega ha scritto altrove.`, 'fatto', { url: location.href, testo: 'Mostra il testo unito' });
    }

    // Un collega ha salvato nel frattempo: ci si ferma e si mostra la pagina che mette a confronto i due testi.
    async conflitto({ messaggio, url }) {
      this.fermo = true;
      this.di(messaggio, 'errore', { url, testo: 'Confronta i due testi' });
      const regione = document.getElementById(this.area.dataset.conflitto || 'conflitto');
      if (!regione) return;
      const risposta = await fetch(url, { credentials: 'same-origin', headers: { 'HX-Request': 'true' } });
      if (!risposta.ok) return;
      const pagina = new DOMParser().parseFromString(await risposta.text(), 'text/html');
      regione.replaceChildren(...(pagina.getElementById(regione.id) || pagina.body).childNodes);
      regione.tabIndex = -1;
      regione.focus();
    }
  }

  const soleParole = (html) => new DOMParser().parseFromString(html, 'text/html').body.textContent.replace(/\s+/g, ' ').trim();

  // Un testo inviato col pulsante torna ripulito dal server: se le parole sono le stesse, è arrivato.
  function arrivata(copia, salvato) {
    return copia.testo === salvato || (copia.inviato && soleParole(copia.testo) === soleParole(salvato));
  }

  function proponiCopia(salvataggio, editor) {
    const copia = salvataggio.leggiCopia();
    if (!copia || arrivata(copia, salvataggio.salvato)) { salvataggio.scordaCopia(); return; }
    salvataggio.daDecidere = true;
    const quando = new Date(copia.quando).toLocaleString('it-IT', { dateStyle: 'short', timeStyle: 'short' });
    salvataggio.di(`In questo browser c’è un testo del ${quando} mai arrivato al portale.`, 'errore');
    const azione = (testo, fai) => {
      const bottone = document.createElement('button');
      bottone.type = 'button';
      bottone.className = 'pulsante-testo';
      bottone.textContent = testo;
      bottone.addEventListener('click', fai);
      salvataggio.stato.append(bottone);
    };
    azione('Riprendi quel testo', () => {
      salvataggio.daDecidere = false;
      if (editor) editor.commands.setContent(copia.testo, { emitUpdate: true });
      else salvataggio.area.value = copia.testo;
      salvataggio.area.value = editor ? editor.getHTML() : copia.testo;
      if (copia.revisione !== undefined) salvataggio.revisione.value = copia.revisione;
      salvataggio.di('Testo ripreso.');
      salvataggio.cambiato();
    });
    azione('Scartalo', () => { salvataggio.daDecidere = false; salvataggio.scordaCopia(); salvataggio.di(''); });
  }

  function avvia(area) {
    const salvataggio = area.dataset.autosalva && area.form && area.form.elements.revisione ? new Salvataggio(area) : null;
    const cambiato = () => { if (salvataggio) salvataggio.cambiato(); };
    const editor = window.EditorPiano ? window.EditorPiano.monta(area, cambiato) : null;
    if (editor) area.dispatchEvent(new CustomEvent('editor:pronto', { detail: editor, bubbles: true }));
    else area.addEventListener('input', cambiato);
    if (!salvataggio) return;
    // L'editor riscrive l'HTML a modo suo: ciò che conta come «già salvato» è la sua versione, non quella ricevuta.
    if (editor) { salvataggio.salvato = editor.getHTML(); area.value = salvataggio.salvato; }
    (area.nextElementSibling && area.parentElement.querySelector('.editor') || area).after(salvataggio.stato);
    proponiCopia(salvataggio, editor);
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') salvataggio.salva({ uscita: true }); });
    window.addEventListener('pagehide', () => salvataggio.salva({ uscita: true }));
    area.dispatchEvent(new CustomEvent('sezione:pronta', { detail: { salvataggio, editor }, bubbles: true }));
    area.form.addEventListener('submit', (evento) => {
      if (evento.defaultPrevented) return;
      clearTimeout(salvataggio.orologio);
      if (area.value !== salvataggio.salvato) salvataggio.tieniCopia(true);
      salvataggio.fermo = true;
    });
  }

  document.querySelectorAll('textarea[data-editor]').forEach(avvia);
}());
