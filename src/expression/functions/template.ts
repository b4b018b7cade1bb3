// Functions that the template or the build around it answers; they come here only where neither does.
import type { Reason } from "../../model/value.ts";
import type { Family, Fn } from "../call.ts";

export const templateFunctions: Family = {
  parameters: outside("a parameter"),
  variables: outside("a variable"),
  copyIndex: outside("the position in a copy loop"),
  externalInput: outside("a value that the deploying tool gives"),
  externalInputs: outside("a value that the deploying tool gives"),
  readEnvironmentVariable: outside("a variable of the machine that builds this"),
  readEnvVar: outside("a variable of the machine that builds this"),
  readCliArg: outside("an argument of the command that builds this"),
  loadTextContent: outside("a file's text"),
  loadJsonContent: outside("a file's content"),
  loadYamlContent: outside("a file's content"),
  loadFileAsBase64: outside("a file's content"),
  loadDirectoryFileInfo: outside("a folder's files"),
  nameof: outside("a symbol's name"),
  this: outside("the resource as it is deployed"),
};

function outside(what: string): Fn {
  const because: Reason = { kind: "unsupported", text: `This stands for ${what}, which is not known at this place.` };
  return { kind: "nature", because };
}
