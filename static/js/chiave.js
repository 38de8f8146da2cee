// Chiavi di accesso (WebAuthn): crea, usa, entra. La traduzione da e verso JSON è della libreria servita accanto.
(function () {
  'use strict';

  const FRASI = {
    NotAllowedError: 'L’operazione è stata annullata o è scaduta. Riprova quando il dispositivo è pronto.',
    InvalidStateError: 'Questa chiave è già stata aggiunta. Puoi usarla così com’è.',
    SecurityError: 'Questo indirizzo non può usare chiavi di accesso: apri il portale dal suo indirizzo pubblico.',
  };
  const ALTRO = 'La chiave non ha risposto. Riprova, oppure usa l’applicazione che dà codici.';

  function di(modulo, frase) {
    const posto = modulo.querySelector('[data-chiave-esito]');
    posto.textContent = frase;
    posto.hidden = !frase;
  }

  function dati(modulo) {
    return JSON.parse(document.getElementById(modulo.dataset.chiaveDati).textContent);
  }

  // Chi può la tiene nel dispositivo (si entra senza password); le chiavette più vecchie restano un secondo fattore.
  async function crea(modulo) {
    const richiesta = dati(modulo).creation_options;
    richiesta.publicKey.authenticatorSelection.residentKey = 'preferred';
    return window.webauthnJSON.create(richiesta);
  }

  async function usa(modulo) {
    return window.webauthnJSON.get(dati(modulo).request_options);
  }

  async function entra(modulo) {
    const risposta = await fetch(modulo.action, { headers: { Accept: 'application/json' } });
    if (!risposta.ok) throw new Error('richiesta non riuscita');
    return window.webauthnJSON.get((await risposta.json()).request_options);
  }

  const CERIMONIE = { crea, usa, entra };

  document.querySelectorAll('form[data-chiave]').forEach((modulo) => {
    modulo.hidden = false;
    modulo.addEventListener('submit', async (evento) => {
      evento.preventDefault();
      di(modulo, '');
      try {
        const credenziale = await CERIMONIE[modulo.dataset.chiave](modulo);
        modulo.querySelector('[name=credential]').value = JSON.stringify(credenziale);
        modulo.submit();
      } catch (errore) {
        di(modulo, FRASI[errore.name] || ALTRO);
      }
    });
  });
}());
