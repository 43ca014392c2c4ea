/** What the bot and the visitor wrote, as elements. It is only ever text: markup in it stays visible characters. */
import { html, type TemplateResult } from "lit";

const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/;
const BULLET = "• ";

/** Return paragraphs and lists; a line that begins with a bullet is an item. */
export function written(text: string): TemplateResult[] {
  const blocks: { items: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const items = line.startsWith(BULLET);
    const last = blocks.at(-1);
    if (items && last?.items) last.lines.push(line.slice(BULLET.length));
    else blocks.push({ items, lines: [items ? line.slice(BULLET.length) : line] });
  }
  return blocks.map(({ items, lines }) =>
    items
      ? html`<ul dir="auto">${lines.map((line) => html`<li dir="auto">${linked(line)}</li>`)}</ul>`
      : html`<p dir="auto">${linked(lines[0]!)}</p>`,
  );
}

/** Return text in which addresses can be followed. */
function linked(text: string): unknown[] {
  return text.split(ADDRESS).map((part, index) => (index % 2 ? link(part, part) : part));
}

/** Return a link that opens a page of its own, or the words alone unless `address` is http or https. */
export function link(address: string | null, words: string): TemplateResult | string {
  if (!address || !/^https?:$/.test(URL.canParse(address) ? new URL(address).protocol : "")) return words;
  return html`<a part="link" href=${address} target="_blank" rel="noopener noreferrer">${words}</a>`;
}
