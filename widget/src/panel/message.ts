/** One message with all that belongs to it: the answer's parts, copying, feedback, quick replies. */
import { html, nothing } from "lit";
import { asText, chartOf, partsOf, sourcesOf, tableBeside } from "./answer.ts";
import type { Message as Said, QuickReply } from "./contract.ts";
import * as icons from "./icons.ts";
import { type Chat, Part } from "./part.ts";
import { written } from "./text.ts";
import { readableTime } from "./time.ts";

const WORTH_RATING = ["answered", "partial", "not_covered", "out_of_scope"];

export class Message extends Part {
  static override properties = { ...Part.properties, message: { attribute: false }, isCopied: { state: true } };
  declare message: Said;
  /** Whether it has just been copied. */
  declare isCopied: boolean;

  protected override render(): unknown {
    const { role, text, time, custom, buttons } = this.message;
    const { strings, language } = this.chat;
    const answer = custom?.answer;
    const bot = role === "bot";
    return html`
      <div class="bubble" part="bubble ${role}">
        <span class="unseen">${bot ? strings.bot : strings.you}: </span>
        <div class="text" lang=${bot ? "en" : nothing}>${answer?.parts ? partsOf(answer.parts, answer.chart, strings) : written(text)}</div>
        ${answer?.chart && !answer.parts ? chartOf(answer.chart, strings) : nothing}
        ${answer?.table ? tableBeside(answer.chart, answer.table, strings) : nothing}
        ${answer?.sources.length ? sourcesOf(answer.sources, strings, language) : nothing}
      </div>
      <div class="tools">
        <time datetime=${time}>${readableTime(time, language)}</time>
        ${bot
          ? html`<button part="tool" class="tool" aria-label=${strings.copy} title=${strings.copy} @click=${this.#copy}>${this.isCopied ? icons.done : icons.copy}</button>`
          : nothing}
        ${answer && WORTH_RATING.includes(answer.status)
          ? html`<wayfinder-feedback .chat=${this.chat} .message=${this.message}></wayfinder-feedback>`
          : nothing}
      </div>
      ${buttons?.length ? quickReplies(this.chat, buttons) : nothing}
    `;
  }

  async #copy(): Promise<void> {
    const { strings, language, announce, complain } = this.chat;
    const words = asText(this.message.text, this.message.custom?.answer, strings, language);
    this.isCopied = await copied(words, this);
    if (!this.isCopied) return complain(strings.notCopied);
    announce(strings.copied);
    setTimeout(() => (this.isCopied = false), 2_000);
  }
}

/** Return buttons that ask something; they stay, so that the keyboard finds them again. */
export function quickReplies(chat: Chat, replies: QuickReply[]): unknown {
  return html`
    <div class="replies" part="replies" role="group" aria-label=${chat.strings.replies}>
      ${replies.map(
        ({ title, payload }) => html`
          <button part="reply" class="plain" dir="auto" lang="en" @click=${() => chat.conversation.send(payload)}>${title}</button>
        `,
      )}
    </div>
  `;
}

/** Put `words` on the clipboard and return whether that worked. */
async function copied(words: string, near: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    // On plain HTTP and in frames there is only the old way, which copies what is selected.
    const area = document.createElement("textarea");
    const focused = (near.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    area.value = words;
    near.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return done;
  }
}
