/** What the launcher imports: registers the panel's elements and puts the panel in place. */
import type { WayfinderChat } from "../launcher.ts";
import { Composer } from "./composer.ts";
import { Feedback } from "./feedback.ts";
import { Log } from "./log.ts";
import { Message } from "./message.ts";
import { Panel } from "./panel.ts";
import css from "./panel.css";
import { stringsFor } from "./strings.ts";

const elements = {
  "wayfinder-composer": Composer,
  "wayfinder-feedback": Feedback,
  "wayfinder-log": Log,
  "wayfinder-message": Message,
  "wayfinder-panel": Panel,
};
for (const [name, element] of Object.entries(elements)) {
  if (!customElements.get(name)) customElements.define(name, element);
}

/** Put a panel that talks to `server` into `wrapper`, inside the shadow root of `host`. */
export async function attach(host: WayfinderChat, wrapper: HTMLElement, server: string): Promise<Panel> {
  const tag = host.closest<HTMLElement>("[lang]")?.lang ?? "en";
  const { strings, language } = await stringsFor(tag);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const root = host.shadowRoot!;
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const panel = new Panel(host, server, { ...strings, ...host.strings }, language);
  if (host.identity !== undefined) await panel.identify(host.identity);
  wrapper.append(panel);
  return panel;
}
