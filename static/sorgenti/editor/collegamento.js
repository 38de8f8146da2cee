// Finestra per l'indirizzo di un collegamento: un <dialog> nativo, che gestisce da sé fuoco e tasto Esc.
const AMMESSI = /^(https?:\/\/|mailto:)/i;

export function creaFinestraCollegamento(editor, id) {
  const finestra = document.createElement('dialog');
  finestra.className = 'finestra';
  finestra.setAttribute('aria-labelledby', `${id}-titolo`);
  finestra.innerHTML = `<form method="dialog" novalidate>
    <h2 id="${id}-titolo">Collegamento</h2>
    <label for="${id}-indirizzo">Indirizzo della pagina o della casella di posta</label>
    <input class="form-control" id="${id}-indirizzo" type="url" inputmode="url" autocomplete="off" aria-describedby="${id}-aiuto">
    <p class="campo-aiuto" id="${id}-aiuto">Comincia con https:// oppure mailto:. Vuoto per togliere il collegamento.</p>
    <div class="finestra-azioni"><button type="submit" class="btn btn-primary" value="conferma">Applica</button>
    <button type="submit" class="btn btn-outline-primary" value="annulla" formnovalidate>Annulla</button></div></form>`;
  const campo = finestra.querySelector('input');

  finestra.addEventListener('close', () => {
    if (finestra.returnValue !== 'conferma') { editor.commands.focus(); return; }
    const scritto = campo.value.trim();
    const indirizzo = scritto && !AMMESSI.test(scritto) ? `https://${scritto}` : scritto;
    const catena = editor.chain().focus().extendMarkRange('link');
    if (indirizzo) catena.setLink({ href: indirizzo }).run();
    else catena.unsetLink().run();
  });

  const apri = () => {
    campo.value = editor.getAttributes('link').href || '';
    finestra.returnValue = '';
    finestra.showModal();
    campo.focus();
  };
  return { finestra, apri };
}
