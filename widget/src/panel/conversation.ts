/**
 * One conversation with the server, without any look: what was said, what waits, what is wrong.
 *
 * Nothing is lost: a question is kept until it is answered, over reloads too. Nothing is double: it is sent again
 * under the id it was first sent with, and the server answers an id once.
 */
import { post, Refused } from "./api.ts";
import type { Feedback, Message, Session } from "./contract.ts";
import { type Pending, Store } from "./store.ts";

/** Why questions wait: no connection, or the server asks for patience. */
export type Trouble = "unreachable" | "busy" | null;
/** What the visitor is told about the conversation as a whole. */
export type Notice = "expired" | "reset" | "deleted" | null;

const LONGEST_PAUSE = 5; // seconds
const POLL_MILLISECONDS = 2_000;

export class Conversation extends EventTarget {
  /** What the server knows, oldest first. */
  messages: Message[] = [];
  /** Questions without an answer, oldest first; those that the server won't take last. */
  pending: Pending[] = [];
  trouble: Trouble = null;
  notice: Notice = null;

  #store: Store;
  #identity: string | null = null;
  #refused: Pending[] = [];
  /** Questions that this tab sends; another tab's are shown only. */
  #own = new Set<string>();
  /** The session that `messages` are of; another tab may have begun a new one. */
  #shown: string | undefined;
  /** The session that the last request went with. */
  #used: string | undefined;
  /** The last message of the last history: up to it nothing is missing. */
  #cursor: string | undefined;
  #stale = false;
  #working: Promise<void> | null = null;
  #connected = false;
  #wake = (): void => {};

  constructor(private readonly server: string) {
    super();
    this.#store = new Store(server);
  }

