// «Cita un dato» apre l’elenco dei dati del piano e mette nel testo un collegamento #dato-… con il valore di oggi; «Metti una figura»
// apre quello delle figure e mette il segno [figura: …]. Senza questo file il collegamento porta alla pagina con lo stesso elenco.
(function () {
  'use strict';

  const senzaAccenti = (testo) => testo.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

  function crea(nome, proprieta = {}, ...figli) {
    const elemento = Object.assign(document.createElement(nome), proprieta);
    elemento.append(...figli);
    return elemento;
  }

  function inserisci(editor, dato) {
    if (dato.figura) {
      editor.chain().focus().insertContent({ type: 'paragraph', content: [{ type: 'text', text: `[figura: ${dato.figura}]` }] }).run();
      return;
    }
    const segno = { type: 'link', attrs: { href: `#dato-${dato.chiave}` } };
    editor.chain().focus().insertContent([{ type: 'text', text: dato.testo, marks: [segno] }, { type: 'text', text: ' ' }]).run();
  }

  function voce(dato, scegli) {
    const bottone = crea('button', { type: 'button', className: 'citazione' },
      crea('span', { textContent: dato.nome }), crea('strong', { textContent: dato.testo }), crea('small', { textContent: dato.fonte }));
    bottone.addEventListener('click', () => scegli(dato));
    const riga = crea('li', {}, bottone);
    riga.dataset.cerca = senzaAccenti(`${dato.nome} ${dato.testo}`);
    return riga;
  }

  function gruppo({ nome, dati }, scegli) {
    return crea('section', {}, crea('h3', { textContent: nome }), crea('ul', { className: 'citazioni' }, ...dati.map((d) => voce(d, scegli))));
  }

  function filtra(elenco, conto, parole) {
    const cercate = senzaAccenti(parole).split(/\s+/).filter(Boolean);
    let quante = 0;
    elenco.querySelectorAll('li').forEach((riga) => {
      riga.hidden = !cercate.every((parola) => riga.dataset.cerca.includes(parola));
      if (!riga.hidden) quante += 1;
    });
    elenco.querySelectorAll('section').forEach((parte) => { parte.hidden = !parte.querySelector('li:not([hidden])'); });
    conto.textContent = quante === 1 ? 'Trovato 1' : `Trovati ${quante}`;
  }

  function creaFinestra(gruppi, collegamento, scegli) {
    const titolo = collegamento.textContent;
    const nome = 'citazioni';
    const finestra = crea('dialog', { className: 'finestra finestra-alta' });
    finestra.setAttribute('aria-labelledby', `${nome}-titolo`);
    const campo = crea('input', { id: `${nome}-cerca`, type: 'search', className: 'controllo', autocomplete: 'off' });
    const conto = crea('p', { className: 'nota' });
    conto.setAttribute('role', 'status');
    const chiudi = crea('button', { type: 'button', className: 'pulsante-testo', textContent: 'Chiudi' });
    const elenco = crea('div', { className: 'citazioni-elenco' }, ...gruppi.map((g) => gruppo(g, (dato) => { finestra.close(); scegli(dato); })));
    const pagina = crea('a', { href: collegamento.href, target: '_blank', textContent: 'Apri l’elenco in un’altra finestra' });
    finestra.append(crea('h2', { id: `${nome}-titolo`, textContent: titolo }),
      crea('label', { className: 'campo-etichetta', htmlFor: campo.id, textContent: 'Cerca' }), campo, conto, elenco, crea('p', {}, pagina), chiudi);
    campo.addEventListener('input', () => filtra(elenco, conto, campo.value));
    chiudi.addEventListener('click', () => finestra.close());
    filtra(elenco, conto, '');
    return { finestra, campo };
  }

  // Ogni volta da capo: nel frattempo si può aver caricato una figura, o un dato può essere cambiato.
  async function apri(collegamento, diAdesso) {
    const risposta = await fetch(`${collegamento.href}?formato=json`, { credentials: 'same-origin', redirect: 'error' });
    if (!risposta.ok) throw new Error('elenco non disponibile');
    const { gruppi } = await risposta.json();
    const { finestra, campo } = creaFinestra(gruppi, collegamento, (dato) => inserisci(diAdesso(), dato));
    finestra.addEventListener('close', () => finestra.remove());
    document.body.append(finestra);
    finestra.showModal();
    campo.focus();
  }

  // Chi passa a scrivere insieme riceve un editor nuovo: si scrive sempre nell’ultimo.
  let editor = null;
  document.addEventListener('editor:pronto', (evento) => {
    const primo = editor === null;
    editor = evento.detail;
    if (!primo) return;
    document.querySelectorAll('a[data-cita]').forEach((collegamento) => {
      collegamento.addEventListener('click', (clic) => {
        clic.preventDefault();
        // Se l’elenco non arriva, si va alla pagina: il testo è già al sicuro nel salvataggio automatico.
        apri(collegamento, () => editor).catch(() => window.open(collegamento.href, '_blank', 'noopener'));
      });
    });
  });
}());
