"""Scrivere insieme una sezione, in tempo reale: un processo ASGI accanto al web, che parla soltanto WebSocket.

Dal basso: `protocollo` (i messaggi), `ingresso` (chi può entrare), `lavoro` (la banca dati fuori dal ciclo degli eventi), `posto`
(uno di questi processi alla volta), `persona` e `stanza` (chi scrive e che cosa), `portineria` (le stanze aperte), `asgi`
(l’applicazione).
"""
