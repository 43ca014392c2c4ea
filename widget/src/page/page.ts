/** The example page: its buttons open the chat, and the lines to copy name the server that it comes from. */
import type { WayfinderChat } from "../launcher.ts";

const chat = document.querySelector<WayfinderChat>("wayfinder-chat")!;

// Only with a chat that works are there buttons for it.
void customElements.whenDefined("wayfinder-chat").then(() => {
  for (const part of document.querySelectorAll<HTMLElement>("[data-needs-chat]")) part.hidden = false;
});

document.addEventListener("click", async ({ target }) => {
  const button = (target as Element).closest<HTMLElement>("[data-open], [data-ask]");
  if (!button) return;
  await chat.open();
  if ("ask" in button.dataset) await chat.send(button.textContent);
});

const line = document.querySelector<HTMLElement>("#line")!;
line.textContent = line.textContent.replaceAll("https://bot.example/webhooks/web/", new URL(".", location.href).href);
line.textContent = line.textContent.replace("https://bot.example/widget.js", new URL("widget.js", location.href).href);

const copy = document.querySelector<HTMLButtonElement>("#copy")!;
copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(line.textContent);
  document.querySelector("#copied")!.textContent = "Copied.";
});
