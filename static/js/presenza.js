// Dice al portale che questa pagina di scrittura è aperta e mostra chi altro sta scrivendo. Se non risponde, si scrive lo stesso.
(function () {
  'use strict';

  const OGNI = 30000;
  const regione = document.querySelector('[data-presenza]');
  if (!regione) return;
  const gettone = document.querySelector('input[name=csrfmiddlewaretoken]');

  function manda(dati = {}, opzioni = {}) {
    const corpo = new URLSearchParams({ csrfmiddlewaretoken: gettone.value, ...dati });
    return fetch(regione.dataset.presenza, { method: 'POST', body: corpo, credentials: 'same-origin', redirect: 'manual', ...opzioni });
  }

  // Chi scrive in tempo reale (insieme.js) si dice subito e tutto in una frase; qui restano gli altri.
  let conTe = [];
  let ultimi = [];

  function mostra(altri) {
    ultimi = altri;
    const insieme = conTe.length ? [`Scrivono con te: ${conTe.join(', ')}.`] : [];
    const daSoli = altri.filter(({ nome }) => !conTe.includes(nome)).map(({ nome, dalle }) => `${nome} sta scrivendo qui dalle ${dalle}.`);
    const detto = [...insieme, ...daSoli].join(' ');
    // Chi ascolta la pagina lo sente solo quando cambia.
    if (regione.textContent !== detto) regione.textContent = detto;
    regione.hidden = !detto;
  }

  // Con l'accesso scaduto non si insiste: la presenza finisce da sé.
  let viva = true;
  const entrato = () => viva && !document.body.dataset.scaduta;

  async function segno() {
    if (document.visibilityState === 'hidden' || !entrato()) return;
    try {
      const risposta = await manda();
      viva = risposta.ok;
      if (viva) mostra((await risposta.json()).altri);
    } catch { /* senza rete la presenza scade da sé */ }
  }

  document.addEventListener('insieme:presenti', (evento) => { conTe = evento.detail; mostra(ultimi); });
  segno();
  setInterval(segno, OGNI);
  document.addEventListener('visibilitychange', segno);
  window.addEventListener('pageshow', (evento) => { if (evento.persisted) segno(); });
  window.addEventListener('pagehide', () => { if (entrato()) manda({ esci: '1' }, { keepalive: true }).catch(() => {}); });
}());
