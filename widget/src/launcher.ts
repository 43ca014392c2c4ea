/**
 * The element `wayfinder-chat`: a button, and the methods that a site calls.
 *
 * All that a visitor downloads who never chats, so it has no library and no words of its own. The panel
 * comes when somebody opens it, or is about to.
 */
import css from "./launcher.css";
import type { Strings } from "./panel/strings.ts";

/** What the launcher needs of the panel; `panel/panel.ts` is it. */
export interface Panel extends HTMLElement {
  show(takeFocus?: boolean): Promise<void>;
  hide(): void;
  send(text: string): Promise<void>;
  reset(): Promise<void>;
  identify(jwt: string | null): Promise<void>;
}

// The script may be embedded from the server's root too, but its other files and its API are below one prefix.
const PREFIX = "/webhooks/web/";
const HERE = new URL(".", import.meta.url).href;
const SERVER = HERE.endsWith(PREFIX) ? HERE : HERE.slice(0, -1) + PREFIX;

const ICON =
  "M12 2C6.5 2 2 6.1 2 11.2c0 2.8 1.4 5.3 3.6 7l-.9 3.3c-.1.5.4.8.8.6l3.8-1.9c.9.2 1.8.3 2.7.3 5.5 0 10-4.1 10-9.3S17.5 2 12 2zm4.8 4.9-2.9 6.2-6.7 3 2.9-6.2zM12 9.9a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z";

export class WayfinderChat extends HTMLElement {
  /** What `identify` was told, for a panel that is loaded later. */
  identity: string | null | undefined;
  /** A site's own words in place of ours, by the names in `panel/strings.ts`. */
  declare strings?: Partial<Strings>;

  #button = document.createElement("button");
  #badge = document.createElement("span");
  #failed = document.createElement("div");
  #wrapper = document.createElement("div");
  #panel: Promise<Panel> | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];

    const button = this.#button;
    button.type = "button";
    button.part.add("launcher");
    button.className = "launcher";
    button.setAttribute("aria-haspopup", "dialog");
    button.addEventListener("click", () => this.open().catch(() => {}));
    for (const soon of ["pointerenter", "focus"]) button.addEventListener(soon, () => this.#load().catch(() => {}));
    const icon = document.createElement("slot");
    icon.name = "launcher";
    icon.append(drawing(ICON));
    this.#badge.className = "badge";
    this.#badge.part.add("badge");
    button.append(icon, this.#badge);

    const link = document.createElement("a");
    link.href = SERVER;
    link.textContent = "Chat";
    const fallback = document.createElement("slot");
    fallback.append(link);
    this.#failed.className = "failed";
    this.#failed.hidden = true;
    this.#failed.append(fallback);

    this.#wrapper.className = "reset";
    this.#wrapper.append(button, this.#failed);
    root.append(this.#wrapper);
    this.addEventListener("wayfinder-unread", (event) => this.#count((event as CustomEvent).detail.count));
    this.addEventListener("wayfinder-open", () => this.#expanded(true));
    this.addEventListener("wayfinder-close", () => this.#expanded(false));
  }

  connectedCallback(): void {
    this.#expanded(false);
    const stored = (area: "localStorage" | "sessionStorage", key: string): string | null => {
      try {
        return window[area].getItem(SERVER + key);
      } catch {
        return null; // a browser that blocks storage
      }
    };
    this.#count(Number(stored("localStorage", "unread")));
    // A page later, an open panel stays open and an unanswered question gets its answer.
    if (stored("sessionStorage", "open")) this.#load().then((panel) => panel.show(false), () => {});
    else if (stored("localStorage", "outbox")) this.#load().catch(() => {});
  }

  /** Open the panel and put the focus into it. */
  async open(): Promise<void> {
    this.#button.ariaBusy = "true";
    try {
      await (await this.#load()).show();
      this.#failed.hidden = true;
    } catch (failure) {
      this.#failed.hidden = false;
      throw failure;
    } finally {
      this.#button.ariaBusy = "false";
    }
  }

  /** Close the panel and give the focus back. */
  async close(): Promise<void> {
    (await this.#panel)?.hide();
  }

  /** Ask `text` as if the visitor had typed it; resolves when it is answered. */
  async send(text: string): Promise<void> {
    await (await this.#load()).send(text);
  }

  /** Begin a new conversation; the old one is out of the visitor's reach. */
  async reset(): Promise<void> {
    await (await this.#load()).reset();
  }

  /** Say who the visitor is, by a JWT that your server signed; null when they log out. */
  async identify(jwt: string | null): Promise<void> {
    this.identity = jwt;
    await (await this.#panel)?.identify(jwt);
  }

  #load(): Promise<Panel> {
    this.#panel ??= import(SERVER + PANEL_FILE)
      // In a page that is older than the server's last update; and a browser remembers addresses that failed.
      .catch(() => import(`${SERVER}panel.js?${Date.now()}`))
      .then(({ attach }) => attach(this, this.#wrapper, SERVER))
      .catch((failure: unknown) => {
        this.#panel = undefined;
        throw failure;
      });
    return this.#panel;
  }

  #count(unread: number): void {
    this.#badge.textContent = unread ? `${unread}` : "";
    this.#button.setAttribute("aria-label", (this.getAttribute("label") || "Chat") + (unread ? ` (${unread})` : ""));
  }

  #expanded(open: boolean): void {
    this.#button.setAttribute("aria-expanded", `${open}`);
  }
}

/** Return a drawing of one path. Trusted Types forbid markup in a string. */
function drawing(path: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

if (!customElements.get("wayfinder-chat")) {
  customElements.define("wayfinder-chat", WayfinderChat);
  const script = [...document.scripts].find((each) => each.src === import.meta.url);
  if (script?.hasAttribute("data-auto") && !document.querySelector("wayfinder-chat")) {
    document.body.append(document.createElement("wayfinder-chat"));
  }
}