  /** Begin: show what was said and send what waits. Undone by `disconnect`. */
  connect(): void {
    this.#connected = true;
    this.#store.joinTabs(() => this.#refresh());
    addEventListener("online", this.#catchUp);
    addEventListener("focus", this.#catchUp);
    this.#catchUp();
  }

  disconnect(): void {
    this.#connected = false;
    this.#store.leaveTabs();
    removeEventListener("online", this.#catchUp);
    removeEventListener("focus", this.#catchUp);
    this.#wake();
  }

  /**
   * Return how many of the bot's messages came since the visitor last looked; none if they look now.
   *
   * It is kept, so that the launcher of the next page knows without us.
   */
  countUnread(looking: boolean): number {
    if (this.#stale) return this.#store.read("unread") ?? 0; // not known better yet
    if (looking) this.#store.write("seen", this.messages.at(-1)?.id ?? null);
    const seen = this.#store.read("seen");
    const since = this.messages.findIndex(({ id }) => id === seen) + 1;
    const unread = this.messages.slice(since).filter(({ role }) => role === "bot").length;
    this.#store.write("unread", unread || null);
    return unread;
  }

  /** Ask `text`; resolves when it is answered or refused. */
  async send(text: string): Promise<void> {
    const question = { id: newId(), text: text.trim().slice(0, 1000), time: new Date().toISOString() };
    if (!question.text) return;
    this.#own.add(question.id);
    this.#keep((waiting) => [...waiting, question]);
    this.#emit("message", { ...question, role: "user" });
    await this.#work();
  }

  /** Try again at once instead of at the end of a pause. */
  retry(): void {
    this.#wake();
  }

  /** Say who the visitor is; another person's conversation is left, and their own is found again. */
  async identify(jwt: string | null): Promise<void> {
    this.#identity = jwt;
    const kept = this.#store.read("session");
    if (kept && kept.user === subject(jwt)) return;
    if (kept) this.#leave(null);
    if (jwt) await this.#refresh();
  }

  /** Begin anew; the server keeps the old conversation, but nobody's browser reaches it. */
  async reset(): Promise<void> {
    const fresh = await this.#withSession((session) => post<Session>(this.server, "reset", { session }));
    this.#leave("reset");
    if (fresh) this.#keepSession(fresh.session);
  }

  /** Have the server delete every word of the conversation. */
  async forget(): Promise<void> {
    await this.#withSession((session) => post(this.server, "delete", { session }));
    this.#leave("deleted");
  }

  /** Store what the visitor thinks of an answer. */
  async rate(message: Message, feedback: Feedback): Promise<void> {
    const answer = message.custom?.answer?.id;
    const stored = await this.#withSession((session) => post(this.server, "feedback", { session, answer, ...feedback }));
    if (!stored) throw new Error("The session is no longer valid.");
    this.messages = this.messages.map((each) => (each.id === message.id ? { ...each, feedback } : each));
    this.#changed();
  }

  /** Do `call` with the session, if there is one that the server still knows. */
  async #withSession<Reply>(call: (session: string) => Promise<Reply>): Promise<Reply | null> {
    const kept = this.#store.read("session");
    if (!kept) return null;
    try {
      return await call(kept.session);
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 401) return null;
      throw failure;
    }
  }

  // Fetch what is new, and send also what another tab or page has left unanswered.
  #catchUp = (): void => {
    for (const { id } of this.#store.read("outbox") ?? []) this.#own.add(id);
    this.#wake();
    void this.#refresh();
  };

  async #refresh(): Promise<void> {
    this.#stale = true;
    this.#showPending(this.#store.read("outbox") ?? []);
    await this.#work();
  }

  /** Fetch and send, one after the other, until nothing is left to do. */
  async #work(): Promise<void> {
    if (this.#working) return this.#working;
    let done = (): void => {};
    this.#working = new Promise((resolve) => (done = resolve));
    for (let failures = 0; this.#connected; ) {
      const question = this.pending.find(({ id, refusal }) => this.#own.has(id) && !refusal);
      if (!this.#stale && !question) break;
      try {
        if (this.#stale) await this.#fetchHistory();
        else if (question) await this.#ask(question);
        failures = 0;
        this.trouble = null;
      } catch (failure) {
        await this.#recover(failure, question, failures++);
      }
      this.#changed();
    }
    this.#working = null;
    done();
  }

  async #fetchHistory(): Promise<void> {
    this.#stale = false;
    const known = this.#store.read("session");
    if (known?.session !== this.#shown) {
      this.messages = [];
      this.#cursor = undefined;
      this.#shown = known?.session;
    }
    if (!known && !this.#identity) return;
    try {
      const session = await this.#session();
      const after = this.#cursor;
      const until = this.messages.slice(0, this.messages.findIndex(({ id }) => id === after) + 1);
      const history = await post<{ messages: Message[]; pending?: boolean }>(
        this.server,
        "history",
        after ? { session, after } : { session },
      );
      if (session !== this.#store.read("session")?.session) return; // somebody else's by now
      const answered = new Set(history.messages.map(({ id }) => id));
      // A server that no longer knows `after` sends everything again.
      this.messages = [...until.filter(({ id }) => !answered.has(id)), ...history.messages];
      this.#cursor = this.messages.at(-1)?.id;
      this.#shown = session;
      // What a person said elsewhere is no news to them here.
      if (!known) this.#store.write("seen", this.#cursor ?? null);
      if (this.pending.some(({ id }) => answered.has(id))) {
        this.#keep((waiting) => waiting.filter(({ id }) => !answered.has(id)));
      }
      if (history.pending && !this.pending.length) setTimeout(() => this.#refresh(), POLL_MILLISECONDS);
    } catch (failure) {
      this.#stale = true;
      throw failure;
    }
  }

  async #ask(question: Pending): Promise<void> {
    const { id, text } = question;
    const session = await this.#session();
    const replies = await post<Message[]>(this.server, "messages", { session, id, text });
    // Taken back in the meantime, by a reset for example.
    if (!this.pending.some((each) => each.id === id)) return;
    const known = new Set(this.messages.map((each) => each.id));
    const said: Message[] = [{ ...question, role: "user" }, ...replies.map((reply) => ({ ...reply, role: "bot" as const }))];
    const news = said.filter((each) => !known.has(each.id));
    this.messages = [...this.messages, ...news];
    this.#keep((waiting) => waiting.filter((each) => each.id !== id));
    for (const message of news) if (message.role === "bot") this.#emit("message", message);
  }

  /** Return the session's token; ask for one if there is none. */
  async #session(): Promise<string> {
    const kept = this.#store.read("session");
    return (this.#used = kept ? kept.session : await this.#newSession());
  }

  async #newSession(): Promise<string> {
    // Two tabs that begin at the same time get one session. Where storage is blocked, so are locks, and tabs are apart.
    const canLock = await navigator.locks?.query().then(
      () => true,
      () => false,
    );
    const mint = async (): Promise<string> => {
      const other = this.#store.read("session"); // of another tab, meanwhile
      if (other) return other.session;
      const identity = this.#identity;
      const { session } = await post<Session>(this.server, "sessions", identity ? { identity } : {});
      if (identity !== this.#identity) return mint(); // they have logged in or out meanwhile
      this.#keepSession(session);
      return session;
    };
    return canLock ? navigator.locks.request(this.server, mint) : mint();
  }

  /** Do what a failure calls for: begin anew, give up, or wait before the next attempt. */
  async #recover(failure: unknown, question: Pending | undefined, failures: number): Promise<void> {
    const refused = failure instanceof Refused ? failure : null;
    const { message } = failure as Error;
    if (!failures) this.#emit("error", { code: refused?.code ?? "unreachable", message });
    const kept = this.#store.read("session");
    if (refused?.status === 401 && kept) {
      // Unless another tab has a new one already.
      if (kept.session === this.#used) this.#leave("expired");
      this.#stale = true;
      // A server that knows not even the session that it has just given isn't asked again at once.
      if (failures > 1) await this.#pause(LONGEST_PAUSE);
    } else if (!refused || refused.status === 429 || refused.status >= 500) {
      this.trouble = refused ? "busy" : "unreachable";
      this.#changed();
      await this.#pause(refused?.seconds ?? Math.min(2 ** failures, LONGEST_PAUSE));
    } else if (this.#stale) {
      this.#stale = this.#cursor !== undefined; // once more, from the beginning
      this.#cursor = undefined;
    } else if (question) {
      this.#refused.push({ ...question, refusal: message });
      this.#keep((waiting) => waiting.filter(({ id }) => id !== question.id));
    }
  }

  #pause(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Let the conversation go. What waits is asked in the next if this one has `expired`, else it goes too. */
  #leave(notice: Notice): void {
    this.messages = [];
    this.#cursor = undefined;
    this.notice = notice;
    this.trouble = null;
    this.#store.write("session", null);
    this.#store.write("seen", null);
    if (notice !== "expired") this.#refused = [];
    this.#keep((waiting) => (notice === "expired" ? waiting : []));
    this.#wake();
  }

  #keepSession(session: string): void {
    this.#shown = session;
    this.#store.write("session", { session, user: subject(this.#identity) });
    this.#store.tellTabs();
  }

  /** Change what waits: what is kept now, for another tab may have added to it. */
  #keep(change: (waiting: Pending[]) => Pending[]): void {
    const waiting = change(this.#store.read("outbox") ?? []);
    this.#store.write("outbox", waiting.length ? waiting : null);
    this.#store.tellTabs();
    this.#showPending(waiting);
  }

  #showPending(waiting: Pending[]): void {
    this.pending = [...waiting, ...this.#refused];
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }

  #emit(type: "message" | "error", detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Return a new id for a question; `crypto.randomUUID` isn't there on plain HTTP. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return whom a JWT is about. The server checks it; this only tells one visitor of this browser from another. */
function subject(jwt: string | null): string | null {
  try {
    return JSON.parse(atob((jwt ?? "").split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/"))).sub ?? null;
  } catch {
    return null;
  }
}
