/** Days with texts → an iCalendar file (RFC 5545), made in the browser. */

/**
 * Pure: the text of the file. `events` are `[{ day: Date, title, text }]`, each a whole day; `stamp` is the moment at
 * which the file is made, `name` says what the calendar is of.
 */
export function makeCalendar(events, stamp, name) {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//metodhub//programme//RU", "CALSCALE:GREGORIAN", `X-WR-CALNAME:${escapeText(name)}`];
  for (const [index, { day, title, text }] of events.entries()) {
    lines.push(
      "BEGIN:VEVENT",
      `UID:${dateOf(day)}-${index + 1}-programme@metodhub`,
      `DTSTAMP:${stamp.toISOString().replace(/[-:]|\.\d+/g, "")}`,
      `DTSTART;VALUE=DATE:${dateOf(day)}`,
      `SUMMARY:${escapeText(title)}`,
      `DESCRIPTION:${escapeText(text)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    );
  }
  return [...lines, "END:VCALENDAR", ""].map(fold).join("\r\n");
}

function dateOf(day) {
  const two = (value) => String(value).padStart(2, "0");
  return `${day.getFullYear()}${two(day.getMonth() + 1)}${two(day.getDate())}`;
}

/** Pure: a text as a value (§3.3.11). */
function escapeText(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** Pure: a line in pieces of at most 75 bytes, each further one after a space (§3.1); letters are never cut in two. */
export function fold(line) {
  const pieces = [""];
  let size = 0;
  for (const letter of line) {
    const bytes = new TextEncoder().encode(letter).length;
    if (size + bytes > 75) {
      pieces.push("");
      size = 1; // the space that it begins with
    }
    pieces[pieces.length - 1] += letter;
    size += bytes;
  }
  return pieces.join("\r\n ");
}
