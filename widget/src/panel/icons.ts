/** Drawings, all on a field of 24 by 24, in the colour of the text. */
import { html, type TemplateResult } from "lit";

function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}

export const close = icon("M6 6l12 12M18 6L6 18");
export const menu = icon("M5 7h14M5 12h14M5 17h14");
export const send = icon("M4 12l16-8-5 16-3-6zM12 14l8-10");
export const copy = icon("M9 9h10v11H9zM5 15V4h10");
export const done = icon("M5 13l5 5 9-11");
export const down = icon("M12 5v13M6 12l6 6 6-6");
export const thumbUp = icon("M7 11v9H4v-9zM7 11l4-7c2 0 2.5 1.5 2 3l-.7 3H18c1.5 0 2.2 1.2 2 2.5l-1 5c-.3 1.5-1.2 2.5-2.5 2.5H7");
export const thumbDown = icon("M7 13V4H4v9zM7 13l4 7c2 0 2.5-1.5 2-3l-.7-3H18c1.5 0 2.2-1.2 2-2.5l-1-5C18.7 5 17.8 4 16.5 4H7");
