/**
 * What runs in the report's page: links open in the editor, the page begins where it is asked to, it says when it is out of date,
 * and it fills in what is held back: what is near the screen first, then everything, so that a search finds all of it.
 */
export const script = `
const editor = acquireVsCodeApi();
document.addEventListener("click", (event) => {
  const ask = event.target.closest("[data-ask]");
  if (ask) editor.postMessage(ask.dataset.ask);
  const link = event.target.closest("a[data-uri]");
  if (!link) return;
  event.preventDefault();
  const { uri, line, character } = link.dataset;
  editor.postMessage({ uri, line: Number(line), character: Number(character) });
});
const places = new Map([...document.querySelectorAll("[data-later]")].map((place) => [Number(place.dataset.later), place]));
const asked = new Set();
const ask = (wanted) => {
  const pieces = wanted.filter((piece) => !asked.has(piece));
  for (const piece of pieces) asked.add(piece);
  if (pieces.length) editor.postMessage({ pieces });
};
const near = new IntersectionObserver((seen) => ask(seen.filter((one) => one.isIntersecting).map((one) => Number(one.target.dataset.later))), { rootMargin: "3000px" });
for (const place of places.values()) near.observe(place);
const askMore = () => ask([...places.keys()].filter((piece) => !asked.has(piece)).slice(0, 12));
const fill = (piece, text) => {
  const place = places.get(piece);
  if (!place || !("later" in place.dataset)) return;
  near.unobserve(place);
  place.innerHTML = text;
  delete place.dataset.later;
};
addEventListener("message", ({ data }) => {
  if (data === "changed") document.getElementById("changed").hidden = false;
  if (!Array.isArray(data.pieces)) return;
  data.pieces.forEach((piece, index) => fill(piece, data.texts[index]));
  if (wished.length) show();
  requestIdleCallback(askMore, { timeout: 500 });
});
let wished = (document.body.dataset.show ?? "").split(" ").filter((id) => id);
const show = () => {
  const target = wished.map((id) => document.getElementById(id)).find((found) => found);
  if (!target) return ask([...places.keys()]);
  wished = [];
  const way = target.querySelector(":scope > td details");
  if (way) way.open = true;
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView({ block: way ? "center" : "start" });
  (way?.querySelector("summary") ?? target).focus({ preventScroll: true });
};
if (wished.length) show();
else if (places.size) requestIdleCallback(askMore);
`;
