// Barra degli strumenti: parole visibili (che sono anche il nome accessibile), un solo punto di tabulazione, frecce per muoversi.
const GRUPPI = [
  { nome: 'Paragrafo', comandi: [
    { testo: 'Titolo', stato: ['heading', { level: 2 }], fai: (c) => c.toggleHeading({ level: 2 }) },
    { testo: 'Sottotitolo', stato: ['heading', { level: 3 }], fai: (c) => c.toggleHeading({ level: 3 }) },
    { testo: 'Citazione', stato: ['blockquote'], fai: (c) => c.toggleBlockquote() } ] },
  { nome: 'Carattere', comandi: [
    { testo: 'Grassetto', stato: ['bold'], fai: (c) => c.toggleBold() },
    { testo: 'Corsivo', stato: ['italic'], fai: (c) => c.toggleItalic() } ] },
  { nome: 'Elenchi', comandi: [
    { testo: 'Elenco', stato: ['bulletList'], fai: (c) => c.toggleBulletList() },
    { testo: 'Elenco numerato', stato: ['orderedList'], fai: (c) => c.toggleOrderedList() } ] },
  { nome: 'Inserisci', comandi: [
    { testo: 'Nota', stato: ['nota'], fai: (c) => c.toggleMark('nota') },
    { testo: 'Collegamento', stato: ['link'], collegamento: true },
    { testo: 'Tabella', fai: (c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true }) } ] },
  { nome: 'Tabella', soloTabella: true, comandi: [
    { testo: 'Aggiungi riga', fai: (c) => c.addRowAfter() },
    { testo: 'Aggiungi colonna', fai: (c) => c.addColumnAfter() },
    { testo: 'Togli riga', fai: (c) => c.deleteRow() },
    { testo: 'Togli colonna', fai: (c) => c.deleteColumn() },
    { testo: 'Togli tabella', fai: (c) => c.deleteTable() } ] },
  { nome: 'Modifiche', comandi: [
    { testo: 'Annulla', fai: (c) => c.undo() },
    { testo: 'Ripeti', fai: (c) => c.redo() } ] },
];

function pulsante(comando, editor, chiediCollegamento) {
  const elemento = document.createElement('button');
  elemento.type = 'button';
  elemento.textContent = comando.testo;
  elemento.className = 'editor-comando';
  elemento.addEventListener('click', () => {
    if (comando.collegamento) chiediCollegamento();
    else comando.fai(editor.chain().focus()).run();
  });
  return elemento;
}

function muovi(evento, pulsanti) {
  const visibili = pulsanti.filter((elemento) => !elemento.closest('[hidden]'));
  const attuale = visibili.indexOf(document.activeElement);
  const mosse = { ArrowRight: attuale + 1, ArrowLeft: attuale - 1, Home: 0, End: visibili.length - 1 };
  if (!(evento.key in mosse)) return;
  evento.preventDefault();
  const prossimo = visibili[(mosse[evento.key] + visibili.length) % visibili.length];
  pulsanti.forEach((elemento) => { elemento.tabIndex = elemento === prossimo ? 0 : -1; });
  prossimo.focus();
}

export function creaBarra(editor, etichetta, chiediCollegamento) {
  const barra = document.createElement('div');
  barra.className = 'editor-barra';
  barra.setAttribute('role', 'toolbar');
  barra.setAttribute('aria-label', `Formattazione di «${etichetta}»`);
  const voci = [];
  for (const gruppo of GRUPPI) {
    const riquadro = document.createElement('div');
    riquadro.className = 'editor-gruppo';
    riquadro.setAttribute('role', 'group');
    riquadro.setAttribute('aria-label', gruppo.nome);
    riquadro.hidden = Boolean(gruppo.soloTabella);
    for (const comando of gruppo.comandi) {
      const elemento = pulsante(comando, editor, chiediCollegamento);
      voci.push({ elemento, comando });
      riquadro.append(elemento);
    }
    barra.append(riquadro);
  }
  const pulsanti = voci.map((voce) => voce.elemento);
  pulsanti.forEach((elemento, posto) => { elemento.tabIndex = posto ? -1 : 0; });
  barra.addEventListener('keydown', (evento) => {
    if (evento.key === 'Escape') { evento.preventDefault(); editor.commands.focus(); } else muovi(evento, pulsanti);
  });

  const aggiorna = () => {
    const inTabella = editor.isActive('table');
    barra.querySelectorAll('.editor-gruppo').forEach((riquadro, posto) => {
      if (GRUPPI[posto].soloTabella) riquadro.hidden = !inTabella;
    });
    if (!pulsanti.some((elemento) => elemento.tabIndex === 0 && !elemento.closest('[hidden]'))) pulsanti[0].tabIndex = 0;
    voci.forEach(({ elemento, comando }) => {
      if (comando.stato) elemento.setAttribute('aria-pressed', String(editor.isActive(...comando.stato)));
    });
  };
  editor.on('transaction', aggiorna);
  aggiorna();
  const fuoco = () => (pulsanti.find((elemento) => elemento.tabIndex === 0) || pulsanti[0]).focus();
  return { barra, fuoco };
}
