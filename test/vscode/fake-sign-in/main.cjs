// An account for tests: whoever asks to sign in is signed in, with a token that opens nothing.
const vscode = require("vscode");

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const sessions = [];
  const sessionFor = (scopes, more) => {
    const part = (claims) => Buffer.from(JSON.stringify(claims)).toString("base64url");
    const exp = Math.floor(Date.now() / 1000) + 3600;
    const claims = { aud: "https://management.azure.com", scp: scopes.join(" "), exp, ...more };
    return {
      id: `session ${sessions.length}`,
      accessToken: `${part({ alg: "none" })}.${part(claims)}.c2VjcmV0LW9mLXRoZS10ZXN0cw`,
      account: { id: "tester", label: "tester" },
      scopes,
    };
  };
  const provider = {
    onDidChangeSessions: changed.event,
    getSessions: async (scopes) => sessions.filter((one) => !scopes || scopes.join() === one.scopes.join()),
    createSession: async (scopes) => {
      const session = sessionFor(scopes, {});
      sessions.push(session);
      changed.fire({ added: [session], removed: [], changed: [] });
      return session;
    },
    // A resource that asks for more claims gets them in a token for whoever is signed in already.
    getSessionsFromChallenges: async ({ challenges, fallbackScopes }) =>
      sessions.length === 0 ? [] : [sessionFor(fallbackScopes ?? [], { answers: JSON.stringify(challenges) })],
    removeSession: async () => undefined,
  };
  const options = { supportsMultipleAccounts: false, supportsChallenges: true };
  context.subscriptions.push(vscode.authentication.registerAuthenticationProvider("aml-test", "Simulated Azure", provider, options));
};
