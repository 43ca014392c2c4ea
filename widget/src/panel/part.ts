/** What all elements of the panel share. */
import { LitElement, type PropertyDeclarations } from "lit";
import type { Conversation } from "./conversation.ts";
import type { Strings } from "./strings.ts";

/** What an element needs to know of the whole. */
export interface Chat {
  conversation: Conversation;
  strings: Strings;
  /** The language tag of `strings`. */
  language: string;
  /** Have a screen reader say `words`. */
  announce(words: string): void;
  /** Show `words` on what went wrong. */
  complain(words: string): void;
}

/**
 * An element that renders into the one shadow root of `wayfinder-chat`, without a root of its own.
 *
 * So one style sheet does for all, a site's slots and `::part` rules reach every piece, and ids for
 * assistive technology are found.
 */
export class Part extends LitElement {
  static override properties: PropertyDeclarations = { chat: { attribute: false } };
  declare chat: Chat;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
