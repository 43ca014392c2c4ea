/** What an answer is drawn of: its parts, bars, table, sources. They have no state, so they are functions. */
import { html, nothing, svg, type TemplateResult } from "lit";
import type { Answer, Chart, Parts, Source, Table } from "./contract.ts";
import { fill, type Strings } from "./strings.ts";
import { link, written } from "./text.ts";
import { readableDate } from "./time.ts";

/** Return the words of an answer part by part, its rows as bars where the chart has them all. */
export function partsOf({ lead, rows, support, limits, source_line }: Parts, chart: Chart | null, strings: Strings): unknown {
  const isDrawn = chart && rows.every(({ label }) => chart.labels.includes(label));
  return html`
    <div class="lead" part="lead">${written(lead)}</div>
    ${isDrawn || !rows.length
      ? nothing
      : html`<ol>${rows.map(({ label, shown }) => html`<li dir="auto">${label}${shown && `: ${shown}`}</li>`)}</ol>`}
    ${chart ? chartOf(chart, strings) : nothing}
    ${[...support, ...limits].map(written)}
    ${source_line ? html`<p><small>${source_line}</small></p>` : nothing}
  `;
}

export function chartOf(chart: Chart, strings: Strings): TemplateResult {
  const longest = Math.max(...chart.values, 0) || 1;
  return html`
    <figure class="chart" part="chart">
      <figcaption>${chart.title}</figcaption>
      <div aria-hidden="true" class="bars">
        ${chart.labels.map(
          (label, row) => html`
            <span>${label}</span><b>${chart.shown[row]}</b>
            <svg part="bar">${svg`<rect width="${Math.max(0, (100 * chart.values[row]!) / longest)}%" height="100%" rx="3" />`}</svg>
          `,
        )}
      </div>
      <div class="unseen">
        ${tableOf(
          {
            columns: [strings.category, strings.value],
            rows: chart.labels.map((label, row) => [label, chart.shown[row]!]),
          },
          chart.title,
        )}
      </div>
    </figure>
  `;
}

/** Return a table, folded if bars show the same already. */
export function tableBeside(chart: Chart | null, table: Table, strings: Strings): TemplateResult {
  const drawn = html`<div class="scroll" role="group" tabindex="0" aria-label=${strings.table}>${tableOf(table)}</div>`;
  return chart ? html`<details part="table"><summary><bdi>${strings.table}</bdi></summary>${drawn}</details>` : drawn;
}

function tableOf({ columns, rows }: Table, caption?: string): TemplateResult {
  return html`
    <table>
      ${caption ? html`<caption>${caption}</caption>` : nothing}
      <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>
        ${rows.map(
          (row) => html`
            <tr>${row.map((cell, column) => (column ? html`<td>${cell}</td>` : html`<th scope="row">${cell}</th>`))}</tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

export function sourcesOf(sources: Source[], strings: Strings, language: string): TemplateResult {
  return html`
    <details class="sources" part="sources">
      <summary><bdi>${fill(strings.sources, { count: sources.length })}</bdi></summary>
      <ol>
        ${sources.map(
          (source) => html`
            <li dir="auto">
              ${source.publisher}: ${link(source.url, source.title)}
              <small>${datedBy(source, strings, language)}</small>
              ${source.note ? html`<small>${source.note}</small>` : nothing}
            </li>
          `,
        )}
      </ol>
    </details>
  `;
}

/** Return an answer as text to take away: what was said, and where it comes from. */
export function asText(text: string, answer: Answer | undefined, strings: Strings, language: string): string {
  const sources = answer?.sources ?? [];
  if (!sources.length) return text;
  const lines = sources.map(
    (source) =>
      `${source.publisher}: ${source.title} (${datedBy(source, strings, language)})${source.url ? ` ${source.url}` : ""}`,
  );
  return [text, "", fill(strings.sources, { count: sources.length }), ...lines].join("\n");
}

function datedBy(source: Source, strings: Strings, language: string): string {
  const words = { as_of: strings.asOf, accessed: strings.accessed, same_page_as: strings.besideDated }[
    source.date_kind as string
  ];
  const dated =
    words && source.date ? fill(words, { date: readableDate(source.date, language) }) : strings.undated;
  return source.cited_by ? `${dated}, ${fill(strings.citedBy, { publisher: source.cited_by })}` : dated;
}
