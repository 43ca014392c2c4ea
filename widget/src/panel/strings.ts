/** The widget's own words, by language. What the bot says is not here: it speaks English. */

const english = {
  title: "Wayfinder",
  subtitle: "Careers in machine learning, with sources",
  language: "",
  notice: "I'm a bot; each figure has its date. Chats are saved.",
  greeting: "Hello! I answer questions about the machine learning engineer's career. What would you like to know?",
  suggestions: "What does an ML engineer do?|How much do ML engineers earn?|How do I become one?|Which of these jobs pays the most?",
  placeholder: "Ask a question",
  send: "Send",
  left: "{count} characters left",
  menu: "More",
  close: "Close",
  conversation: "Conversation",
  typing: "Wayfinder is writing",
  slow: "Still working on it …",
  you: "You",
  bot: "Wayfinder",
  newMessages: "New messages",
  sources: "Sources ({count})",
  asOf: "figure of {date}",
  accessed: "undated, read {date}",
  besideDated: "undated, beside a figure of {date}",
  undated: "undated",
  citedBy: "cited by {publisher}",
  table: "As a table",
  category: "Category",
  value: "Value",
  replies: "Ask next",
  copy: "Copy answer",
  copied: "Copied",
  notCopied: "Your browser doesn't allow copying",
  up: "Helpful",
  down: "Not helpful",
  reason: "What was wrong? (optional)",
  sendReason: "Send reason",
  thanks: "Thank you, noted.",
  waiting: "Not sent yet",
  again: "Send again",
  refused: "Not sent:",
  unreachable: "No connection. Your messages are kept and sent when it is back.",
  busy: "One moment: there is a lot to do. Your message is sent again by itself.",
  retry: "Try now",
  expired: "Your earlier conversation has ended. This is a new one.",
  reset: "This is a new conversation.",
  deleted: "Everything that was said here has been deleted.",
  newConversation: "New conversation",
  forget: "Delete this conversation",
  confirmReset: "Begin anew? You won't be able to get back to this conversation.",
  confirmForget: "Delete everything said here, on the server too? This can't be undone.",
  yes: "Yes",
  no: "Cancel",
  failed: "That didn't work. Please try again.",
};

export type Strings = typeof english;

const others: Record<string, () => Promise<{ default: Strings }>> = {
  de: () => import("./strings-de.ts"),
};

/** Return the words for a language tag such as `de-AT`, and the tag of the language they are in. */
export async function stringsFor(tag: string): Promise<{ strings: Strings; language: string }> {
  const language = tag.toLowerCase().split("-")[0]!;
  const load = others[language];
  if (!load) return { strings: english, language: "en" };
  return { strings: (await load()).default, language };
}

/** Return `text` with each {name} replaced by its value. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => `${values[name]}`);
}
