import { scalar } from "../../model/value.ts";
import { type Family, pure, wrong } from "../call.ts";
import { numberOf, stringOf } from "./arguments.ts";
import { dateOf, formatDate } from "./date-format.ts";

export const dateFunctions: Family = {
  dateTimeAdd: pure(2, 3, ([base, duration, how], { at }) => {
    // Without a format Microsoft's page prints '4/7/2023 2:53:14 PM' in one example and '2024-01-01T00:00:00Z' in another.
    const [from, by, form] = [stringOf(base), stringOf(duration), stringOf(how)];
    if (from === undefined || by === undefined || form === undefined) return undefined;
    const start = dateOf(from);
    const moved = start && added(start, by);
    if (!moved) return wrong("The date or the duration is not written as ISO 8601 asks.", at);
    const text = formatDate(moved, form);
    return text === undefined ? undefined : scalar(text, at);
  }),
  dateTimeFromEpoch: pure(1, 1, ([seconds], { at }) => {
    const known = numberOf(seconds);
    if (known === undefined || Math.abs(known) > 8e12) return undefined;
    return scalar(formatDate(new Date(known * 1000), "yyyy-MM-ddTHH:mm:ssZ") ?? "", at);
  }),
  dateTimeToEpoch: pure(1, 1, ([date], { at }) => {
    const known = stringOf(date);
    if (known === undefined) return undefined;
    const moment = dateOf(known);
    return moment ? scalar(Math.floor(moment.getTime() / 1000), at) : wrong("The date is not written as ISO 8601 asks.", at);
  }),
};

function added(date: Date, duration: string): Date | undefined {
  const found = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(duration);
  if (!found || duration.endsWith("P") || duration.endsWith("T")) return undefined;
  const sign = found[1] ? -1 : 1;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(2)
    .map((part) => sign * Number(part ?? 0));
  // Azure counts a year as 365 days and a month as 30, as XmlConvert.ToTimeSpan does.
  const moved = new Date(
    date.getTime() + ((years * 365 + months * 30 + weeks * 7 + days) * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000,
  );
  return Number.isNaN(moved.getTime()) ? undefined : moved;
}
