/** The open chat: a dialog with a header, what is wrong, the log and the composer. */
import { html, nothing } from "lit";
import type { Panel as PanelOfLauncher } from "../launcher.ts";
import type { Composer } from "./composer.ts";
import type { Message } from "./contract.ts";
import { Conversation } from "./conversation.ts";
import * as icons from "./icons.ts";
import type { Log } from "./log.ts";
import { type Chat, Part } from "./part.ts";
import type { Strings } from "./strings.ts";

/** Too small for a page and a chat beside each other. */
const SMALL = matchMedia("(max-width: 480px), (max-height: 440px)");

export class Panel extends Part implements PanelOfLauncher {
  static override properties = {
    ...Part.properties,
    isOpen: { state: true },
    menu: { state: true },
    said: { state: true },
    problem: { state: true },
  };
  declare isOpen: boolean;
  /** What the menu shows: nothing, its items, or whether one of them is really meant. */
  declare menu: "" | "items" | "reset" | "forget";
  /** What a screen reader is to say. */
  declare said: string;
  /** What went wrong with what the visitor just asked for. */
  declare problem: string;

  #conversation: Conversation;
  #focusedBefore: Element | null = null;
  #unread = -1;

  constructor(
    private readonly host: HTMLElement,
    private readonly server: string,
    strings: Strings,
    language: string,
  ) {
    super();
    this.menu = "";
    this.isOpen = false;
    this.#conversation = new Conversation(server);
    let silence: ReturnType<typeof setTimeout>;
    const announce: Chat["announce"] = (words) => {
      this.said = words;
      clearTimeout(silence);
      // Whoever reads on finds the words in the log; and the same words are said again only after others.
      silence = setTimeout(() => (this.said = ""), 3_000);
    };
    const complain: Chat["complain"] = (words) => (this.problem = words);
    this.chat = { conversation: this.#conversation, strings, language, announce, complain };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const conversation = this.#conversation;
    conversation.addEventListener("change", this.#changed);
    conversation.addEventListener("message", this.#said);
    conversation.addEventListener("error", this.#forward);
    SMALL.addEventListener("change", this.#resized);
    visualViewport?.addEventListener("resize", this.#fitKeyboard);
    conversation.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const conversation = this.#conversation;
    conversation.removeEventListener("change", this.#changed);
    conversation.removeEventListener("message", this.#said);
    conversation.removeEventListener("error", this.#forward);
    SMALL.removeEventListener("change", this.#resized);
    visualViewport?.removeEventListener("resize", this.#fitKeyboard);
    conversation.disconnect();
    this.#dialog.close();
    this.isOpen = false;
  }

  /** Open; without `takeFocus` (after a reload) only beside the page, not over it. */
  async show(takeFocus = true): Promise<void> {
    await this.updateComplete;
    if (!takeFocus && SMALL.matches) return;
    if (!this.isOpen) {
      this.#focusedBefore = this.#root.activeElement ?? document.activeElement;
      this.#open();
      this.isOpen = true;
      this.#remember(true);
      this.#emit("open", {});
      this.#look();
      await this.updateComplete;
      await this.querySelector<Log>("wayfinder-log")!.scrollToNewest();
    }
    if (takeFocus) this.querySelector<Composer>("wayfinder-composer")!.focus();
  }

  /** Close, and give the focus back to where it was. */
  hide(): void {
    if (!this.isOpen) return;
    const hadFocus = this.#dialog.contains(this.#root.activeElement);
    this.isOpen = false;
    this.menu = "";
    this.#dialog.close();
    this.#remember(false);
    this.#emit("close", {});
    const before = this.#focusedBefore;
    const button = this.#root.querySelector<HTMLElement>(".launcher");
    if (hadFocus) (before?.isConnected && before !== document.body ? (before as HTMLElement) : button)?.focus();
  }

  send(text: string): Promise<void> {
    return this.#conversation.send(text);
  }

  reset(): Promise<void> {
    return this.#conversation.reset();
  }

  identify(jwt: string | null): Promise<void> {
    return this.#conversation.identify(jwt);
  }

  protected override render(): unknown {
    const { strings, language } = this.chat;
    const { messages, pending, trouble, notice } = this.#conversation;
    return html`
      <dialog
        part="panel"
        lang=${language}
        aria-labelledby="title"
        @keydown=${this.#key}
        @cancel=${this.#cancel}
        @close=${this.#closed}
      >
        ${this.#header()}
        <div role="status" part="banner" class="banner">
          ${trouble
            ? html`${strings[trouble]} <button class="bare" @click=${() => this.#conversation.retry()}>${strings.retry}</button>`
            : this.problem || nothing}
        </div>
        <wayfinder-log
          .chat=${this.chat}
          .messages=${messages}
          .pending=${pending}
          .trouble=${trouble}
          .notice=${notice ? strings[notice] : ""}
          .greeting=${this.host.getAttribute("greeting") ?? strings.greeting}
          .suggestions=${(this.host.getAttribute("suggestions") ?? strings.suggestions).split("|").filter(Boolean)}
        ></wayfinder-log>
        <div role="status" class="unseen">${this.said}</div>
        <wayfinder-composer .chat=${this.chat}></wayfinder-composer>
        ${strings.language ? html`<p class="language">${strings.language}</p>` : nothing}
      </dialog>
    `;
  }

  #header(): unknown {
    const { strings } = this.chat;
    return html`
      <div class="header" part="header">
        <div>
          <slot name="header">
            <h2 id="title" part="title">${this.host.getAttribute("heading") ?? strings.title}</h2>
            <p>${strings.subtitle}</p>
          </slot>
        </div>
        <button
          class="round"
          part="menu"
          aria-label=${strings.menu}
          aria-expanded=${this.menu !== ""}
          @click=${() => (this.menu = this.menu ? "" : "items")}
        >${icons.menu}</button>
        <button class="round" part="close" aria-label=${strings.close} @click=${this.hide}>${icons.close}</button>
      </div>
      ${this.menu ? html`<div class="menu" part="menu-items">${this.#menuItems()}</div>` : nothing}
    `;
  }

  #menuItems(): unknown {
    const { strings } = this.chat;
    const button = (words: string, action: () => unknown): unknown =>
      html`<button class="plain" @click=${action}>${words}</button>`;
    if (this.menu === "items") {
      return [
        button(strings.newConversation, () => this.#ask("reset")),
        button(strings.forget, () => this.#ask("forget")),
      ];
    }
    return html`
      <p>${this.menu === "reset" ? strings.confirmReset : strings.confirmForget}</p>
      ${button(strings.no, () => this.#endMenu())} ${button(strings.yes, () => this.#doConfirmed())}
    `;
  }

  async #ask(menu: "reset" | "forget"): Promise<void> {
    this.menu = menu;
    await this.updateComplete;
    this.querySelector<HTMLElement>(".menu button")!.focus();
  }

  #endMenu(): void {
    this.menu = "";
    this.querySelector<HTMLElement>("[part=menu]")!.focus();
  }

  async #doConfirmed(): Promise<void> {
    const { strings, announce } = this.chat;
    const forgetting = this.menu === "forget";
    this.menu = "";
    this.querySelector<Composer>("wayfinder-composer")!.focus();
    try {
      await (forgetting ? this.#conversation.forget() : this.#conversation.reset());
      this.problem = "";
      announce(forgetting ? strings.deleted : strings.reset);
    } catch {
      this.problem = strings.failed;
    }
  }

  get #dialog(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }

  get #root(): ShadowRoot {
    return this.getRootNode() as ShadowRoot;
  }

  #open(): void {
    // On a small screen it covers the page, which then is out of reach for keyboard and screen reader too. Beside the
    // page it must not take the focus by itself, as `show` would.
    if (SMALL.matches) this.#dialog.showModal();
    else this.#dialog.open = true;
  }

  #resized = (): void => {
    if (!this.isOpen) return;
    this.#dialog.close();
    this.#open();
  };

  // The keyboard of a phone covers what is fixed to the bottom.
  #fitKeyboard = (): void => {
    const { scale, height, offsetTop } = visualViewport!;
    if (scale !== 1) return; // that is somebody magnifying
    this.#dialog.style.setProperty("--visible-height", `${height}px`);
    this.#dialog.style.setProperty("--visible-top", `${offsetTop}px`);
  };

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.menu) this.#endMenu();
    else this.hide();
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.hide();
  }

  #closed(): void {
    if (!this.#dialog.open) this.hide();
  }

  #changed = (): void => {
    this.requestUpdate();
    this.#look();
  };

  /** Mark as seen what is before the visitor's eyes, and tell the launcher about the rest. */
  #look(): void {
    const count = this.#conversation.countUnread(this.isOpen && document.visibilityState === "visible");
    if (count !== this.#unread) this.#emit("unread", { count });
    this.#unread = count;
  }

  #said = (event: Event): void => {
    const message = (event as CustomEvent<Message>).detail;
    this.problem = "";
    this.#emit("message", message);
    if (this.isOpen && message.role === "bot") this.chat.announce(message.text);
  };

  #forward = (event: Event): void => this.#emit("error", (event as CustomEvent).detail);

  #emit(name: string, detail: object): void {
    this.host.dispatchEvent(new CustomEvent(`wayfinder-${name}`, { detail, bubbles: true }));
  }

  #remember(open: boolean): void {
    try {
      if (open) sessionStorage.setItem(`${this.server}open`, "yes");
      else sessionStorage.removeItem(`${this.server}open`);
    } catch {
      // Storage is blocked: then it is closed after a reload.
    }
  }
}
