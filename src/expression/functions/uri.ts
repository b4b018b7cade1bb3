import { own } from "../../model/own.ts";
import { object, type Property, scalar } from "../../model/value.ts";
import { joinedText } from "../build.ts";
import { type Family, pure, wrong } from "../call.ts";
import { opaque } from "../canonical.ts";
import { isKnown, stringOf } from "./arguments.ts";

export const uriFunctions: Family = {
  uri: pure(2, 2, ([base, relative], { at }) => {
    const [from, to] = [stringOf(base), stringOf(relative)];
    if (from !== undefined && to !== undefined) {
      const joined = URL.parse(to, from);
      return joined ? scalar(joined.href, at) : wrong("The base is no absolute address.", at);
    }
    if (!base || from !== undefined || to === undefined || !/^[\w.-][^:]*$/.test(to)) return undefined;
    // A base that ends in a slash is only followed by what is relative to it; of another, its last segment falls away.
    if (base.kind === "text" && stringOf(base.parts.at(-1))?.endsWith("/")) return joinedText([base, scalar(to, at)], at);
    return base.kind === "constant" ? joinedText([opaque("uri", [base, scalar("./", at)], at), scalar(to, at)], at) : undefined;
  }),
  parseUri: pure(1, 1, ([value], { at }) => {
    const known = stringOf(value);
    if (known === undefined) return undefined;
    const url = URL.parse(known);
    if (!url) return wrong("This is no absolute address.", at);
    const parts = { scheme: url.protocol.slice(0, -1), host: url.hostname, path: url.pathname, query: url.search };
    const props: Property[] = Object.entries(parts).map(([name, part]) => ({ name, at, value: scalar(part, at) }));
    const port = url.port === "" ? (own({ https: 443, http: 80 }, parts.scheme) ?? -1) : Number(url.port);
    return object([...props, { name: "port", at, value: scalar(port, at) }], at);
  }),
  buildUri: pure(1, 1, ([value], { at }) => {
    if (value?.kind !== "object" || !isKnown(value)) return undefined;
    const part = (name: string) => {
      const found = value.props.get(name)?.value;
      return found?.kind === "scalar" && found.value !== null ? `${found.value}` : "";
    };
    const url = URL.parse(`${part("scheme")}://${part("host")}${part("port") === "" ? "" : `:${part("port")}`}`);
    if (!url) return wrong("These parts make no address.", at);
    url.pathname = part("path");
    url.search = part("query");
    return scalar(url.href, at);
  }),
};
