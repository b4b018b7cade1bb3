/** What runs in the report's page: links open in the editor, the page begins where it is asked to, and it says when it is out of date. */
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
addEventListener("message", ({ data }) => {
  if (data === "changed") document.getElementById("changed").hidden = false;
});
const target = (document.body.dataset.show ?? "").split(" ").map((id) => document.getElementById(id)).find((found) => found);
if (target) {
  const way = target.querySelector(":scope > td details");
  if (way) way.open = true;
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView({ block: way ? "center" : "start" });
  (way?.querySelector("summary") ?? target).focus({ preventScroll: true });
}
`;
