// Scrivere insieme in tempo reale, se la stanza risponde (piano/insieme). Se non risponde, o cade a lungo, resta il modo di sempre:
// ciascuno scrive da sé, si salva da sé, e il server unisce i testi.
(function () {
  'use strict';

  // Quanto si aspetta la stanza aprendo la pagina, e quanto dopo che è caduta, prima di continuare da soli.
  const ATTESA = 4000;
  const GRAZIA = 15000;
  const RITENTA = 20000;
  const OGNI = 1000;
  const TESTO = 6000;
  const INSIEME = 'Insieme, in tempo reale.';
  const DA_SOLO = 'Collegamento interrotto: continui da solo, salvo ogni pochi secondi.';

  function indirizzo({ insieme, insiemePorta }) {
    const ospite = insiemePorta ? `${location.hostname}:${insiemePorta}` : location.host;
    return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${ospite}${insieme}`;
  }

  class Insieme {
    constructor(area, salvataggio, editor) {
      Object.assign(this, { area, salvataggio, editor });
      this.attese = [];
      area.form.addEventListener('submit', (evento) => this.invio(evento), true);
      setInterval(() => this.giro(), OGNI);
      setInterval(() => this.tenta(), RITENTA);
      this.tenta();
    }

    // --- entrare

    get libero() {
      const { salvataggio, area } = this;
      return !salvataggio.insieme && !salvataggio.fermo && !salvataggio.inViaggio && !salvataggio.daDecidere && !this.prova
        && area.value === salvataggio.salvato && document.visibilityState === 'visible';
    }

    tenta() {
      if (!this.libero) return;
      const { collegamento, estensioni } = window.ScriviInsieme.collega(indirizzo(this.area.dataset), {
        stato: (stato, dettaglio) => this.cambiaStato(collegamento, stato, dettaglio),
        notizia: (notizia) => this.notizia(notizia),
        presenti: (nomi) => { if (this.collegamento === collegamento) this.presenti(nomi); },
      });
      this.prova = { collegamento, estensioni };
      collegamento.apri();
      setTimeout(() => { if (this.prova && this.prova.collegamento === collegamento) this.rinuncia(); }, ATTESA);
    }

    rinuncia() {
      this.prova.collegamento.chiudi();
      this.prova = null;
    }

    // La stanza ha dato il suo testo: se intanto qui non si è scritto nulla, l’editor passa a quello.
    entra({ collegamento, estensioni }) {
      this.prova = null;
      if (!this.libero) { collegamento.chiudi(); return; }
      const { from, to } = this.editor.state.selection;
      const aFuoco = this.editor.isFocused;
      this.editor.smonta();
      this.collegamento = collegamento;
      this.salvataggio.insieme = this;
      this.editor = window.EditorPiano.monta(this.area, () => this.salvataggio.cambiato(), estensioni());
      this.area.value = this.editor.getHTML();
      this.area.dispatchEvent(new CustomEvent('editor:pronto', { detail: this.editor, bubbles: true }));
      // Il testo arriva nell’editor al giro dopo: solo allora il cursore può tornare dov’era.
      if (aFuoco) setTimeout(() => this.editor.chain().focus().setTextSelection({ from, to }).run(), 30);
      this.di(INSIEME, 'fatto');
    }

    // --- uscire

    cambiaStato(collegamento, stato, dettaglio) {
      if (this.prova && this.prova.collegamento === collegamento) {
        if (stato === 'insieme') this.entra(this.prova);
        else if (stato === 'finito') this.rinuncia();
        return;
      }
      if (collegamento !== this.collegamento) return;
      if (stato === 'insieme') this.ripreso();
      else if (stato === 'interrotto') this.interrotto();
      else this.finito(dettaglio);
    }

    ripreso() {
      clearTimeout(this.grazia);
      this.di(INSIEME, 'fatto');
    }

    interrotto() {
      this.presenti([]);
      this.di('Collegamento interrotto: continua a scrivere, il testo è conservato in questo browser. Mi ricollego…', 'errore');
      this.grazia = setTimeout(() => this.daSolo(), GRAZIA);
    }

    daSolo() {
      this.lascia();
      this.salvataggio.salvato = null;
      this.salvataggio.cambiato();
      this.di(DA_SOLO, 'errore');
    }

    lascia() {
      this.collegamento.chiudi();
      this.collegamento = null;
      this.salvataggio.insieme = null;
      this.presenti([]);
    }

    // La stanza ha detto di no: accesso finito, diritto tolto, piano non più in bozza.
    finito({ codice, motivo }) {
      const { salvataggio, collegamento } = this;
      if (collegamento.inAttesa) salvataggio.tieniCopia();
      this.lascia();
      this.editor.setEditable(false);
      salvataggio.fermo = true;
      document.body.dataset.scaduta = '1';
      const accedi = { url: `/accedi/?next=${encodeURIComponent(location.pathname + location.search)}`, testo: 'Accedi di nuovo' };
      salvataggio.di(motivo || 'La scrittura insieme è finita.', 'errore', codice === 4401 ? accedi : { url: location.href, testo: 'Rileggi la sezione' });
    }

    // --- mentre si scrive

    di(frase, esito) { this.salvataggio.di(frase, esito); }

    presenti(nomi) {
      document.dispatchEvent(new CustomEvent('insieme:presenti', { detail: nomi }));
    }

    cambiato() { if (this.collegamento.stato !== 'insieme') this.salvataggio.tieniCopia(); }

    // Ciò che la stanza non ha confermato, se la pagina si chiude, parte col salvataggio di sempre.
    get inSospeso() { return this.collegamento.inAttesa > 0; }

    giro() {
      if (!this.collegamento || this.collegamento.stato !== 'insieme') return;
      if (!this.inSospeso) this.salvataggio.scordaCopia();
      else if (this.fermiDa === this.collegamento.confermati) this.salvataggio.tieniCopia();
      this.fermiDa = this.collegamento.confermati;
    }

    notizia(notizia) {
      if (notizia.tipo === 'salvato') this.salvato(notizia);
      else if (notizia.tipo === 'non salvato') this.di(notizia.frase, 'errore');
      else if (notizia.tipo === 'testo') this.attese.splice(0).forEach((risolvi) => risolvi(notizia));
    }

    salvato({ revisione, alle, da_fuori: daFuori, contrasti }) {
      this.salvataggio.revisione.value = revisione;
      if (!alle) return;
      if (contrasti) this.di(`${INSIEME} Da un’altra pagina è stato cambiato lo stesso punto: qui sotto ci sono tutti e due i testi, tieni quello giusto.`, 'errore');
      else this.di(`${INSIEME} Salvato alle ${alle}${daFuori ? ', con ciò che un collega ha scritto da un’altra pagina' : ''}.`, 'fatto');
    }

    // «Salva» manda il testo della revisione appena fatta dalla stanza: chi scrive intanto non trova conflitti.
    async invio(evento) {
      if (!this.collegamento || this.collegamento.stato !== 'insieme') return;
      evento.preventDefault();
      evento.stopImmediatePropagation();
      const bottone = evento.submitter;
      const attesa = new Promise((risolvi) => { this.attese.push(risolvi); setTimeout(() => risolvi(null), TESTO); });
      this.collegamento.notizia({ tipo: 'salva' });
      const salvato = await attesa;
      // Intanto la stanza può aver detto di no: la pagina lo ha già detto, e non c’è nulla da inviare.
      if (!this.collegamento) return;
      const testo = salvato ? salvato.testo : this.area.value;
      if (salvato) this.salvataggio.revisione.value = salvato.revisione;
      this.lascia();
      this.area.value = testo;
      this.salvataggio.salvato = salvato ? testo : null;
      this.area.form.requestSubmit(bottone);
    }
  }

  document.addEventListener('sezione:pronta', ({ target, detail: { salvataggio, editor } }) => {
    if (target.dataset.insieme && editor && window.ScriviInsieme) target.insieme = new Insieme(target, salvataggio, editor);
  });
}());
