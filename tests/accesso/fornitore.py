"""Un fornitore d’identità vero per le prove: OpenID Connect con Authlib, su HTTP, che pretende PKCE e `nonce`."""

import os
import threading
from contextlib import contextmanager
from types import SimpleNamespace

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode
from flask import Flask, jsonify, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENTE, SEGRETO = "portale", "segreto-di-prova-del-cliente"
LIVELLO_2 = "https://www.spid.gov.it/SpidL2"


class Cliente(ClientMixin):
    """Il portale, visto dal fornitore: un solo indirizzo di ritorno, segreto, codice di autorizzazione."""

    def __init__(self, ritorno):
        self.ritorno = ritorno

    def get_client_id(self):
        return CLIENTE

    def get_default_redirect_uri(self):
        return self.ritorno

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, redirect_uri):
        return redirect_uri == self.ritorno

    def check_client_secret(self, client_secret):
        return client_secret == SEGRETO

    def check_endpoint_auth_method(self, method, endpoint):
        return method in {"client_secret_post", "client_secret_basic"}

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type == "authorization_code"


class Codice(SimpleNamespace, AuthorizationCodeMixin):
    """Un codice di autorizzazione emesso."""

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.stato.nonce_imposto or self.nonce

    def get_auth_time(self):
        return None

    def get_acr(self):
        return self.stato.livello

    def get_amr(self):
        return None


class Fornitore:
    """Lo stato del fornitore: chi sta accedendo (`attributi`), con quale `livello`, che cosa gli è stato chiesto."""

    def __init__(self, ritorno):
        self.cliente = Cliente(ritorno)
        self.chiave = RSAKey.generate_key(2048, {"kid": "prova", "alg": "RS256", "use": "sig"}, private=True)
        self.indirizzo = ""
        self.attributi, self.livello, self.nonce_imposto = {}, LIVELLO_2, ""
        self.codici, self.gettoni, self.richieste = {}, {}, []

    def app(self):
        """L’applicazione HTTP del fornitore."""
        app = Flask("fornitore")
        server = AuthorizationServer(app, query_client=lambda _: self.cliente, save_token=self._salva)
        server.register_grant(self._concessione(), [self._con_identita(), CodeChallenge(required=True)])
        app.add_url_rule("/.well-known/openid-configuration", "configurazione", view_func=self._configurazione)
        app.add_url_rule("/chiavi", "chiavi", view_func=lambda: jsonify(keys=[self.chiave.as_dict(private=False)]))
        app.add_url_rule("/entra", "entra", view_func=lambda: self._entra(server))
        app.add_url_rule("/gettone", "gettone", server.create_token_response, methods=["POST"])
        app.add_url_rule("/persona", "persona", view_func=self._persona)
        return app

    def _configurazione(self):
        pagine = {"authorization_endpoint": "entra", "token_endpoint": "gettone", "userinfo_endpoint": "persona"}
        indirizzi = {nome: f"{self.indirizzo}/{pagina}" for nome, pagina in pagine.items()}
        metodi = ["client_secret_post", "client_secret_basic"]
        chiavi = f"{self.indirizzo}/chiavi"
        return jsonify(issuer=self.indirizzo, jwks_uri=chiavi, token_endpoint_auth_methods_supported=metodi, **indirizzi)

    def _entra(self, server):
        self.richieste.append(request.args.to_dict())
        concessione = server.get_consent_grant(end_user={"sub": "persona"})
        return server.create_authorization_response(grant=concessione, grant_user={"sub": "persona"})

    def _persona(self):
        gettone = request.headers["Authorization"].removeprefix("Bearer ")
        return jsonify(self.gettoni[gettone]) if gettone in self.gettoni else ("", 401)

    def _salva(self, gettone, richiesta):
        self.gettoni[gettone["access_token"]] = {"sub": "persona", **self.attributi}

    def _concessione(self):
        stato = self

        class Concessione(AuthorizationCodeGrant):
            TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_post", "client_secret_basic"]

            def save_authorization_code(self, code, request):
                dati = request.payload.data
                sfida = {k: dati.get(k) for k in ("code_challenge", "code_challenge_method", "nonce")}
                luogo = {"redirect_uri": request.payload.redirect_uri, "scope": request.payload.scope}
                stato.codici[code] = Codice(code=code, stato=stato, **luogo, **sfida)

            def query_authorization_code(self, code, client):
                return stato.codici.get(code)

            def delete_authorization_code(self, authorization_code):
                del stato.codici[authorization_code.code]

            def authenticate_user(self, authorization_code):
                return {"sub": "persona"}

        return Concessione

    def _con_identita(self):
        stato = self

        class Identita(OpenIDCode):
            def exists_nonce(self, nonce, request):
                return any(c.nonce == nonce for c in stato.codici.values())

            def resolve_client_private_key(self, client):
                return stato.chiave

            def get_client_claims(self, client):
                return {"iss": stato.indirizzo, "aud": [CLIENTE]}

            def get_encode_header(self, client):
                return {"alg": "RS256", "kid": "prova"}

            def generate_user_info(self, user, scope):
                return {"sub": "persona"}

        return Identita(require_nonce=True)


@contextmanager
def in_ascolto(fornitore):
    """Il fornitore in ascolto su una porta libera di questa macchina."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    server = make_server("127.0.0.1", 0, fornitore.app(), threaded=True)
    fornitore.indirizzo = f"http://127.0.0.1:{server.server_port}"
    filo = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    filo.start()
    try:
        yield fornitore
    finally:
        server.shutdown()
        server.server_close()
        filo.join()
        del os.environ["AUTHLIB_INSECURE_TRANSPORT"]
