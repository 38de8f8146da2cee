// La casella «Cerca»: i risultati sotto la casella si scorrono con le frecce. Senza JavaScript è un modulo come gli altri.
// Le pagine viste di recente stanno in questo navigatore, una lista per persona e per Ambito: chi esce non le lascia ad altri.
(function () {
  'use strict';
  const PREFISSO = 'recenti:';
  const RICORDATE = 8;
  const MOSTRATE = 5;
  const modulo = document.getElementById('modulo-cerca');
  const persona = document.body.dataset.persona || '';

  function memoria(fa) {
    try { return fa(window.localStorage); } catch (errore) { return null; /* senza memoria non c'è niente di recente */ }
  }

  function dimenticaGliAltri() {
    memoria((m) => Object.keys(m).filter((nome) => nome.startsWith(PREFISSO) && !nome.startsWith(`${PREFISSO}${persona || '-'}:`))
      .forEach((nome) => m.removeItem(nome)));
  }

  function lista() {
    return memoria((m) => JSON.parse(m.getItem(chiave) || '[]')) || [];
  }

  // Si ricorda ciò che ha un posto nel percorso: una pagina rifiutata o un errore non ce l'hanno.
  function ricorda() {
    const qui = document.querySelector('.percorso [aria-current="page"]');
    if (!qui) return;
    const titolo = qui.textContent.trim();
    const stessa = (voce) => voce.titolo === titolo && voce.url.split('?')[0] === location.pathname;
    const altre = lista().filter((voce) => !stessa(voce)).slice(0, RICORDATE - 1);
    memoria((m) => m.setItem(chiave, JSON.stringify([{ titolo, url: location.pathname + location.search }, ...altre])));
  }

  function mostraRecenti(radice) {
    const qui = location.pathname + location.search;
    const voci = lista().filter((voce) => voce.url !== qui && voce.url.startsWith(`/${modulo.dataset.ambito}/`)).slice(0, MOSTRATE);
    radice.querySelectorAll('[data-recenti]').forEach((posto) => {
      posto.hidden = !voci.length;
      posto.querySelector('ul').replaceChildren(...voci.map((voce) => {
        const a = document.createElement('a');
        a.href = voce.url;
        a.textContent = voce.titolo;
        const riga = document.createElement('li');
        riga.append(a);
        return riga;
      }));
    });
  }

  dimenticaGliAltri();
  if (!modulo) return;
  const chiave = `${PREFISSO}${persona}:${modulo.dataset.ambito}`;
  const campo = document.getElementById('cerca-ovunque');
  const sotto = document.getElementById('cerca-sotto');
  const stato = document.getElementById('cerca-stato');
  let chiesto = false;

  function chiudi() {
    sotto.replaceChildren();
    stato.textContent = '';
  }

  function apri() {
    if (sotto.childElementCount) return;
    chiesto = true;
    campo.dispatchEvent(new Event('apri'));
  }

  // htmx si accende dopo questo programma: chi ha premuto o scritto prima non l'ha fatto per niente.
  function riprendi() {
    if (chiesto || campo.value !== campo.defaultValue) apri();
  }

  function scorri(passo) {
    const voci = [campo, ...sotto.querySelectorAll('a')];
    const posto = voci.indexOf(document.activeElement);
    const prossima = voci[Math.min(Math.max(posto + passo, 0), voci.length - 1)];
    prossima.focus();
  }

  function premuto(evento) {
    if (evento.key === 'Escape' && sotto.childElementCount) {
      evento.preventDefault();
      chiudi();
      campo.focus();
    } else if (evento.key === 'ArrowDown' || evento.key === 'ArrowUp') {
      evento.preventDefault();
      if (sotto.childElementCount) scorri(evento.key === 'ArrowDown' ? 1 : -1);
      else apri();
    }
  }

  modulo.addEventListener('keydown', premuto);
  campo.addEventListener('htmx:after:init', riprendi);
  campo.addEventListener('click', apri);
  modulo.addEventListener('focusout', (evento) => {
    if (evento.relatedTarget && !modulo.contains(evento.relatedTarget)) chiudi();
  });
  document.addEventListener('click', (evento) => { if (!modulo.contains(evento.target)) chiudi(); });
  document.addEventListener('htmx:after:swap', () => {
    const annuncio = sotto.querySelector('[data-annuncio]');
    if (!sotto.childElementCount) return;
    // La risposta è arrivata quando la persona era già altrove.
    if (!modulo.contains(document.activeElement)) { chiudi(); return; }
    mostraRecenti(sotto);
    stato.textContent = annuncio ? annuncio.textContent : '';
  });
  ricorda();
  mostraRecenti(document);
}());
