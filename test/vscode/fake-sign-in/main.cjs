// An account for tests: whoever asks to sign in is signed in, with a token that opens nothing.
const vscode = require("vscode");

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const sessions = [];
  const provider = {
    onDidChangeSessions: changed.event,
    getSessions: async (scopes) => sessions.filter((one) => !scopes || scopes.join() === one.scopes.join()),
    createSession: async (scopes) => {
      const part = (claims) => Buffer.from(JSON.stringify(claims)).toString("base64url");
      const claims = { aud: "https://management.azure.com", exp: Math.floor(Date.now() / 1000) + 3600 };
      const session = {
        id: `session ${sessions.length}`,
        accessToken: `${part({ alg: "none" })}.${part(claims)}.c2VjcmV0LW9mLXRoZS10ZXN0cw`,
        account: { id: "tester", label: "tester" },
        scopes,
      };
      sessions.push(session);
      changed.fire({ added: [session], removed: [], changed: [] });
      return session;
    },
    removeSession: async () => undefined,
  };
  context.subscriptions.push(vscode.authentication.registerAuthenticationProvider("aml-test", "Simulated Azure", provider));
};
