// What a failed sign-in means and what to do, from the words of Azure's identity library. Its own messages are long and may hold ids.
import type { Failure } from "./failure.ts";

/** `message` is only looked at, never passed on. Total. */
export function signInFailure(message: string): Failure {
  const known = KNOWN.find(([pattern]) => pattern.test(message));
  const code = /AADSTS\d{4,7}/.exec(message)?.[0];
  const [, text, settle] = known ?? [undefined, "The sign-in to Azure failed.", "sign in again"];
  return { kind: "sign-in", text: code ? `${text.slice(0, -1)} (${code}).` : text, settle };
}

type Known = readonly [pattern: RegExp, text: string, settle: string];

/** More telling ones first: the message of a chain holds those of all its members. */
const KNOWN: readonly Known[] = [
  [/AADSTS(50076|50079|50158)/, "Azure asks for a second factor.", "sign in again and confirm it; with the Azure CLI run 'az login'"],
  [
    /AADSTS(53000|53001|53002|53003|530032|530035)/,
    "A conditional access policy of your organisation stops this sign-in.",
    "sign in from a managed device or network",
  ],
  [/AADSTS(700082|70043|50173|700084|50078|70008)/, "The sign-in has expired.", "sign in again; with the Azure CLI run 'az login'"],
  [
    /AADSTS(90002|900023|50020|700016|90072)/,
    "This account or application is not known in the tenant.",
    "choose the right tenant and account",
  ],
  [
    /AADSTS(65001|65004|90094)/,
    "Your organisation has not consented to this sign-in.",
    "ask an administrator for consent, or use the Azure CLI",
  ],
  [
    /AADSTS(7000215|7000222|700027|7000229)/,
    "The application's secret or certificate is wrong or has expired.",
    "renew AZURE_CLIENT_SECRET or the certificate",
  ],
  [/AADSTS(500011|500014|650057)/, "Azure Resource Manager is not known in this tenant or cloud.", "check the cloud that is set"],
  [/AADSTS50034|AADSTS50126|AADSTS50053|AADSTS50057/, "The account is not accepted.", "sign in with another account"],
  [
    /Azure CLI could not be found|\baz'?: (?:command )?not found|command not found: az|'az' is not recognized/i,
    "The Azure CLI is not installed here.",
    "install it, or choose another credential",
  ],
  [
    /az login|Please run 'az|not logged in|insufficient claims/i,
    "The Azure CLI is not signed in, or not for what Azure asks.",
    "run 'az login'",
  ],
  [/Nobody is signed in/, "Nobody is signed in to VS Code for this cloud and tenant.", "sign in from the tree"],
  [/was cancelled|did not consent|User cancell?ed/i, "The sign-in was cancelled.", "sign in again"],
  [/timed? ?out|ETIMEDOUT/i, "The sign-in took too long.", "try again"],
  [
    /The proxy '[^']*' (asks|refuses)|The proxy that is set/,
    "The proxy on the way to the sign-in service does not let the sign-in through.",
    "check the proxy settings, its user and its password",
  ],
  [
    /ENOTFOUND|ECONN|EAI_AGAIN|getaddrinfo/i,
    "The sign-in service cannot be reached from here.",
    "check the network and the proxy settings",
  ],
  [
    /certificate|CERT_|SELF_SIGNED/i,
    "The certificate of the sign-in service is not trusted here.",
    "add the proxy's certificate authority to NODE_EXTRA_CA_CERTS",
  ],
  [
    /EnvironmentCredential is unavailable|ChainedTokenCredential|DefaultAzureCredential/i,
    "No sign-in was found here.",
    "run 'az login', or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET",
  ],
];
