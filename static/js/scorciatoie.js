// Scorciatoie da tastiera, con l'aiuto su «?». Un tasto solo può disturbare chi detta o usa altri ausili: si possono spegnere.
(function () {
  'use strict';
  const CHIAVE = 'scorciatoie';
  const NUMERO = /^[1-9]$/;
  let attendeNumero = false;

  function attive() {
    try { return localStorage.getItem(CHIAVE) !== 'no'; } catch (errore) { return true; }
  }

  function accendi(si) {
    try { localStorage.setItem(CHIAVE, si ? 'si' : 'no'); } catch (errore) { /* senza memoria valgono per questa pagina */ }
  }

  function elemento(nome, testo, ...figli) {
    const nuovo = document.createElement(nome);
    if (testo) nuovo.textContent = testo;
    nuovo.append(...figli);
    return nuovo;
  }

  function vociDiMenu() {
    return [...document.querySelectorAll('#menu-principale .nav-link')].slice(0, 9);
  }

  function riga(tasti, che) {
    const cella = elemento('th');
    cella.scope = 'row';
    tasti.forEach((tasto, posto) => cella.append(posto ? ' poi ' : '', elemento('kbd', tasto)));
    return elemento('tr', '', cella, elemento('td', che));
  }

  function casella() {
    return document.getElementById('cerca-ovunque');
  }

  function filtri() {
    return document.querySelector('form.filtri input, form.filtri select');
  }

  function vaiA(campo, evento) {
    if (!campo) return;
    evento.preventDefault();
    campo.focus();
    if (campo.select) campo.select();
  }

  function tavola() {
    const corpo = elemento('tbody', '', riga(['?'], 'Mostra questo aiuto'));
    if (casella()) corpo.append(riga(['/'], 'Cerca nel portale'));
    if (filtri()) corpo.append(riga([casella() ? 'f' : '/'], 'Vai ai filtri dell’elenco'));
    vociDiMenu().forEach((voce, posto) => corpo.append(riga(['g', String(posto + 1)], `Apri «${voce.textContent.trim()}»`)));
    corpo.append(riga(['Esc'], 'Chiude finestre e tendine'));
    const tabella = elemento('table', '', corpo);
    tabella.className = 'scorciatoie';
    return tabella;
  }

  function aiuto() {
    if (document.querySelector('dialog[open]') || !window.HTMLDialogElement) return;
    const titolo = elemento('h2', 'Scorciatoie da tastiera');
    titolo.id = 'titolo-scorciatoie';
    const casella = elemento('input');
    Object.assign(casella, { type: 'checkbox', id: 'usa-scorciatoie', checked: attive() });
    casella.addEventListener('change', () => accendi(casella.checked));
    const etichetta = elemento('label', ' Usa le scorciatoie su questo dispositivo');
    etichetta.prepend(casella);
    const chiudi = elemento('button', 'Chiudi');
    chiudi.className = 'btn btn-primary';
    const azioni = elemento('div', '', chiudi);
    azioni.className = 'finestra-azioni';
    const modulo = elemento('form', '', titolo, tavola(), etichetta, azioni);
    modulo.method = 'dialog';
    const finestra = elemento('dialog', '', modulo);
    finestra.className = 'finestra';
    finestra.setAttribute('aria-labelledby', titolo.id);
    finestra.addEventListener('close', () => finestra.remove());
    document.body.append(finestra);
    finestra.showModal();
    chiudi.focus();
  }

  function staScrivendo(dove) {
    return dove.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(dove.tagName);
  }

  function premuto(evento) {
    if (evento.ctrlKey || evento.altKey || evento.metaKey || staScrivendo(evento.target) || !attive()) return;
    if (attendeNumero && NUMERO.test(evento.key)) {
      const voce = vociDiMenu()[Number(evento.key) - 1];
      if (voce) voce.click();
    } else if (evento.key === '?') {
      aiuto();
    } else if (evento.key === '/') {
      vaiA(casella() || filtri(), evento);
    } else if (evento.key === 'f' && casella()) {
      vaiA(filtri(), evento);
    }
    attendeNumero = evento.key === 'g';
  }

  document.addEventListener('keydown', premuto);
  document.querySelectorAll('[data-scorciatoie]').forEach((posto) => {
    const bottone = elemento('button', 'Vedi o spegni le scorciatoie');
    Object.assign(bottone, { type: 'button', className: 'btn btn-outline-primary' });
    bottone.addEventListener('click', aiuto);
    posto.append(bottone);
  });
}());
