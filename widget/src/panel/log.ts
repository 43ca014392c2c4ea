/** What was said, and what is being waited for; it scrolls. */
import { html, nothing, type PropertyValues } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Message as Said } from "./contract.ts";
import type { Trouble } from "./conversation.ts";
import * as icons from "./icons.ts";
import { type Message, quickReplies } from "./message.ts";
import { Part } from "./part.ts";
import type { Pending } from "./store.ts";

const NEAR_PIXELS = 60;
const SLOW_MILLISECONDS = 5_000;

export class Log extends Part {
  static override properties = {
    ...Part.properties,
    messages: { attribute: false },
    pending: { attribute: false },
    trouble: { attribute: false },
    notice: { attribute: false },
    greeting: { attribute: false },
    suggestions: { attribute: false },
    hasNews: { state: true },
    isSlow: { state: true },
  };
  declare messages: Said[];
  declare pending: Pending[];
  declare trouble: Trouble;
  declare notice: string;
  declare greeting: string;
  declare suggestions: string[];
  /** Whether something came in below what the visitor is reading. */
  declare hasNews: boolean;
  declare isSlow: boolean;
  #slow: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#slow);
  }

  protected override render(): unknown {
    const { strings } = this.chat;
    const known = new Set(this.messages.map(({ id }) => id));
    const pending = this.pending.filter(({ id }) => !known.has(id));
    const all = [...this.messages, ...pending.map((each) => ({ ...each, role: "user" as const }))];
    return html`
      <div class="log" part="log" role="log" aria-live="off" aria-label=${strings.conversation} tabindex="0" @scroll=${this.#scrolled}>
        <p class="notice">${strings.notice}</p>
        ${this.notice ? html`<p class="notice" part="notice">${this.notice}</p>` : nothing}
        ${all.length ? nothing : this.#welcome()}
        ${all.map((message) =>
          // An element's state (unfolded, being rated) never passes to another message.
          keyed(
            message.id,
            html`
              <wayfinder-message class=${message.role} .chat=${this.chat} .message=${message}></wayfinder-message>
              ${"refusal" in message ? html`<p class="refused">${strings.refused} ${message.refusal}</p>` : nothing}
            `,
          ),
        )}
        ${pending.some(({ refusal }) => !refusal) ? this.#waiting() : nothing}
      </div>
      ${this.hasNews
        ? html`<button class="news plain" part="news" @click=${this.#showNews}>${icons.down} ${strings.newMessages}</button>`
        : nothing}
    `;
  }

  #welcome(): unknown {
    return html`
      <div class="bubble" part="bubble bot"><p dir="auto">${this.greeting}</p></div>
      ${quickReplies(this.chat, this.suggestions.map((title) => ({ title, payload: title })))}
    `;
  }

  #waiting(): unknown {
    const { strings, conversation } = this.chat;
    if (this.trouble) {
      return html`
        <p class="waiting">
          ${strings.waiting} · <button class="bare" @click=${() => conversation.retry()}>${strings.again}</button>
        </p>
      `;
    }
    return html`
      <div class="typing bubble" part="typing">
        <span class="unseen">${strings.typing}</span><i></i><i></i><i></i>${this.isSlow ? html`<small>${strings.slow}</small>` : nothing}
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("pending")) this.#watchForSlowness();
    const hasMore = (what: "messages" | "pending"): boolean =>
      changed.has(what) && this[what].length > (changed.get(what)?.length ?? 0);
    const answered = hasMore("messages");
    const asked = hasMore("pending");
    if (asked || (this.#wasAtEnd && (answered || changed.has("trouble")))) void this.scrollToNewest();
    else if (answered) this.hasNews = true;
  }

  /** Show the newest answer from its question on; its end too if there is room. */
  async scrollToNewest(): Promise<void> {
    const log = this.querySelector(".log")!;
    const messages = [...log.querySelectorAll<Message>("wayfinder-message")];
    await Promise.all(messages.map((message) => message.updateComplete)); // only then it is known how long they are
    const question = messages.findLast((message) => message.className === "user");
    log.scrollTop = Math.min(log.scrollHeight, question ? (this.notice && question === messages[0] ? 0 : question.offsetTop - 12) : Infinity);
    this.hasNews = false;
    this.#wasAtEnd = true;
  }

  // Whether the visitor follows along; only their own scrolling changes it.
  #wasAtEnd = true;

  #scrolled({ target }: Event): void {
    const { scrollHeight, scrollTop, clientHeight } = target as Element;
    this.#wasAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
    if (this.#wasAtEnd) this.hasNews = false;
  }

  #showNews(): void {
    void this.scrollToNewest();
    this.querySelector<HTMLElement>(".log")!.focus();
  }

  #watchForSlowness(): void {
    clearTimeout(this.#slow);
    this.isSlow = false;
    if (!this.pending.length) return;
    this.#slow = setTimeout(() => {
      this.isSlow = true;
      this.chat.announce(this.chat.strings.slow);
    }, SLOW_MILLISECONDS);
  }
}
