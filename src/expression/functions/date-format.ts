// Dates as .NET writes them, in the invariant culture.
import { own } from "../../model/own.ts";

/** A moment read from ISO 8601 text; undefined when it is none. */
export function dateOf(text: string): Date | undefined {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(\.\d{1,7})?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (!found) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", part = ".0", zone = "Z"] = found;
  const offset = /^z$/i.test(zone) ? "Z" : zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${part.slice(0, 4).padEnd(4, "0")}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const standard: Readonly<Record<string, string>> = {
  d: "MM/dd/yyyy",
  D: "dddd, dd MMMM yyyy",
  f: "dddd, dd MMMM yyyy HH:mm",
  F: "dddd, dd MMMM yyyy HH:mm:ss",
  g: "MM/dd/yyyy HH:mm",
  G: "MM/dd/yyyy HH:mm:ss",
  m: "MMMM dd",
  M: "MMMM dd",
  o: "yyyy-MM-ddTHH:mm:ss.fffffffK",
  O: "yyyy-MM-ddTHH:mm:ss.fffffffK",
  r: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  R: "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
  s: "yyyy-MM-ddTHH:mm:ss",
  t: "HH:mm",
  T: "HH:mm:ss",
  u: "yyyy-MM-dd HH:mm:ssZ",
  y: "yyyy MMMM",
  Y: "yyyy MMMM",
};

/** The moment in UTC by a standard or custom format; undefined for a form that is not known. */
export function formatDate(date: Date, how: string): string | undefined {
  const pattern = how.length === 1 ? own(standard, how) : how;
  if (pattern === undefined || pattern.length > 200) return undefined;
  return pattern.replace(
    /'([^']*)'|"([^"]*)"|\\(.)|%(?=.)|d+|f+|F+|h+|H+|K|m+|M+|s+|t+|y+|z+/g,
    (token, single, double, escaped) => escaped ?? single ?? double ?? piece(date, token),
  );
}

function piece(date: Date, token: string): string {
  const padded = (value: number) => `${value}`.padStart(Math.min(2, token.length), "0");
  const hour = date.getUTCHours();
  switch (token.charAt(0)) {
    case "d":
      return token.length < 3 ? padded(date.getUTCDate()) : (days[date.getUTCDay()] ?? "").slice(0, token.length === 3 ? 3 : undefined);
    case "M":
      return token.length < 3
        ? padded(date.getUTCMonth() + 1)
        : (months[date.getUTCMonth()] ?? "").slice(0, token.length === 3 ? 3 : undefined);
    case "y":
      return token.length <= 2 ? padded(date.getUTCFullYear() % 100) : `${date.getUTCFullYear()}`.padStart(token.length, "0");
    case "h":
      return padded(hour % 12 === 0 ? 12 : hour % 12);
    case "H":
      return padded(hour);
    case "m":
      return padded(date.getUTCMinutes());
    case "s":
      return padded(date.getUTCSeconds());
    case "f":
      return `${date.getUTCMilliseconds()}`.padStart(3, "0").padEnd(7, "0").slice(0, token.length);
    case "F":
      return `${date.getUTCMilliseconds()}`
        .padStart(3, "0")
        .slice(0, token.length)
        .replace(/(?<!0)0+$/, "");
    case "t":
      return (hour < 12 ? "AM" : "PM").slice(0, token.length);
    case "K":
      return "Z";
    case "z":
      return token.length === 1 ? "+0" : token.length === 2 ? "+00" : "+00:00";
    default:
      return "";
  }
}
