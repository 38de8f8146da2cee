"""Un comando solo avvia tutto: PostgreSQL e Redis incorporati, banca dati, dati dimostrativi, web, worker e orologio.

`./portale` prepara l’ambiente Python e poi chiama questo pacchetto. I moduli, dal basso: `voce`, `cartelle`, `blocchi`,
`processi`; `postgres`, `redis`, `ruoli` (i servizi); `custode` e `servizi` (chi li avvia e chi li condivide); `variabili`,
`preparazione`; `demo` e `gestione` (i due comandi). Il plugin di pytest usa gli stessi pezzi. Qui non si importa Django.
"""
