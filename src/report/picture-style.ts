// How a picture is coloured: by the variables of the page that it stands in, or by itself where it stands alone.

export const pictureRules = `.picture text { font: 12px var(--font); fill: var(--text); text-anchor: middle; }
.picture text[text-anchor="start"] { text-anchor: start; }
.picture .title { font-weight: 600; }
.picture .small { font-size: 11px; fill: var(--soft); }
.picture .small.bad { fill: var(--bad); font-weight: 600; }
.picture .small.good { fill: var(--good); }
.picture .small.open { fill: var(--warn); }
.picture .box { fill: var(--back); stroke: var(--line); stroke-width: 1.2; }
.picture .network { fill: var(--panel); stroke-dasharray: 5 3; }
.picture .firewall { stroke: var(--warn); stroke-width: 1.6; }
.picture .workspace { stroke: var(--link); stroke-width: 2; }
.picture .endpoint { stroke: var(--good); }
.picture .internet { fill: var(--panel); }
.picture .arrow { fill: none; stroke: var(--soft); stroke-width: 1.4; }
.picture .arrow.good { stroke: var(--good); }
.picture .arrow.bad { stroke: var(--bad); stroke-width: 2.2; }
.picture .arrow.open { stroke: var(--warn); stroke-dasharray: 4 3; }
.picture .head { fill: var(--soft); }
.picture .head.good { fill: var(--good); }
.picture .head.bad { fill: var(--bad); }
.picture .head.open { fill: var(--warn); }
`;

const light = {
  text: "#1f2328",
  soft: "#59636e",
  back: "#ffffff",
  panel: "#f6f8fa",
  line: "#d1d9e0",
  link: "#0969da",
  bad: "#b3101c",
  warn: "#7d5700",
  good: "#116329",
};
const dark: typeof light = {
  text: "#e6edf3",
  soft: "#9198a1",
  back: "#0d1117",
  panel: "#151b23",
  line: "#3d444d",
  link: "#4493f8",
  bad: "#ff7b72",
  warn: "#d29922",
  good: "#3fb950",
};

/** For a file of its own: light, or dark where the reader has it so. Holds no variables, which few programs but browsers know. */
export const standaloneRules = `${painted(light)}@media (prefers-color-scheme: dark) {\n${painted(dark)}}\n`;

function painted(colours: typeof light): string {
  const known = new Map(Object.entries({ ...colours, font: "system-ui, sans-serif" }));
  return `.picture .paper { fill: ${colours.back}; }\n${pictureRules}`.replace(
    /var\(--(\w+)\)/g,
    (_, name: string) => known.get(name) ?? "inherit",
  );
}
