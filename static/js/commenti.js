// Segnare un punto del testo riempie il campo «Passaggio» del commento, con ciò che gli sta intorno. Senza script si copia a mano.
(function () {
  'use strict';

  const INTORNO = 60;
  const testo = document.querySelector('[data-commentabile]');
  const modulo = document.getElementById('commenta');
  if (!testo || !modulo) return;
  const campi = modulo.elements;

  // Le parole di un tratto con uno spazio fra un paragrafo e l'altro, come le conta il portale.
  function parole(da, a) {
    const tratto = document.createRange();
    tratto.setStart(...da);
    tratto.setEnd(...a);
    const copia = tratto.cloneContents();
    copia.querySelectorAll('[data-nota]').forEach((e) => e.remove());
    copia.querySelectorAll('p, li, h1, h2, h3, h4, h5, h6, td, th, tr, blockquote, br').forEach((e) => { e.before(' '); e.after(' '); });
    return copia.textContent.replace(/\s+/g, ' ').trim();
  }

  function bottone() {
    const elemento = document.createElement('button');
    elemento.type = 'button';
    elemento.className = 'btn btn-primary commento-invito';
    elemento.textContent = 'Commenta il punto segnato';
    elemento.hidden = true;
    // Premere non deve togliere la selezione prima che il gesto finisca.
    elemento.addEventListener('pointerdown', (evento) => evento.preventDefault());
    elemento.addEventListener('click', () => {
      elemento.hidden = true;
      modulo.scrollIntoView({ block: 'start' });
      campi.testo.focus({ preventScroll: true });
    });
    document.body.append(elemento);
    return elemento;
  }

  const invito = bottone();

  function segnato() {
    const scelta = document.getSelection();
    const tratto = scelta.rangeCount ? scelta.getRangeAt(0) : null;
    if (!tratto || tratto.collapsed || !testo.contains(tratto.commonAncestorContainer)) { invito.hidden = true; return; }
    const inizio = [tratto.startContainer, tratto.startOffset];
    const fine = [tratto.endContainer, tratto.endOffset];
    const passo = parole(inizio, fine);
    if (!passo || passo.length > campi.passo.maxLength) { invito.hidden = true; return; }
    campi.passo.value = passo;
    campi.prima.value = parole([testo, 0], inizio).slice(-INTORNO).trim();
    campi.dopo.value = parole(fine, [testo, testo.childNodes.length]).slice(0, INTORNO).trim();
    invito.hidden = false;
  }

  // Chi poi cambia a mano il passaggio non lo ritrova più dal contorno di prima.
  campi.passo.addEventListener('input', () => { campi.prima.value = ''; campi.dopo.value = ''; });
  let attesa = null;
  document.addEventListener('selectionchange', () => { clearTimeout(attesa); attesa = setTimeout(segnato, 150); });
  modulo.querySelectorAll('[data-solo-script]').forEach((e) => { e.hidden = false; });
}());
