/** What outlives a page, shared by the tabs of a site; kept in memory where the browser blocks storage. */

/** A question that has no answer yet. Its id makes sending it again harmless. */
export interface Pending {
  id: string;
  text: string;
  time: string;
  /** Why the server won't take it; not kept. */
  refusal?: string;
}

/** Everything that is kept, by the key under which it is. */
interface Kept {
  session: { session: string; user: string | null };
  outbox: Pending[];
  /** Id of the last bot message that the visitor has had before their eyes. */
  seen: string;
  /** How many came since. */
  unread: number;
}

export class Store {
  #memory = new Map<string, string>();
  #tabs: BroadcastChannel | null = null;

  /** `prefix` keeps the conversations of several servers apart. */
  constructor(private readonly prefix: string) {}

  read<Key extends keyof Kept>(key: Key): Kept[Key] | null {
    let text: string | null | undefined;
    try {
      text = localStorage.getItem(this.prefix + key);
    } catch {
      text = this.#memory.get(key);
    }
    try {
      return text ? JSON.parse(text) : null;
    } catch {
      return null; // not ours
    }
  }

  write<Key extends keyof Kept>(key: Key, value: Kept[Key] | null): void {
    const text = value === null ? "" : JSON.stringify(value);
    this.#memory.set(key, text);
    try {
      if (text) localStorage.setItem(this.prefix + key, text);
      else localStorage.removeItem(this.prefix + key);
    } catch {
      // Kept in memory.
    }
  }

  /** Call `changed` when another tab says that something has changed, until `leaveTabs`. */
  joinTabs(changed: () => void): void {
    try {
      this.#tabs = new BroadcastChannel(this.prefix);
      this.#tabs.onmessage = changed;
    } catch {
      // Blocked together with storage: then no other tab has this conversation.
    }
  }

  leaveTabs(): void {
    this.#tabs?.close();
    this.#tabs = null;
  }

  tellTabs(): void {
    this.#tabs?.postMessage(null);
  }
}
