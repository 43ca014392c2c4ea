/** Where the visitor writes. */
import { html, nothing } from "lit";
import { fill } from "./strings.ts";
import * as icons from "./icons.ts";
import { Part } from "./part.ts";

const MOST = 1000;
const WARN_AT = 150;

export class Composer extends Part {
  static override properties = { ...Part.properties, left: { state: true } };
  declare left: number;

  constructor() {
    super();
    this.left = MOST;
  }

  override focus(): void {
    this.querySelector("textarea")?.focus();
  }

  protected override render(): unknown {
    const { strings } = this.chat;
    return html`
      <form part="composer" @submit=${this.#submit}>
        <textarea
          part="input"
          rows="1"
          dir="auto"
          maxlength=${MOST}
          enterkeyhint="send"
          aria-label=${strings.placeholder}
          placeholder=${strings.placeholder}
          @keydown=${this.#key}
          @input=${this.#count}
        ></textarea>
        <button part="send" class="round" aria-label=${strings.send} title=${strings.send}>${icons.send}</button>
        <small role="status">${this.left <= WARN_AT ? fill(strings.left, { count: this.left }) : nothing}</small>
      </form>
    `;
  }

  #count(): void {
    this.left = MOST - this.querySelector("textarea")!.value.length;
  }

  #key(event: KeyboardEvent): void {
    // While an input method composes, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  }

  #submit(event: Event): void {
    event.preventDefault();
    const area = this.querySelector("textarea")!;
    void this.chat.conversation.send(area.value);
    area.value = "";
    area.focus();
    this.#count();
  }
}
