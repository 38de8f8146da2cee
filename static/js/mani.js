// Le mani alzate con una mano sola: lettere del Comune, Invio, e un tasto per il voto. Senza JavaScript restano i menù.
(function () {
  'use strict';
  const VOTI = { f: 'favorevole', c: 'contrario', a: 'astenuto', n: 'non_votante', i: 'conflitto' };
  const quaderno = document.getElementById('quaderno');
  const tastiera = document.querySelector('[data-tastiera]');
  if (!quaderno || !tastiera) return;
  const casella = tastiera.querySelector('input');
  const voce = tastiera.querySelector('[data-voce]');
  const menu = [...quaderno.querySelectorAll('select[name^="seggio_"]')];
  const fatti = [];
  let scelto = null;

  function piano(testo) {
    return testo.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
  }

  function nome(campo) {
    return quaderno.querySelector(`label[for="${campo.id}"]`).firstChild.textContent.trim();
  }

  const comuni = menu.map((campo) => ({ campo, nome: nome(campo), chiave: piano(nome(campo)) }));

  function trovati(testo) {
    const cercato = piano(testo);
    if (!cercato) return [];
    const inizia = comuni.filter((c) => c.chiave.startsWith(cercato));
    const dentro = comuni.filter((c) => !c.chiave.startsWith(cercato) && c.chiave.includes(` ${cercato}`));
    return [...inizia, ...dentro];
  }

  function di(testo) { voce.textContent = testo; }

  function cerca() {
    scelto = null;
    const voci = trovati(casella.value);
    if (!casella.value.trim()) di('');
    else if (!voci.length) di('Nessun Comune presente senza scheda comincia così.');
    else di(voci.slice(0, 5).map((c, posto) => (posto ? c.nome : `${c.nome} (Invio)`)).join(', '));
  }

  function scegli() {
    [scelto] = trovati(casella.value);
    if (!scelto) { quaderno.querySelector('button[type="submit"]').focus(); return; }
    casella.value = scelto.nome;
    di(`${scelto.nome}: F a favore, C contrario, A astenuto, N non vota, I conflitto di interessi.`);
  }

  function segna(comune, valore) {
    comune.campo.value = valore;
    comune.campo.dispatchEvent(new Event('change', { bubbles: true }));
    di(`${comune.nome}: ${comune.campo.selectedOptions[0].textContent.toLowerCase()}.`);
  }

  function annulla() {
    const ultimo = fatti.pop();
    if (ultimo) segna(ultimo.comune, ultimo.prima);
    else di('Non c’è nulla da annullare.');
  }

  casella.addEventListener('input', cerca);
  casella.addEventListener('keydown', (evento) => {
    if (evento.ctrlKey || evento.altKey || evento.metaKey) return;
    const valore = VOTI[evento.key.toLowerCase()];
    if (evento.key === 'Enter') {
      evento.preventDefault();
      scegli();
    } else if (scelto && valore) {
      evento.preventDefault();
      fatti.push({ comune: scelto, prima: scelto.campo.value });
      segna(scelto, valore);
      scelto = null;
      casella.value = '';
    } else if (evento.key === 'Backspace' && !casella.value) {
      evento.preventDefault();
      annulla();
    }
  });
  tastiera.hidden = false;
  casella.focus();
}());
