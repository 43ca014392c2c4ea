/** Whether an answer helped, and if not, why. */
import { html, nothing } from "lit";
import type { Feedback as Given, Message } from "./contract.ts";
import * as icons from "./icons.ts";
import { Part } from "./part.ts";

export class Feedback extends Part {
  static override properties = { ...Part.properties, message: { attribute: false }, asking: { state: true } };
  declare message: Message;
  /** Whether the reason is being asked for. */
  declare asking: boolean;

  protected override render(): unknown {
    const { strings } = this.chat;
    const given = this.message.feedback?.value;
    const button = (value: Given["value"], label: string, icon: unknown): unknown => html`
      <button
        part="tool"
        class="tool"
        aria-label=${label}
        title=${label}
        aria-pressed=${given === value}
        @click=${() => this.#rate({ value }, value === "down")}
      >${icon}</button>
    `;
    return html`
      ${button("up", strings.up, icons.thumbUp)}${button("down", strings.down, icons.thumbDown)}
      ${this.asking
        ? html`
            <form class="reason" @submit=${this.#explain}>
              <textarea rows="2" dir="auto" maxlength="500" aria-label=${strings.reason} placeholder=${strings.reason}></textarea>
              <button class="plain">${strings.sendReason}</button>
            </form>
          `
        : nothing}
    `;
  }

  #explain(event: Event): void {
    event.preventDefault();
    const reason = this.querySelector("textarea")!.value.trim();
    this.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
    void this.#rate(reason ? { value: "down", reason } : { value: "down" }, false);
  }

  async #rate(feedback: Given, ask: boolean): Promise<void> {
    const { conversation, strings, announce, complain } = this.chat;
    try {
      await conversation.rate(this.message, feedback);
    } catch {
      complain(strings.failed);
      return;
    }
    this.asking = ask;
    announce(strings.thanks);
    if (!ask) return;
    await this.updateComplete;
    this.querySelector("form")?.scrollIntoView({ block: "nearest" });
    this.querySelector("textarea")?.focus();
  }
}
