/** Requests to the server: JSON in, JSON out, each with a time limit, failures as one of two errors. */

/** The server said no; `code` and `status` are for programs, `message` is for people. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** When to come back, if the server says so. */
    readonly seconds: number | null,
  ) {
    super(message);
  }
}

/** Nothing came back in time, or nothing that makes sense: no network, no server, or one that is starting. */
export class Unreachable extends Error {}

// A turn takes 15 s at the most, then the server says so itself.
const MILLISECONDS = 25_000;

/**
 * Post `body` to `path` below `server` and return the reply.
 *
 * @throws Refused if the server refuses, Unreachable if it can't be reached.
 */
export async function post<Reply>(server: string, path: string, body: object): Promise<Reply> {
  let response: Response;
  let reply;
  try {
    response = await fetch(server + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      signal: AbortSignal.timeout(MILLISECONDS),
    });
    reply = await response.json();
  } catch (failure) {
    throw new Unreachable(`${server}${path}: ${failure}`);
  }
  if (!response.ok) {
    const seconds = Number(response.headers.get("Retry-After")) || null;
    throw new Refused(response.status, reply.error ?? "error", reply.message ?? reply.cure ?? "", seconds);
  }
  return reply;
}
