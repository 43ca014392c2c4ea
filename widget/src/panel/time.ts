/** Dates and times as people of a language read them. */

/** Return a source's date, of which the day or the month may be unknown: 2022, 2022-06 or 2022-06-10. */
export function readableDate(date: string, language: string): string {
  const [, month, day] = date.split("-");
  return new Intl.DateTimeFormat(language, {
    year: "numeric",
    timeZone: "UTC",
    ...(month && { month: "long" }),
    ...(day && { day: "numeric" }),
  }).format(new Date(date));
}

/** Return the time of day, with the date unless it is today's. */
export function readableTime(time: string, language: string, now: Date = new Date()): string {
  const moment = new Date(time);
  const today = moment.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(language, {
    hour: "numeric",
    minute: "2-digit",
    ...(!today && { day: "numeric", month: "short" }),
  }).format(moment);
}
