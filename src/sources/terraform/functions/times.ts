import { own } from "../../../model/own.ts";
import { failure } from "../evaluate/values.ts";
import { type Builtin, fixed } from "./define.ts";

export const times: { readonly [name: string]: Builtin } = {
  timeadd: fixed(["string", "string"], (call, time, duration) => {
    const [start, added] = [parseTime(time), parseDuration(duration)];
    return start === undefined || added === undefined
      ? failure("This is not a time and a duration.", call.at)
      : spell(new Date(start.instant + added), start.offset);
  }),
  timecmp: fixed(["string", "string"], (call, a, b) => {
    const [x, y] = [parseTime(a), parseTime(b)];
    return x === undefined || y === undefined ? failure("This is not a time.", call.at) : Math.sign(x.instant - y.instant);
  }),
  formatdate: fixed(["string", "string"], (call, pattern, time) => {
    const parsed = parseTime(time);
    return parsed
      ? (formatDate(pattern, parsed) ?? failure("This pattern is not one of 'formatdate'.", call.at))
      : failure("This is not a time.", call.at);
  }),
};

interface Time {
  readonly instant: number;
  /** Minutes east of Greenwich. */
  readonly offset: number;
}

function parseTime(text: string): Time | undefined {
  const found = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  const instant = Date.parse(text);
  if (!found || Number.isNaN(instant) || new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() !== Number(text.slice(8, 10)))
    return undefined;
  const [, sign, hours, minutes] = found;
  return { instant, offset: sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0 };
}

const units: { readonly [unit: string]: number } = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function parseDuration(text: string): number | undefined {
  const found = /^([+-]?)((?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+)$/.exec(text);
  if (!found) return text === "0" ? 0 : undefined;
  const total = [...(found[2] ?? "").matchAll(/(?<!\d)(\d+(?:\.\d*)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (own(units, unit) ?? 0),
    0,
  );
  return found[1] === "-" ? -total : total;
}

function spell(date: Date, offset: number): string {
  const local = new Date(date.getTime() + offset * 60_000).toISOString();
  const fraction = date.getUTCMilliseconds() === 0 ? "" : `.${local.slice(20, 23)}`.replace(/(?<!0)0+$/, "");
  return `${local.slice(0, 19)}${fraction}${zone(offset, ":") || "Z"}`;
}

function zone(offset: number, separator: string): string {
  if (offset === 0) return "";
  const size = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`;
}

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function formatDate(pattern: string, time: Time): string | undefined {
  const local = new Date(time.instant + time.offset * 60_000);
  let wrong = false;
  const out = pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (run: string, quoted?: string) => {
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    const spelt = spellRun(run, local, time.offset);
    if (spelt === undefined) wrong = true;
    return spelt ?? "";
  });
  return wrong ? undefined : out;
}

function spellRun(run: string, date: Date, offset: number): string | undefined {
  const hours = date.getUTCHours();
  const twelve = hours % 12 === 0 ? 12 : hours % 12;
  switch (run) {
    case "YYYY":
      return String(date.getUTCFullYear()).padStart(4, "0");
    case "YY":
      return two(date.getUTCFullYear() % 100);
    case "MMMM":
      return months[date.getUTCMonth()];
    case "MMM":
      return months[date.getUTCMonth()]?.slice(0, 3);
    case "MM":
      return two(date.getUTCMonth() + 1);
    case "M":
      return String(date.getUTCMonth() + 1);
    case "DD":
      return two(date.getUTCDate());
    case "D":
      return String(date.getUTCDate());
    case "EEEE":
      return days[date.getUTCDay()];
    case "EEE":
      return days[date.getUTCDay()]?.slice(0, 3);
    case "hh":
      return two(hours);
    case "h":
      return String(hours);
    case "HH":
      return two(twelve);
    case "H":
      return String(twelve);
    case "AA":
      return hours < 12 ? "AM" : "PM";
    case "aa":
      return hours < 12 ? "am" : "pm";
    case "mm":
      return two(date.getUTCMinutes());
    case "m":
      return String(date.getUTCMinutes());
    case "ss":
      return two(date.getUTCSeconds());
    case "s":
      return String(date.getUTCSeconds());
    case "ZZZZZ":
      return zone(offset, ":") || "+00:00";
    case "ZZZZ":
      return zone(offset, "") || "+0000";
    case "ZZZ":
      return offset === 0 ? "UTC" : zone(offset, "");
    case "Z":
      return zone(offset, ":") || "Z";
    default:
      return undefined;
  }
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
