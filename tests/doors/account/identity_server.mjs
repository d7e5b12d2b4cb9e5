// An OpenID Connect server for the test of signing in: the certified package, its own pages of login and consent, two clients.
// node identity_server.mjs PORT CLIENT SECRET REDIRECT_URI
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const [port, client, secret, redirect] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: client, client_secret: secret, redirect_uris: [redirect], grant_types: ["authorization_code"] }],
  claims: { openid: ["sub"], profile: ["name", "preferred_username"] },
  pkce: { required: () => true, methods: ["S256"] },
  // The number by which the server knows a person is not their login.
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: "Người có thật", preferred_username: id.replace(/^person-/, "") }) }),
  ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  cookies: { keys: ["only-for-this-test"] },
});
createServer(provider.callback()).listen(Number(port), "127.0.0.1", () => console.log("ready"));
