// Migliora pagine che funzionano già senza JavaScript: fuoco, conferme, tendine. Nessun dato passa solo di qui.
(function () {
  'use strict';

  // Il riepilogo degli errori riceve il fuoco: chi usa un lettore di schermo sa subito che l'invio non è riuscito.
  function fuocoSugliErrori(radice) {
    const sommario = radice.querySelector('#sommario-errori');
    if (sommario) sommario.focus();
  }

  // Dopo uno scambio htmx il controllo usato è un elemento nuovo con lo stesso id: il fuoco torna lì.
  function conservaFuoco() {
    let id = null;
    document.addEventListener('htmx:before:swap', () => { id = document.activeElement && document.activeElement.id; });
    document.addEventListener('htmx:after:swap', () => {
      const attivo = document.activeElement;
      if (attivo && attivo !== document.body) return;
      const ritrovato = id && document.getElementById(id);
      if (ritrovato) ritrovato.focus({ preventScroll: true });
      else fuocoSugliErrori(document);
    });
  }

  function bottone(testo, classe, valore) {
    const elemento = document.createElement('button');
    elemento.type = 'submit';
    elemento.className = classe;
    elemento.value = valore;
    elemento.textContent = testo;
    return elemento;
  }

  // Finestra di conferma: <dialog> nativo, che intrappola il fuoco e si chiude con Esc.
  function chiediConferma(domanda, siTesto) {
    return new Promise((risolvi) => {
      const finestra = document.createElement('dialog');
      finestra.className = 'finestra';
      finestra.setAttribute('aria-labelledby', 'finestra-titolo');
      const modulo = document.createElement('form');
      modulo.method = 'dialog';
      const titolo = document.createElement('h2');
      titolo.id = 'finestra-titolo';
      titolo.textContent = domanda;
      const azioni = document.createElement('div');
      azioni.className = 'finestra-azioni';
      azioni.append(bottone(siTesto, 'btn btn-primary', 'si'), bottone('Annulla', 'btn btn-outline-primary', 'no'));
      modulo.append(titolo, azioni);
      finestra.append(modulo);
      document.body.append(finestra);
      finestra.addEventListener('close', () => { finestra.remove(); risolvi(finestra.returnValue === 'si'); });
      finestra.showModal();
      azioni.lastElementChild.focus();
    });
  }

  function confermePrimaDiInviare() {
    document.addEventListener('submit', (evento) => {
      const modulo = evento.target;
      if (!modulo.dataset.conferma || modulo.dataset.confermato || !window.HTMLDialogElement) return;
      evento.preventDefault();
      evento.stopPropagation();
      const premuto = evento.submitter;
      chiediConferma(modulo.dataset.conferma, modulo.dataset.confermaSi || 'Conferma').then((si) => {
        if (!si) { if (premuto) premuto.focus(); return; }
        modulo.dataset.confermato = '1';
        modulo.requestSubmit(premuto);
        delete modulo.dataset.confermato;
      });
    }, true);
  }

  // Un secondo invio mentre il primo è in viaggio non parte. Il modulo torna libero dopo poco (chi scarica un file resta
  // sulla pagina) e quando ci si torna con «indietro».
  function unSoloInvio() {
    document.addEventListener('submit', (evento) => {
      const modulo = evento.target;
      if (evento.defaultPrevented || modulo.method !== 'post') return;
      if (modulo.dataset.inviato) evento.preventDefault();
      modulo.dataset.inviato = '1';
      setTimeout(() => { delete modulo.dataset.inviato; }, 5000);
    });
    window.addEventListener('pageshow', () => document.querySelectorAll('form[data-inviato]').forEach((modulo) => {
      delete modulo.dataset.inviato;
    }));
  }

  function tendine() {
    const chiudi = (tranne) => document.querySelectorAll('details.tendina[open]').forEach((tendina) => {
      if (tendina !== tranne) tendina.open = false;
    });
    document.addEventListener('click', (evento) => chiudi(evento.target.closest('details.tendina')));
    document.addEventListener('keydown', (evento) => {
      const aperta = evento.key === 'Escape' && document.querySelector('details.tendina[open]');
      if (!aperta) return;
      aperta.open = false;
      aperta.querySelector('summary').focus();
    });
  }

  fuocoSugliErrori(document);
  conservaFuoco();
  confermePrimaDiInviare();
  unSoloInvio();
  tendine();
}());
