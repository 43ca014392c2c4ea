/** What the server sends. docs/answer-object.md describes the answer, the OpenAPI file the rest. */

export interface Source {
  publisher: string;
  title: string;
  url: string | null;
  measures: string;
  date: string | null;
  date_kind: "as_of" | "accessed" | "same_page_as" | "undated";
  cited_by: string | null;
  note: string | null;
}

export interface Table {
  columns: string[];
  rows: string[][];
}

export interface Chart {
  title: string;
  labels: string[];
  values: number[];
  shown: string[];
}

/** One line of a list; `shown` is its value as people read it, empty if it has none. */
export interface Row {
  label: string;
  shown: string;
}

/** What the text is made of, one by one. */
export interface Parts {
  lead: string;
  rows: Row[];
  support: string[];
  limits: string[];
  source_line: string | null;
}

export interface Answer {
  id: string;
  topic: string;
  status: "answered" | "partial" | "not_covered" | "out_of_scope" | "clarify" | "social" | "error";
  sources: Source[];
  table: Table | null;
  chart: Chart | null;
  /** Bots before November 2026 send none. */
  parts?: Parts;
}

export interface QuickReply {
  title: string;
  payload: string;
}

export interface Feedback {
  value: "up" | "down";
  reason?: string | null;
}

export interface Message {
  role: "user" | "bot";
  id: string;
  /** ISO 8601. */
  time: string;
  text: string;
  buttons?: QuickReply[];
  custom?: { answer?: Answer };
  feedback?: Feedback | null;
}

export interface Session {
  session: string;
  expires: string;
}
