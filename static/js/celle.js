// Accanto a ogni cifra di una griglia, un pulsante che la copia com'è da incollare. Senza JavaScript la cifra si seleziona.
(function () {
  'use strict';

  const esito = document.createElement('p');
  esito.className = 'visually-hidden';
  esito.setAttribute('role', 'status');
  document.querySelector('[data-copia-celle]').append(esito);

  // Fuori da una connessione sicura gli appunti non si scrivono: la cifra resta selezionata, pronta per Ctrl+C.
  function seleziona(cifra) {
    getSelection().selectAllChildren(cifra);
    esito.textContent = 'Cifra selezionata: premi Ctrl e C per copiarla.';
  }

  function copia(cifra) {
    if (!navigator.clipboard) { seleziona(cifra); return; }
    navigator.clipboard.writeText(cifra.dataset.cella)
      .then(() => { esito.textContent = `Copiato ${cifra.dataset.cella}: ${cifra.dataset.nome}.`; })
      .catch(() => seleziona(cifra));
  }

  document.querySelectorAll('[data-cella]').forEach((cifra) => {
    const pulsante = document.createElement('button');
    pulsante.type = 'button';
    pulsante.className = 'pulsante-testo';
    pulsante.textContent = 'copia';
    pulsante.setAttribute('aria-label', `Copia la cifra di ${cifra.dataset.nome}`);
    pulsante.addEventListener('click', () => copia(cifra));
    cifra.after(' ', pulsante);
  });
}());
